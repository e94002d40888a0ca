"""Clinics as patients choose them, and as those see them who run them."""

from collections.abc import Sequence
from typing import Any, Literal

from clinic.opd.board import Board
from clinic.opd.clinic import Phase
from clinic.opd.showing import ClinicShown
from clinic.staff.account import StaffId
from http_api.operations import Answer

PhaseWord = Literal["open", "paused", "closed"]


class WaitAnswer(Answer):
    """As it is said: "about 10 to 20 minutes"."""

    low_minutes: int
    high_minutes: int


class OpenClinicAnswer(Answer):
    """``wait``: of whoever would come now. ``opens_at``: the next time; ``closes_at``: while it is open."""

    id: str
    name: str
    speciality: str
    state: int
    facility: str
    facility_name: str
    languages: list[str]
    phase: PhaseWord
    doctors_on_duty: int
    waiting: int
    wait: WaitAnswer | None
    is_full: bool
    opens_at: float | None
    closes_at: float | None


class OpenClinicsAnswer(Answer):
    clinics: list[OpenClinicAnswer]


class SpanAnswer(Answer):
    weekday: int
    opens: str
    closes: str


class ClinicAnswer(Answer):
    """As those see it who run it."""

    id: str
    facility: str
    facility_name: str
    state: int
    name: str
    speciality: str
    languages: list[str]
    week: list[SpanAnswer]
    holidays: list[str]
    capacity: int
    limit_seconds: int
    most_waiting: int
    phase: PhaseWord
    phase_until: float | None
    doctors: list[str]
    doctors_on_duty: int
    waiting: int


class ClinicsAnswer(Answer):
    clinics: list[ClinicAnswer]


def wait_answer(wait: tuple[int, int] | None) -> WaitAnswer | None:
    return None if wait is None else WaitAnswer(low_minutes=wait[0], high_minutes=wait[1])


async def offered(shown: ClinicShown, board: Board, now: float) -> OpenClinicAnswer:
    clinic, hours = shown.clinic, shown.clinic.hours
    is_open = clinic.phase is not Phase.CLOSED
    coming, going_on = hours.next_opening(now), hours.opening_at(now)
    wait = (await board.of(clinic.id)).wait_of_newcomer if is_open else None
    return OpenClinicAnswer(
        id=clinic.id,
        name=clinic.name,
        speciality=clinic.speciality,
        state=clinic.state,
        facility=clinic.facility,
        facility_name=shown.facility_name,
        languages=list(clinic.languages),
        phase=clinic.phase.value,
        doctors_on_duty=shown.on_duty,
        waiting=shown.waiting,
        wait=wait_answer(wait),
        is_full=shown.waiting >= clinic.most_waiting,
        opens_at=None if is_open or coming is None else coming.opens_at,
        closes_at=going_on.closes_at if is_open and going_on is not None else None,
    )


def preference(one: OpenClinicAnswer, state: int | None) -> tuple[Any, ...]:
    """Of her state first, then what is open, then the shorter wait."""
    phases = ("open", "paused", "closed")
    wait = 10_000 if one.wait is None else one.wait.low_minutes
    return one.state != state, phases.index(one.phase), one.doctors_on_duty == 0, wait, one.name


def administered(shown: ClinicShown, doctors: Sequence[StaffId]) -> ClinicAnswer:
    clinic = shown.clinic
    return ClinicAnswer(
        id=clinic.id,
        facility=clinic.facility,
        facility_name=shown.facility_name,
        state=clinic.state,
        name=clinic.name,
        speciality=clinic.speciality,
        languages=list(clinic.languages),
        week=[SpanAnswer(weekday=one.weekday, opens=one.opens, closes=one.closes) for one in clinic.hours.week],
        holidays=sorted(clinic.hours.holidays),
        capacity=clinic.capacity,
        limit_seconds=clinic.limit_seconds,
        most_waiting=clinic.most_waiting,
        phase=clinic.phase.value,
        phase_until=clinic.phase_until,
        doctors=list(doctors),
        doctors_on_duty=shown.on_duty,
        waiting=shown.waiting,
    )
