"""A consultation as it is kept: whose it is, where it stands, and when what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NewType

from clinic.consultation.lifecycle import LIVE, Event, State, after
from clinic.opd.clinic import ClinicId
from clinic.patients.patient import MobileId, PatientId
from clinic.staff.account import StaffId

ConsultationId = NewType("ConsultationId", str)
Mode = Literal["video", "telephone"]
WantedGender = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class Consultation:
    """``day``: ISO date in India. ``number``: the token's. ``mobile``: whose household asked.

    ``rank`` orders those who wait in a clinic. ``overtaken``: how often somebody behind her was seen before her.
    ``urgent``: a doctor confirmed it. ``worse``: she says so. ``doctor``: who has called her, or whom it was.
    ``return_to``: the doctor who saw her before; others get her from ``held_until`` on. ``deadline_at``: when time
    alone moves it (missed, grace over). ``telephone_at``: when the telephone rings besides. ``seen_at``: when her page
    was last there. ``offer_until``: until when a place of another day is kept for her word. ``asked_doctor`` and
    ``asked_clinic``: to whom a transfer is offered. Times are seconds since 1970 UTC.
    """

    id: ConsultationId
    clinic: ClinicId
    day: str
    number: int
    patient: PatientId
    mobile: MobileId
    state: State
    rank: float
    language: str
    mode: Mode
    requested_at: float
    key: str
    doctor_gender: WantedGender | None = None
    doctor: StaffId | None = None
    return_to: StaffId | None = None
    held_until: float | None = None
    urgent: bool = False
    worse: bool = False
    overtaken: int = 0
    missed: int = 0
    delayed: bool = False
    warned: bool = False
    waiting_since: float | None = None
    called_at: float | None = None
    telephone_at: float | None = None
    started_at: float | None = None
    interrupted_at: float | None = None
    ended_at: float | None = None
    signed_at: float | None = None
    deadline_at: float | None = None
    seen_at: float | None = None
    offer_until: float | None = None
    asked_doctor: StaffId | None = None
    asked_clinic: ClinicId | None = None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def live_key(self) -> str | None:
        """Unique among the consultations that live: one for each patient and clinic."""
        return f"{self.patient}:{self.clinic}" if self.is_live else None

    def moved(self, event: Event, **changes: Any) -> "Consultation":
        """By the table. Raises ``NotNow``."""
        return replace(self, state=after(self.state, event), **changes)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a consultation's history. ``values``: figures of it, never words of a person."""

    event: str
    before: State | None
    after: State
    at: float
    actor_kind: str
    actor: str
    values: Mapping[str, Any]


def changed_fields(before: Consultation, after: Consultation) -> dict[str, Any]:
    """What differs, by name."""
    names = Consultation.__dataclass_fields__
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}
