"""The SMS provider's file: what docs/sms.md shows is what loads, and what is wrong is said in a sentence."""

import json
import re
from pathlib import Path

import pytest

from clinic.identity.mobile import Mobile
from clinic.identity.sms import OTP_TEXTS, otp_message
from clinic.notification.notice import PATIENTS_PAGE, RULES
from clinic.notification.words import SMS_TEXTS
from gateways.sms_console import ConsoleSms
from gateways.sms_http import HttpSms
from gateways.sms_provider import TEMPLATES, SmsProvider
from gateways.templates import listed
from server.cannot_start import CannotStart
from server.sms_gateway import sms_gateway, sms_provider

PAGE = (Path(__file__).parents[3] / "docs" / "sms.md").read_text(encoding="utf-8")
TEXTS_PAGE = (Path(__file__).parents[3] / "docs" / "sms_texts.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ASHA = Mobile("+919876543210")
FILE = 'url = "https://sms.example.in/send?key=SECRET&to={to}&text={text}"\n'


def written(folder: Path, content: str | bytes) -> Path:
    file = folder / "sms.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def loaded(folder: Path, content: str) -> SmsProvider:
    return sms_provider(written(folder, content))


def test_the_example_of_the_page_loads_and_asks_as_it_says(tmp_path: Path) -> None:
    provider = loaded(tmp_path, EXAMPLES[0])
    assert provider.template_ids.keys() == TEMPLATES
    message = otp_message(ASHA, "123456", "hi", "call.example.in")
    request = provider.request(message, "f" * 32)
    assert json.loads(request.body or b"") == {
        "to": ASHA,
        "text": message.text,
        "sender": "PARMSH",
        "entity_id": "1101234567890123456",
        "template_id": "1107160000000000002",
        "reference": "f" * 32,
    }
    assert (request.method, request.headers["Content-Type"]) == ("POST", "application/json")
    assert provider.success.is_met('{"status": "accepted"}')
    assert not provider.success.is_met('{"status": "rejected"}')


def test_the_example_that_puts_everything_into_the_address_loads(tmp_path: Path) -> None:
    provider = loaded(tmp_path, EXAMPLES[1])
    request = provider.request(otp_message(ASHA, "123456", "en", "call.example.in"), "f" * 32)
    assert (request.method, request.body) == ("GET", None)
    assert "to=919876543210&msg=123456%20is%20your%20Paramarsh%20code" in request.url
    assert not provider.success.is_met("ERR credit")


def test_the_page_shows_every_text_as_it_is_sent() -> None:
    shown = dict(re.findall(r"^`(otp\.\w+)`.*?:\n\n```\n(.*?)\n```$", PAGE, re.DOTALL | re.MULTILINE))
    sent = {
        message.template: message.text
        for message in (otp_message(ASHA, "{#var#}", language, "{#var#}") for language in OTP_TEXTS)
    }
    assert shown == sent


def test_the_page_of_texts_shows_every_notice_as_it_is_sent() -> None:
    shown = dict(re.findall(r"^`(\w+\.\w\w)`.*?\n\n```\n(.*?)\n```$", TEXTS_PAGE, re.DOTALL | re.MULTILINE))
    sent = {
        f"{kind}.{language}": text.replace("{page}", f"call.example.in{RULES[kind].sms_page or PATIENTS_PAGE}")
        for language, texts in SMS_TEXTS.items()
        for kind, text in texts.items()
    }
    assert shown == {name: re.sub(r"\{\w+\}", "{#var#}", text) for name, text in sent.items()}


def test_what_is_left_out_has_a_value(tmp_path: Path) -> None:
    provider = loaded(tmp_path, FILE + "[success]\ntext = 'OK'\n")
    assert provider.success.statuses == {200, 201, 202}
    assert (provider.method, provider.tries) == ("POST", 3)
    assert (provider.connect_timeout_seconds, provider.total_timeout_seconds) == (5, 15)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "url: Field required"),
        ("url = ", "Invalid value (at end of document)"),
        (b"\xff\xfeu\x00", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        ("url = 5", "url: Input should be a valid string"),
        (FILE + "tires = 3", "it does not know tires."),
        (FILE + "[success]\nstatus = [200]", "it does not know success.status."),
        (FILE + "[succes]\ntext = 'OK'", "it does not know succes."),
        (FILE + "headers = 'X-Key: SECRET'", "headers: Input should be a valid dictionary"),
        (FILE + "[headers]\nX-Key = 5", "headers.X-Key: Input should be a valid string"),
        (FILE + "body_kind = 'xml'", "body_kind: Input should be 'none', 'form' or 'json'"),
        (FILE + "success = 'OK'", "success: Input should be a dictionary or an instance of Success"),
        (FILE + "[success]\nstatuses = 200", "success.statuses: Input should be a valid frozenset"),
        (FILE + "tries = 9", "The SMS provider's tries and timeouts must end within 90 seconds."),
        (
            "url = 'https://sms.example.in/?key=SECRET&text={text}'",
            "The SMS provider's templates must hold {text}, and {to} or {number}.",
        ),
        (
            "url = 'https://sms.example.in/?key=SECRET&to={to}&text={text}&id={template_id}'",
            f"DLT template ids are missing for: {listed(TEMPLATES)}.",
        ),
        (
            FILE + "body_kind = 'json'\nbody = '{{text}, {to}}'",
            "The SMS provider's body is not JSON when its placeholders are filled in.",
        ),
    ],
)
def test_a_wrong_file_is_said_in_a_sentence_that_tells_no_key(
    content: str | bytes, sentence: str, tmp_path: Path
) -> None:
    file = written(tmp_path, content)
    with pytest.raises(CannotStart) as refused:
        sms_provider(file)
    assert refused.value.message == f"{file} does not describe an SMS provider: {sentence}"
    assert "SECRET" not in refused.value.message


def test_a_file_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"sms\.toml cannot be read: No such file or directory\."):
        sms_provider(tmp_path / "sms.toml")


async def test_without_a_file_messages_go_to_the_terminal_and_with_one_to_the_provider(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with sms_gateway(None) as gateway:
        assert isinstance(gateway, ConsoleSms)
        await gateway.send(otp_message(ASHA, "123456", "en", "localhost"))
    assert "123456 is your Paramarsh code" in capsys.readouterr().out
    async with sms_gateway(written(tmp_path, FILE)) as gateway:
        assert isinstance(gateway, HttpSms)
