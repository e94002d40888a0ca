"""What somebody is to be told: written in the transaction of the change that it tells of, and sent after it.

A notice never holds an illness or a patient's name: others read messages and locked screens too. Those about a token
belong to the service that the patient has asked for (Telemedicine Practice Guidelines 2020, section 3.4: whoever begins
a consultation consents to it), so no consent of its own is asked for; the consent "sms" is for all other messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NewType

from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import INDIAN_TIME, MobileId
from clinic.staff.account import StaffId

Channel = Literal["sms", "push"]
Value = str | int | float
DeliveryId = NewType("DeliveryId", str)

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Kind(StrEnum):
    TOKEN_TAKEN = "token_taken"  # noqa: S105 - a token of a queue
    TWO_AHEAD = "two_ahead"
    CALLED = "called"
    MISSED = "missed"
    NO_SHOW = "no_show"
    INTERRUPTED_RING = "interrupted_ring"
    CLINIC_PAUSED = "clinic_paused"
    CLINIC_CLOSED = "clinic_closed"
    CLINIC_OPENED = "clinic_opened"
    FOLLOW_UP = "follow_up"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    TRANSFER = "transfer"
    RESULT_READY = "result_ready"
    UNSIGNED_WORK = "unsigned_work"
    DANGER_ALERT = "danger_alert"
    PRESCRIPTION_READY = "prescription_ready"


@dataclass(frozen=True, slots=True)
class Recipient:
    """``id``: of the mobile's record, or of the staff."""

    kind: Literal["mobile", "staff"]
    id: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind is told. ``values``: what its texts speak of; ``lives_seconds``: after that nobody wants to know.

    ``page``: where a touch on the message leads, and ``sms_page``, where an SMS has another way in. ``is_urgent``: it
    may wake a sleeping phone.
    """

    to: Literal["mobile", "staff"]
    channels: tuple[Channel, ...]
    values: frozenset[str]
    lives_seconds: float
    page: str
    is_urgent: bool = False
    sms_page: str = ""


PATIENTS_PAGE = "/opd/"
PRESCRIPTIONS = "/prescriptions/"
SHORT_LINK = "/p/#"
"""What follows it is a secret, and never reaches a server's log."""
DESK = "/staff/#opd"
_DOCTOR = frozenset({"doctor", "qualification", "registration"})
_TOKEN = frozenset({"number", "clinic"})


def _patient(channels: tuple[Channel, ...], values: frozenset[str], lives_seconds: float, *, urgent: bool) -> Rule:
    return Rule("mobile", channels, values, lives_seconds, PATIENTS_PAGE, urgent)


def _staff(values: frozenset[str], lives_seconds: float, *, urgent: bool) -> Rule:
    return Rule("staff", ("push",), values, lives_seconds, DESK, urgent)


_BOTH: tuple[Channel, ...] = ("sms", "push")
# Telemedicine Practice Guidelines 2020, section 3.2: the patient is told the doctor's name and qualification, and the
# registration number stands in whatever is sent to her about the doctor.
RULES: Mapping[Kind, Rule] = MappingProxyType(
    {
        Kind.TOKEN_TAKEN: _patient(("sms",), _TOKEN, 2 * HOUR, urgent=False),
        Kind.TWO_AHEAD: _patient(_BOTH, frozenset({"number", "ahead"}), 10 * MINUTE, urgent=True),
        Kind.CALLED: _patient(_BOTH, _DOCTOR | {"number"}, 3 * MINUTE, urgent=True),
        Kind.MISSED: _patient(_BOTH, frozenset({"number"}), 10 * MINUTE, urgent=True),
        Kind.NO_SHOW: _patient(_BOTH, frozenset({"number"}), 6 * HOUR, urgent=False),
        Kind.INTERRUPTED_RING: _patient(_BOTH, _DOCTOR | {"number"}, 5 * MINUTE, urgent=True),
        Kind.CLINIC_PAUSED: _patient(_BOTH, _TOKEN, HOUR, urgent=False),
        Kind.CLINIC_CLOSED: _patient(_BOTH, _TOKEN | {"opens_at"}, 12 * HOUR, urgent=False),
        Kind.CLINIC_OPENED: _patient(_BOTH, frozenset({"clinic"}), 2 * HOUR, urgent=False),
        Kind.FOLLOW_UP: _patient(_BOTH, _DOCTOR | {"day"}, DAY, urgent=False),
        Kind.WITHDRAWN: _patient(_BOTH, _TOKEN, HOUR, urgent=False),
        Kind.CANCELLED: _patient(_BOTH, _TOKEN, 12 * HOUR, urgent=False),
        Kind.TRANSFER: _patient(_BOTH, _TOKEN, HOUR, urgent=True),
        Kind.RESULT_READY: _staff(frozenset(), 3 * DAY, urgent=False),
        Kind.UNSIGNED_WORK: _staff(frozenset({"count"}), 12 * HOUR, urgent=False),
        Kind.DANGER_ALERT: _staff(frozenset(), 15 * MINUTE, urgent=True),
        Kind.PRESCRIPTION_READY: Rule(
            "mobile", _BOTH, _DOCTOR | {"link"}, DAY, PRESCRIPTIONS, is_urgent=False, sms_page=SHORT_LINK
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Made by ``notice``. ``due_at`` and ``expires_at``: seconds since 1970 UTC.

    ``once``: a second notice with the same one is not kept: "two_ahead:4f…" of two processes that notice the same.
    """

    kind: Kind
    to: Recipient
    language: str
    due_at: float
    expires_at: float
    values: Mapping[str, str] = field(repr=False)
    consultation: ConsultationId | None = None
    once: str | None = None

    @property
    def rule(self) -> Rule:
        return RULES[self.kind]


def notice(
    kind: Kind,
    to: MobileId | StaffId,
    language: str,
    now: float,
    *,
    consultation: ConsultationId | None = None,
    due_at: float | None = None,
    once: str | None = None,
    **values: Value,
) -> Notice:
    """``values``: those that ``RULES`` names; ``opens_at`` in seconds since 1970, ``day`` as an ISO date.

    Raises ``ValueError`` where one is missing or unknown.
    """
    rule, when = RULES[kind], now if due_at is None else due_at
    if values.keys() != rule.values:
        raise ValueError(f"{kind} is told with {sorted(rule.values)}, not with {sorted(values)}.")
    told = {name: _told(name, value) for name, value in values.items()}
    recipient = Recipient(rule.to, to)
    return Notice(kind, recipient, language, when, when + rule.lives_seconds, told, consultation, once)


def _told(name: str, value: Value) -> str:
    """As people in India write a day and an hour: "24-11-2026 09:00"."""
    if name.endswith("_at"):
        return datetime.fromtimestamp(float(value), INDIAN_TIME).strftime("%d-%m-%Y %H:%M")
    if name == "day":
        return datetime.fromisoformat(str(value)).strftime("%d-%m-%Y")
    return str(value)
