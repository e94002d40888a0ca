"""The telephone provider's file: what docs/telephone.md shows loads, and what is wrong is said in a sentence."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from clinic.identity.mobile import Mobile
from clinic.telephone.call import CallId, News, Purpose, Ringing, State
from gateways.telephone_console import ConsoleTelephone
from gateways.telephone_http import HttpTelephone
from gateways.telephone_provider import PLACEHOLDERS, WORDS, TelephoneProvider
from server.cannot_start import CannotStart
from server.telephone_gateway import telephone_gateway, telephone_provider

PAGE = (Path(__file__).parents[3] / "docs" / "telephone.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ASHA, RAO = Mobile("+919876543210"), Mobile("+919123456780")
BACK = "https://opd.example.in/api/telephone/status?call="
FILE = """
callback_url = "https://opd.example.in/api/telephone/status"
[reminder]
url = "https://voice.example.in/?key=SECRET&a={patient}&b={callback}"
[consultation]
url = "https://voice.example.in/?key=SECRET&a={doctor}&c={patient}&b={callback}"
"""


def ringing(purpose: Purpose) -> Ringing:
    return Ringing(CallId("1" * 32), purpose, "T" * 43, ASHA, RAO, "This is Paramarsh.", "en", 1_800)


def written(folder: Path, content: str) -> Path:
    file = folder / "telephone.toml"
    file.write_text(content, encoding="utf-8")
    return file


def loaded(folder: Path, content: str) -> TelephoneProvider:
    return telephone_provider(written(folder, content))


def test_the_example_in_json_loads_and_asks_as_it_says(tmp_path: Path) -> None:
    provider = loaded(tmp_path, EXAMPLES[0])
    asked = json.loads(provider.request(ringing("consultation")).body or b"")
    assert (asked["from"], asked["to"], asked["caller_id"]) == (RAO, ASHA, "+918047112233")
    assert asked["say_to_second"] == {"text": "This is Paramarsh.", "language": "en"}
    assert (asked["callback"]["url"], asked["limit_seconds"]) == (BACK + "T" * 43, 1_800)
    reminded = json.loads(provider.request(ringing("reminder")).body or b"")
    assert (reminded["from"], reminded["to"]) == (ASHA, RAO)
    assert provider.call_in('{"status": "queued", "data": {"call_id": "abc"}}') == "abc"
    told = {"event": "ended", "cause": "line_lost", "call_id": "abc", "talk_seconds": 42}
    assert provider.news(told) == News(State.DROPPED, None, "abc", 42.0)
    assert provider.news({"event": "answered", "cause": None}).state is State.ANSWERED


def test_the_example_with_a_form_loads_and_asks_as_it_says(tmp_path: Path) -> None:
    provider = loaded(tmp_path, EXAMPLES[1])
    fields = parse_qs((provider.request(ringing("consultation")).body or b"").decode())
    assert (fields["From"], fields["To"]) == (["09123456780"], ["09876543210"])
    assert (fields["StatusCallback"], fields["CustomField"]) == ([BACK + "T" * 43], ["T" * 43])
    assert not provider.needs_doctor("reminder")
    told = {"Status": "no-answer", "CustomField": "T" * 43, "CallSid": "abc", "ConversationDuration": "0"}
    assert provider.news(told) == News(State.NO_ANSWER, "T" * 43, "abc", 0.0)


def test_the_page_explains_every_placeholder_and_every_word_and_state() -> None:
    assert [name for name in PLACEHOLDERS if f"`{{{name}}}`" not in PAGE] == []
    assert [word for word in (*WORDS, *State) if f"`{word}`" not in PAGE] == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "callback_url: Field required; reminder: Field required; consultation: Field required"),
        (FILE + "[callback]\nstates = ['a']", "it does not know callback.states."),
        (FILE.replace('url = "https://voice', 'uri = "https://voice', 1), "it does not know reminder.uri."),
        (
            FILE + "[callback.words]\nover = 'finished'",
            "callback.words.over: Input should be 'requested', 'ringing', 'answered', 'busy', 'no_answer', 'failed', "
            "'completed' or 'dropped'",
        ),
        (FILE + "[callback]\nstate = 'Status'", "callback.state: Input should be a valid tuple"),
        (FILE.replace("&b={callback}", "", 1), "reminder must hold {callback}, or {token} where callback.token names "),
    ],
)
def test_a_wrong_file_is_said_in_a_sentence_that_tells_no_key(content: str, sentence: str, tmp_path: Path) -> None:
    file = written(tmp_path, content)
    with pytest.raises(CannotStart) as refused:
        telephone_provider(file)
    assert refused.value.message.startswith(f"{file} does not describe a telephone provider: {sentence}")
    assert "SECRET" not in refused.value.message


async def test_without_a_file_the_terminal_says_what_would_ring_and_with_one_it_rings(tmp_path: Path) -> None:
    async with telephone_gateway(None) as gateway:
        assert isinstance(gateway, ConsoleTelephone)
    async with telephone_gateway(written(tmp_path, FILE)) as gateway:
        assert isinstance(gateway, HttpTelephone)
