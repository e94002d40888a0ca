"""What is configured of a telephone provider: how it is asked to ring, what it answers, what its call-backs mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import get_args
from urllib.parse import quote

from clinic.identity.mobile import Mobile
from clinic.telephone.call import CallId, News, Purpose, Ringing, State
from gateways.templates import BodyKind, Request, Success, Template, are_headers, is_address, listed, value_at

PATIENT = frozenset({"patient", "patient_number", "patient_digits"})
DOCTOR = frozenset({"doctor", "doctor_number", "doctor_digits"})
PLACEHOLDERS = PATIENT | DOCTOR | {"caller_id", "callback", "token", "call_id", "announcement", "language", "limit"}
COUNTRY = "+91"
LONGEST_TIMEOUT_SECONDS = 30.0
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
# In lower case as they are compared. A provider's own words are added, or take their places.
WORDS: Mapping[str, State] = MappingProxyType(
    {
        "queued": State.REQUESTED,
        "initiated": State.REQUESTED,
        "ringing": State.RINGING,
        "answered": State.ANSWERED,
        "in-progress": State.ANSWERED,
        "completed": State.COMPLETED,
        "busy": State.BUSY,
        "no-answer": State.NO_ANSWER,
        "failed": State.FAILED,
        "canceled": State.FAILED,
    }
)
_SAMPLE = Ringing(
    CallId("0" * 32),
    "reminder",
    "T" * 43,
    Mobile("+919876543210"),
    Mobile("+919123456780"),
    'A "text" & more\n',
    "en",
    1_800,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """How one purpose is asked for: address and body are templates."""

    url: str = field(repr=False)
    body: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CallBack:
    """Which fields of a call-back tell what: names of a form, or dotted paths of JSON.

    ``state``: one field, or several whose words count together ("answered in-progress"). ``words``: what a word of the
    provider means; what is not here and not common changes nothing. ``token``: where it stands if not in the address.
    """

    state: tuple[str, ...] = ("Status",)
    words: Mapping[str, State] = field(default_factory=lambda: MappingProxyType({}))
    token: str = ""
    call: str = ""
    duration_seconds: str = ""


@dataclass(frozen=True, slots=True)
class TelephoneProvider:
    """``docs/telephone.md`` explains each. Raises ``ValueError``, a sentence for the operator.

    ``callback_url``: where the provider tells of calls, this server's ``/api/telephone/status`` as seen from outside.
    ``call_path``: where the answer has the provider's name of the call.
    """

    callback_url: str
    reminder: Asking
    consultation: Asking
    caller_id: str = ""
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    body_kind: BodyKind = "none"
    success: Success = field(default_factory=Success)
    call_path: str = ""
    callback: CallBack = field(default_factory=CallBack)
    connect_timeout_seconds: float = 5.0
    total_timeout_seconds: float = 10.0
    tries: int = 2

    def __post_init__(self) -> None:
        if not is_address(self.callback_url) or set("{}?#") & set(self.callback_url):
            raise ValueError("callback_url must be this server's address for call-backs, without a query.")
        if not are_headers(self.headers):
            raise ValueError("The telephone provider's headers must be plain ASCII on one line.")
        if not 0 < self.total_timeout_seconds <= LONGEST_TIMEOUT_SECONDS or not 1 <= self.tries <= 5:
            raise ValueError(f"total_timeout_seconds must be at most {LONGEST_TIMEOUT_SECONDS:g}, tries 1 to 5.")
        for purpose in PURPOSES:
            self._check(purpose)

    def request(self, ringing: Ringing) -> Request:
        values = {
            **_numbers("patient", ringing.patient),
            **_numbers("doctor", ringing.doctor),
            "caller_id": self.caller_id,
            "callback": f"{self.callback_url}?call={quote(ringing.token, safe='')}",
            "token": ringing.token,
            "call_id": ringing.call,
            "announcement": ringing.announcement,
            "language": ringing.language,
            "limit": str(ringing.limit_seconds),
        }
        return self._template(ringing.purpose).filled(values)

    def needs_doctor(self, purpose: Purpose) -> bool:
        return bool(self._template(purpose).placeholders & DOCTOR)

    def call_in(self, answer: str) -> str:
        """What the provider calls the call; "" where the answer does not say. Never raises."""
        if not self.call_path:
            return ""
        try:
            return value_at(json.loads(answer), self.call_path) or ""
        except (ValueError, RecursionError):
            return ""

    def news(self, told: Mapping[str, object]) -> News:
        told_of = self.callback
        words = " ".join(filter(None, (_field(told, name) for name in told_of.state)))
        return News(
            self._state(words.strip().lower()),
            _field(told, told_of.token) or None,
            _field(told, told_of.call),
            _seconds(_field(told, told_of.duration_seconds)),
        )

    def _state(self, word: str) -> State | None:
        own = {name.strip().lower(): state for name, state in self.callback.words.items()}
        return own.get(word, WORDS.get(word))

    def _template(self, purpose: Purpose) -> Template:
        asking = self.reminder if purpose == "reminder" else self.consultation
        return Template(self.method, asking.url, self.headers, self.body_kind, asking.body)

    def _check(self, purpose: Purpose) -> None:
        template = self._template(purpose)
        if not is_address(template.url):
            raise ValueError(f"{purpose}.url must begin with https:// or http:// and a fixed host.")
        used = template.placeholders
        if unknown := used - PLACEHOLDERS:
            raise ValueError(f"{purpose} holds unknown placeholders: {listed(unknown)}.")
        if not used & PATIENT or (purpose == "consultation" and not used & DOCTOR):
            raise ValueError(f"{purpose} must hold the patient's number, and consultation the doctor's too.")
        if "callback" not in used and not ("token" in used and self.callback.token):
            raise ValueError(f"{purpose} must hold {{callback}}, or {{token}} where callback.token names its field.")
        self._check_json(template, purpose)

    def _check_json(self, template: Template, purpose: Purpose) -> None:
        if template.body_kind != "json":
            return
        try:
            json.loads(self.request(replace(_SAMPLE, purpose=purpose)).body or b"")
        except ValueError:
            raise ValueError(f"{purpose}.body is not JSON when its placeholders are filled in.") from None


def _numbers(name: str, number: Mobile | None) -> dict[str, str]:
    """As providers want them: +919876543210, 919876543210 or 9876543210."""
    told = number or ""
    return {name: told, f"{name}_number": told.removeprefix("+"), f"{name}_digits": told.removeprefix(COUNTRY)}


def _field(told: Mapping[str, object], name: str) -> str:
    """A form's field by its name, as it is, even where it looks like a path; else a value in JSON."""
    if not name:
        return ""
    if isinstance(plain := told.get(name), str):
        return plain
    found = value_at(told, name)
    return "" if found is None or found == "null" else found


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdecimal() else None
