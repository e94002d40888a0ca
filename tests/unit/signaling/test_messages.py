import pytest

from rooms.ports import Refusal
from signaling.commands import BadMessage, parse
from signaling.handlers import HANDLERS
from signaling.messages import COMMANDS, EVENTS, REFUSALS, Join, Message

JOIN = {"protocol": 2, "grant": "a.b.c", "names": ["Asha"]}


def wrong_fields(name: str, *arguments: object) -> tuple[str, ...]:
    with pytest.raises(BadMessage) as refusal:
        parse(name, list(arguments))
    return refusal.value.fields


def test_a_right_message_is_typed() -> None:
    assert parse("join", [{**JOIN, "names": [" Asha "]}]) == Join(protocol=2, grant="a.b.c", names=("Asha",))


def test_all_wrong_fields_are_named_at_once() -> None:
    message = {"protocol": True, "names": ["Asha", 7], "surprise": 1}
    assert wrong_fields("join", message) == ("grant", "names.1", "protocol", "surprise")


@pytest.mark.parametrize("protocol", ["1", 1.0, None, True])
def test_nothing_is_converted(protocol: object) -> None:
    assert wrong_fields("join", {**JOIN, "protocol": protocol}) == ("protocol",)


@pytest.mark.parametrize("arguments", [[], [JOIN, JOIN], ["text"], [None], [[JOIN]], [b"bytes"]])
def test_a_command_takes_exactly_one_object(arguments: list[object]) -> None:
    assert wrong_fields("join", *arguments) == ()


def test_a_lone_surrogate_is_no_text() -> None:
    assert wrong_fields("join", {**JOIN, "names": ["\ud800"]}) == ("names.0",)


@pytest.mark.parametrize(
    ("name", "message", "field"),
    [
        ("join", {**JOIN, "names": ["x" * 10_000]}, "names.0"),
        ("join", {**JOIN, "names": ["Asha\u202e"]}, "names.0"),
        ("join", {**JOIN, "names": ["a", "b", "c"]}, "names"),
        ("join", {**JOIN, "names": "Asha"}, "names"),
        ("join", {**JOIN, "grant": "x" * 5000}, "grant"),
        ("redeem", {"protocol": 2, "invitation": "x" * 201}, "invitation"),
        ("send_chat", {"text": "x" * 2001, "key": "1"}, "text"),
        ("send_chat", {"text": "   ", "key": "1"}, "text"),
        ("send_chat", {"text": "hello", "key": ""}, "key"),
        ("set_media", {"microphone": 1, "camera": True, "second": "off"}, "microphone"),
        ("set_media", {"microphone": True, "camera": True, "second": "window"}, "second"),
        ("mute", {"participant": "p", "source": "second", "muted": True}, "source"),
    ],
)
def test_what_is_too_long_or_no_choice_is_named(name: str, message: dict[str, object], field: str) -> None:
    assert wrong_fields(name, message) == (field,)


@pytest.mark.parametrize("name", ["आशा", "ஆஷா", "আশা", "عائشہ", "Zoë", "<b>Asha</b>"])
def test_names_in_any_script_are_text(name: str) -> None:
    assert parse("join", [{**JOIN, "names": [name]}]) == Join(protocol=2, grant="a.b.c", names=(name,))


def test_names_of_unknown_fields_are_echoed_within_bounds() -> None:
    fields = wrong_fields("leave", {f"{number:03}" + "x" * 1000: 1 for number in range(500)})
    assert len(fields) == 16
    assert all(len(field) <= 64 for field in fields)


def test_another_version_is_told_before_anything_else() -> None:
    with pytest.raises(Refusal) as refusal:
        parse("join", [{"protocol": 1, "whatever": "it", "says": "then"}])
    assert refusal.value.code == "protocol_mismatch"


def test_an_unknown_command_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        parse("dance", [{}])
    assert refusal.value.code == "unknown_message"


def test_every_command_has_a_handler() -> None:
    assert set(HANDLERS) == set(COMMANDS)


def test_every_field_says_what_it_means() -> None:
    records = [*EVENTS.values(), *(record for kind in COMMANDS.values() for record in (kind.command, kind.reply))]
    undescribed = [f"{record.__name__}.{name}" for record in records for name in _undescribed(record)]
    assert undescribed == []


def test_every_refusal_is_a_sentence() -> None:
    assert all(meaning.endswith(".") for meaning in REFUSALS.values())


def _undescribed(record: type[Message]) -> list[str]:
    return [name for name, field in record.model_fields.items() if not field.description]
