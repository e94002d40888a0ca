import pytest

from rooms.names import CHAT_LENGTH, chat_text, person_name, room_id


@pytest.mark.parametrize("text", ["demo", "ward-3", "a", "9" * 64])
def test_small_letters_digits_and_hyphens_name_a_room(text: str) -> None:
    assert room_id(text) == text


@pytest.mark.parametrize("text", ["", "Demo", "a b", "../x", "कमरा", "9" * 65, "demo\n"])
def test_anything_else_names_no_room(text: str) -> None:
    with pytest.raises(ValueError, match="room"):
        room_id(text)


def test_a_name_is_trimmed_and_composed() -> None:
    assert person_name("  Zoe\u0308 \n") == "Zoë"


def test_a_name_in_an_indian_script_keeps_its_joiners() -> None:
    assert person_name("क\u094d\u200dष") == "क\u094d\u200dष"


@pytest.mark.parametrize("name", ["आशा", "ஆஷா", "আশা", "عائشہ", "Zoë", "<script>alert(1)</script>"])
def test_a_name_in_any_script_is_text_and_nothing_else(name: str) -> None:
    assert person_name(name) == name


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * 81, "x" * 10_000, "a\nb", "a\x00b", "a\x1b[31m", "a\u202eb", "a\u2028b"]
)
def test_a_name_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="name"):
        person_name(text)


def test_a_name_of_80_characters_is_let_through() -> None:
    assert len(person_name("x" * 80)) == 80


def test_a_line_of_chat_may_break() -> None:
    assert chat_text(" one\r\ntwo\tthree \n") == "one\ntwo\tthree"


@pytest.mark.parametrize("text", ["", " \n ", "x" * (CHAT_LENGTH + 1), "a\x00b", "a\u202eb", "a\x1b[2J"])
def test_a_line_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="message"):
        chat_text(text)
