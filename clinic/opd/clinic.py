"""An outpatient department online (OPD), here called a clinic: of a state and a speciality, with hours and doctors."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from clinic.opd.hours import Hours
from clinic.places.states import StateCode
from clinic.staff.account import StaffId

ClinicId = NewType("ClinicId", str)


class Phase(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Clinic:
    """``facility``: whose staff runs it. ``capacity``: tokens a day. ``limit_seconds``: of one consultation.

    ``most_waiting``: then it takes nobody more. ``phase_by``: "hours", or the id of whoever of the staff decided;
    what somebody decided holds until the hours would change it next (``phase_until``). ``token_day`` and
    ``token_last``: the last number that was given. ``ended_at``: given up for good.
    """

    id: ClinicId
    facility: str
    state: StateCode
    speciality: str
    name: str
    languages: tuple[str, ...]
    hours: Hours
    capacity: int
    limit_seconds: int
    most_waiting: int
    phase: Phase = Phase.CLOSED
    phase_by: str = "hours"
    phase_until: float | None = None
    token_day: str = ""
    token_last: int = 0
    created_at: float = 0.0
    ended_at: float | None = None


class DutyState(StrEnum):
    ON = "on"
    BREAK = "break"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Duty:
    """A doctor at work. ``languages`` and ``gender``: of her profile, for whoever is matched with her.

    ``busy_since``: since when she has been with a patient, ``None`` while she is free. ``seen_at``: when her desk was
    last there.
    """

    doctor: StaffId
    clinic: ClinicId
    state: DutyState
    since: float
    seen_at: float
    languages: tuple[str, ...] = ()
    gender: str | None = None
    busy_since: float | None = None
