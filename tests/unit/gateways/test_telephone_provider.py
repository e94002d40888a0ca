"""Settings of a telephone provider: what is wrong is said when the server starts; what a call-back means."""

from typing import Any

import pytest

from clinic.identity.mobile import Mobile
from clinic.telephone.call import CallId, News, Ringing, State
from gateways.telephone_provider import Asking, CallBack, TelephoneProvider

URL = "https://voice.example/connect"
BACK = "https://clinic.example/api/telephone/status"
REMINDER = Asking(URL, "From={patient}&cb={callback}")
CONSULTATION = Asking(URL, "From={doctor}&To={patient}&cb={callback}")
RINGING = Ringing(CallId("1" * 32), "reminder", "a&b", Mobile("+919876543210"), None, "Dr Rao", "en", 60)


def made(**otherwise: Any) -> TelephoneProvider:
    settings: dict[str, Any] = {
        "callback_url": BACK,
        "reminder": REMINDER,
        "consultation": CONSULTATION,
        "body_kind": "form",
    }
    return TelephoneProvider(**settings | otherwise)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"callback_url": "clinic.example"}, "callback_url must be"),
        ({"callback_url": BACK + "?x=1"}, "without a query"),
        ({"headers": {"X-Key": "a\r\nHost: b"}}, "on one line"),
        ({"tries": 0}, "tries 1 to 5"),
        ({"total_timeout_seconds": 31.0}, "at most 30"),
        ({"total_timeout_seconds": float("nan")}, "at most 30"),
        ({"reminder": Asking("voice.example")}, r"reminder\.url must begin with https://"),
        ({"consultation": Asking("https://{doctor}/")}, r"consultation\.url must begin"),
        ({"reminder": Asking(URL, "From={patient}&cb={callback}&x={to}")}, "reminder holds unknown placeholders: to"),
        ({"reminder": Asking(URL, "cb={callback}")}, "reminder must hold the patient's number"),
        ({"consultation": REMINDER}, "consultation must hold the patient's number, and consultation the doctor's"),
        ({"reminder": Asking(URL, "From={patient}")}, r"reminder must hold \{callback\}"),
        ({"reminder": Asking(URL, "From={patient}&t={token}")}, r"reminder must hold \{callback\}"),
        ({"body_kind": "json", "reminder": Asking(URL, '{"a": {patient}, "b": "{callback}"}')}, "is not JSON"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        made(**settings)


def test_a_token_in_a_field_of_its_own_is_enough_where_call_backs_bring_it_again() -> None:
    asking = Asking(URL, "From={patient}&t={token}")
    provider = made(reminder=asking, callback=CallBack(token="t"))
    assert provider.request(RINGING).body == b"From=%2B919876543210&t=a%26b"


def test_the_token_is_escaped_twice_where_an_address_stands_in_a_form() -> None:
    assert made().request(RINGING).body == (
        b"From=%2B919876543210&cb=https%3A%2F%2Fclinic.example%2Fapi%2Ftelephone%2Fstatus%3Fcall%3Da%2526b"
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [("patient", "%2B919876543210"), ("patient_number", "919876543210"), ("patient_digits", "9876543210")],
)
def test_a_number_is_written_as_the_provider_wants_it(name: str, written: str) -> None:
    asking = Asking(URL, f"From={{{name}}}&cb={{callback}}")
    assert (made(reminder=asking).request(RINGING).body or b"").startswith(f"From={written}&".encode())


def test_whether_the_doctors_number_is_needed_follows_from_what_is_written() -> None:
    assert (made().needs_doctor("reminder"), made().needs_doctor("consultation")) == (False, True)
    assert made(reminder=CONSULTATION).needs_doctor("reminder")


@pytest.mark.parametrize(
    ("told", "news"),
    [
        ({"Status": "ringing"}, News(State.RINGING)),
        ({"Status": "In-Progress"}, News(State.ANSWERED)),
        ({"Status": "no-answer"}, News(State.NO_ANSWER)),
        ({"Status": "line gone"}, News(State.DROPPED)),
        ({"Status": "unheard of"}, News(None)),
        ({"Status": ""}, News(None)),
        ({}, News(None)),
        ({"Status": ["completed"]}, News(None)),
        ({"Status": "completed", "CallSid": "abc", "Seconds": "42"}, News(State.COMPLETED, None, "abc", 42.0)),
        ({"Status": "completed", "Seconds": 42}, News(State.COMPLETED, duration_seconds=42.0)),
        ({"Status": "completed", "Seconds": "-1"}, News(State.COMPLETED)),
        ({"Status": "completed", "Seconds": "NaN"}, News(State.COMPLETED)),
        ({"Status": "busy", "Token": "t"}, News(State.BUSY, "t")),
        ({"Status": "busy", "Token": None}, News(State.BUSY)),
    ],
)
def test_a_call_backs_fields_mean_what_was_written(told: dict[str, object], news: News) -> None:
    words = {"Line Gone": State.DROPPED}
    back = CallBack(("Status",), words, token="Token", call="CallSid", duration_seconds="Seconds")
    assert made(callback=back).news(told) == news


def test_several_fields_may_mean_something_together() -> None:
    back = CallBack(("event", "leg.cause"), {"hangup busy": State.BUSY, "hangup": State.COMPLETED})
    provider = made(callback=back)
    assert provider.news({"event": "hangup", "leg": {"cause": "busy"}}).state is State.BUSY
    assert provider.news({"event": "hangup", "leg": {"cause": None}}).state is State.COMPLETED


def test_a_forms_field_may_look_like_a_path() -> None:
    assert made(callback=CallBack(("Legs[0].Status",))).news({"Legs[0].Status": "busy"}).state is State.BUSY


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ('{"Call": {"Sid": "abc"}}', "abc"),
        ('{"Call": {"Sid": 7}}', "7"),
        ("{}", ""),
        ("<html>", ""),
        ("[" * 50_000, ""),
    ],
)
def test_what_the_provider_calls_the_call_is_read_where_it_stands(answer: str, name: str) -> None:
    assert made(call_path="Call.Sid").call_in(answer) == name
    assert made().call_in(answer) == ""
