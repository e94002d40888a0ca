"""A doctor's desk: her duty, who waits, and calling the next."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Protocol

from pydantic import Field

from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.opd.calling import Calling
from clinic.opd.clinic import ClinicId, DutyState
from clinic.opd.duties import Duties
from clinic.opd.rules import Rules
from clinic.opd.showing import ClinicShown, DeskShown, Entry, Showing
from clinic.patients.patient import indian_date
from clinic.staff.account import StaffId
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.household import Gender, NothingToSay
from http_api.clinic.permits import Permits, staff_of
from http_api.opd.consultation_view import ConsultationAnswer, age_of, consultation_answer
from http_api.opd.token_view import ModeWord
from http_api.opd.tokens import Id
from http_api.operations import Answer, Call, Operations, Who

DutyWord = Literal["on", "break", "off"]
PhaseWord = Literal["open", "paused", "closed"]
Reason = Annotated[str, Field(max_length=500)]


class PutDuty(Body):
    """``clinic``: where; needed to come on duty for the first time."""

    state: DutyWord
    clinic: Id | None = None


class CallChosen(Body):
    """Out of turn: with a reason, which is kept."""

    consultation: Id
    reason: Reason


class DutyAnswer(Answer):
    state: DutyWord
    clinic: str | None
    since: float | None


class DeskClinic(Answer):
    id: str
    name: str
    speciality: str
    phase: PhaseWord
    waiting: int
    doctors_on_duty: int


class ResultAnswer(Answer):
    """A laboratory's result that she has not seen yet."""

    id: str
    consultation: str
    patient_name: str
    at: float


class DeskAnswer(Answer):
    """``asked``: transfers that wait for her word. ``unsigned``: her work that is not finished."""

    duty: DutyAnswer
    clinics: list[DeskClinic]
    current: ConsultationAnswer | None
    unsigned: list[ConsultationAnswer]
    asked: list[ConsultationAnswer]
    results: list[ResultAnswer]
    limit_seconds: int | None


class EntryAnswer(Answer):
    """``is_kept``: for another doctor, whom she comes back to. ``for_me``: whom she may call now."""

    id: str
    number: int
    patient: str
    name: str
    age: int | None
    gender: Gender | None
    reason: str
    flags: list[str]
    waited_seconds: float
    is_urgent: bool
    says_worse: bool
    language: str
    mode: ModeWord
    is_here: bool
    is_return: bool
    is_kept: bool
    for_me: bool
    missed: int


class QueueAnswer(Answer):
    clinic: str | None
    entries: list[EntryAnswer]


class Told(Protocol):
    """What was told of a consultation, in a line."""

    @property
    def reason(self) -> str: ...
    @property
    def flags(self) -> tuple[str, ...]: ...


class DeskParts(Protocol):
    """What other rooms of the clinic add to the desk."""

    async def results(self, doctor: StaffId) -> list[ResultAnswer]: ...

    async def lines(self, entries: Sequence[Entry], language: str) -> Mapping[ConsultationId, Told]: ...


class DeskPages:
    """Her desk as her page sees it."""

    def __init__(
        self, duties: Duties, calling: Calling, showing: Showing, permits: Permits, rules: Rules, parts: DeskParts
    ) -> None:
        self._duties = duties
        self._calling = calling
        self._showing = showing
        self._permits = permits
        self._rules = rules
        self._parts = parts

    async def get_desk(self, call: Call) -> DeskAnswer:
        await self._permits.require(call, Permission.CONSULT)
        doctor = staff_of(call)
        await self._duties.seen([doctor])
        shown = await self._showing.desk(doctor)
        return self._desk(shown, await self._parts.results(doctor), call.now)

    async def put_duty(self, call: Call, body: PutDuty) -> DeskAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        clinic = None if body.clinic is None else ClinicId(body.clinic)
        await self._duties.put(staff_of(call), DutyState(body.state), clinic, actor)
        return await self.get_desk(call)

    async def get_queue(self, call: Call) -> QueueAnswer:
        await self._permits.require(call, Permission.CONSULT)
        clinic, entries = await self._showing.queue(staff_of(call))
        told = await self._parts.lines(entries, call.request.headers.get("Accept-Language", "en")[:2])
        return QueueAnswer(clinic=clinic, entries=[_entry(one, told.get(one.token.id), call.now) for one in entries])

    async def call_next(self, call: Call, body: NothingToSay) -> ConsultationAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        called = await self._calling.call_next(staff_of(call), actor)
        return await self._one(call, called)

    async def call_chosen(self, call: Call, body: CallChosen) -> ConsultationAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        wanted = ConsultationId(body.consultation)
        return await self._one(call, await self._calling.call(staff_of(call), wanted, body.reason, actor))

    async def _one(self, call: Call, called: Consultation) -> ConsultationAnswer:
        _, patient = await self._showing.hers(staff_of(call), called.id)
        return consultation_answer(called, patient, self._rules, call.now)

    def _desk(self, shown: DeskShown, results: list[ResultAnswer], now: float) -> DeskAnswer:
        duty = shown.duty
        clinics = {one.clinic.id: one for one in shown.clinics}
        here = None if duty is None else clinics.get(duty.clinic)

        def answer(one: Consultation) -> ConsultationAnswer:
            return consultation_answer(one, shown.patients.get(one.patient), self._rules, now)

        return DeskAnswer(
            duty=DutyAnswer(
                state="off" if duty is None else duty.state.value,
                clinic=None if duty is None else duty.clinic,
                since=None if duty is None else duty.since,
            ),
            clinics=[_clinic(one) for one in shown.clinics],
            current=None if shown.current is None else answer(shown.current),
            unsigned=[answer(one) for one in shown.unsigned],
            asked=[answer(one) for one in shown.asked],
            results=results,
            limit_seconds=None if here is None else here.clinic.limit_seconds,
        )


def add_desk(operations: Operations, desk: DeskPages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    refused = ("not_permitted",)
    operations.add("GET", "/desk", desk.get_desk, "A doctor's desk", gives=DeskAnswer, refuses=refused, **hers)
    operations.add(
        "PUT",
        "/desk/duty",
        desk.put_duty,
        "On duty, on a break, off",
        takes=PutDuty,
        gives=DeskAnswer,
        refuses=(*refused, "not_on_roster", "patient_in_hands"),
        **hers,
    )
    operations.add("GET", "/desk/queue", desk.get_queue, "Who waits", gives=QueueAnswer, refuses=refused, **hers)
    busy = (*refused, "not_on_duty", "patient_in_hands", "clinic_unknown")
    operations.add(
        "POST",
        "/desk/call-next",
        desk.call_next,
        "Call the next",
        takes=NothingToSay,
        gives=ConsultationAnswer,
        refuses=(*busy, "queue_empty", "called_by_other"),
        **hers,
    )
    operations.add(
        "POST",
        "/desk/call",
        desk.call_chosen,
        "Call somebody out of turn",
        takes=CallChosen,
        gives=ConsultationAnswer,
        refuses=(
            *busy,
            "reason_invalid",
            "consultation_unknown",
            "consultation_state",
            "called_by_other",
            "others_wait_longer",
        ),
        **hers,
    )


def _clinic(shown: ClinicShown) -> DeskClinic:
    clinic = shown.clinic
    return DeskClinic(
        id=clinic.id,
        name=clinic.name,
        speciality=clinic.speciality,
        phase=clinic.phase.value,
        waiting=shown.waiting,
        doctors_on_duty=shown.on_duty,
    )


def _entry(entry: Entry, told: Told | None, now: float) -> EntryAnswer:
    token, patient = entry.token, entry.patient
    return EntryAnswer(
        id=token.id,
        number=token.number,
        patient=token.patient,
        name="" if patient is None else patient.name,
        age=None if patient is None else age_of(patient, indian_date(now)),
        gender=None if patient is None else patient.gender,
        reason="" if told is None else told.reason,
        flags=[] if told is None else list(told.flags),
        waited_seconds=max(0.0, now - (token.waiting_since or now)),
        is_urgent=token.urgent,
        says_worse=token.worse,
        language=token.language,
        mode=token.mode,
        is_here=entry.is_here,
        is_return=token.return_to is not None,
        is_kept=entry.is_kept,
        for_me=entry.for_me,
        missed=token.missed,
    )
