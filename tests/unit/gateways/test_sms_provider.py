"""Settings of a provider: what is wrong with them is said when the server starts, not when a patient waits."""

from typing import Any

import pytest

from clinic.identity.mobile import Mobile
from clinic.identity.sms import otp_message
from gateways.sms_provider import TEMPLATES, SmsProvider
from gateways.templates import Success

URL = "https://sms.example/send"
FORM = "to={to}&text={text}"
ALL = dict.fromkeys(TEMPLATES, "1")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"url": "sms.example/send"}, "must begin with https://"),
        ({"url": "https://{to}/"}, "a fixed host"),
        ({"url": "https://sms.example/a b"}, "must begin with"),
        ({"body": "to={to}&text={text}&x={code}"}, "unknown placeholders: code"),
        ({"body": "to={to}"}, r"must hold \{text\}"),
        ({"body": "text={text}"}, r"\{to\} or \{number\}"),
        ({"body_kind": "none"}, r"must hold \{text\}"),
        ({"body": FORM + "&t={template_id}", "template_ids": ALL | {"otp.en": ""}}, r"missing for: otp\.en\.$"),
        ({"body_kind": "json", "body": '{"to": {to}, "text": {text}}'}, "is not JSON"),
        ({"headers": {"X-Key": "a\r\nHost: b"}}, "on one line"),
        ({"tries": 0}, "end within 90 seconds"),
        ({"tries": 5}, "end within 90 seconds"),
        ({"total_timeout_seconds": float("nan")}, "end within 90 seconds"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        SmsProvider(**{"url": URL, "body_kind": "form", "body": FORM, **settings})


def test_a_text_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    message = otp_message(Mobile("+919876543210"), "{to}", "en", "clinic.example")
    body = SmsProvider(URL, body_kind="form", body=FORM).request(message, "1").body
    assert body is not None
    assert body.count(b"919876543210") == 1


@pytest.mark.parametrize(
    ("success", "answer", "is_met"),
    [
        (Success(), "anything", True),
        (Success(text="OK"), "OK: 5", True),
        (Success(text="OK"), "ERR", False),
        (Success(json_path="ok", json_value="true"), '{"ok": true}', True),
        (Success(json_path="code", json_value="0"), '{"code": 0}', True),
        (Success(json_path="code", json_value="0"), '{"code": "0"}', True),
        (Success(json_path="code", json_value="0"), '{"code": 1}', False),
        (Success(json_path="messages.0.status", json_value="sent"), '{"messages": [{"status": "sent"}]}', True),
        (Success(json_path="messages.1.status", json_value="sent"), '{"messages": [{"status": "sent"}]}', False),
        (Success(json_path="a.b", json_value="null"), '{"a": null}', False),
        (Success(json_path="status", json_value="ok"), '"status"', False),
    ],
)
def test_success_is_told_by_the_answer(success: Success, answer: str, is_met: bool) -> None:
    assert success.is_met(answer) is is_met


def test_every_template_has_a_place_for_its_dlt_id() -> None:
    provider = SmsProvider(
        URL + "?t={template_id}", body_kind="form", body=FORM, template_ids={name: f"id-{name}" for name in TEMPLATES}
    )
    for language in ("en", "hi"):
        message = otp_message(Mobile("+919876543210"), "123456", language, "clinic.example")
        assert provider.request(message, "1").url == f"{URL}?t=id-otp.{language}"
