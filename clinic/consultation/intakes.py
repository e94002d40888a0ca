"""Telling before the doctor comes, card by card: by the household, while the consultation lives."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation import access, readiness
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.intake import NOTHING_TOLD, Intake, checked
from clinic.consultation.readiness import Guidance
from clinic.opd.events import DeskChanged, DomainEvent, Publish, QueueChanged
from clinic.patients.patient import Patient, indian_date
from clinic.ports import Store


class IntakeRecords(Protocol):
    async def get(self, consultation: ConsultationId) -> Intake | None: ...

    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Intake]:
        """Those that there are."""

    async def put(self, consultation: ConsultationId, intake: Intake, now: float) -> None: ...


class VoiceRecords(Protocol):
    async def has_voice(self, consultation: ConsultationId) -> bool: ...


class BeginRecords(Protocol):
    @property
    def intakes(self) -> IntakeRecords: ...


class Records(access.AuditedRecords, BeginRecords, Protocol):
    @property
    def consultation_files(self) -> VoiceRecords: ...


@dataclass(frozen=True, slots=True)
class Told:
    """``missing``: what makes sense to ask and was not told; ``needed``: of it, what holds the consultation up."""

    intake: Intake
    missing: tuple[str, ...]
    needed: tuple[str, ...]
    guidance: Guidance | None


class Intakes:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish

    async def get(self, token: ConsultationId, actor: Actor) -> Told:
        """Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            _, patient = await access.of_household(records, token, actor)
            intake = await records.intakes.get(token) or NOTHING_TOLD
            return await self._told(records, token, intake, patient)

    async def put(self, token: ConsultationId, told: Intake, actor: Actor) -> Told:
        """All of it anew. Raises ``Refusal``, also for a consultation that is over."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            consultation, patient = await access.of_household(records, token, actor)
            access.check_lives(consultation)
            before = await records.intakes.get(token) or NOTHING_TOLD
            after = checked(told, patient, self._today())
            fields = _changed(before, after)
            if fields:
                await records.intakes.put(token, after, now)
                subject = f"consultation:{token}"
                await records.audit.append(Event("intake.told", actor, subject, patient=patient.id, fields=fields))
            answer = await self._told(records, token, after, patient)
        if fields:
            self._publish(_heard(consultation, self._shows(before, patient) != self._shows(after, patient)))
        return answer

    async def _told(self, records: Records, token: ConsultationId, intake: Intake, patient: Patient) -> Told:
        today = self._today()
        has_voice = intake.complaint is None and await records.consultation_files.has_voice(token)
        return Told(
            intake,
            readiness.missing(intake, patient, today, has_voice=has_voice),
            readiness.needed(intake, patient, today),
            readiness.guidance(intake, patient, today),
        )

    def _shows(self, intake: Intake, patient: Patient) -> tuple[object, ...]:
        """What stands in the doctors' list."""
        return readiness.reason(intake), readiness.flags(intake, patient, self._today())

    def _today(self) -> date:
        return indian_date(self._wall_clock())


async def check_may_begin(records: BeginRecords, consultation: Consultation, patient: Patient, now: float) -> None:
    """For whoever lets it begin, in that transaction. Raises ``Refusal`` adult_needed or authority_needed."""
    intake = await records.intakes.get(consultation.id) or NOTHING_TOLD
    readiness.check_may_begin(intake, patient, indian_date(now))


def _changed(before: Intake, after: Intake) -> tuple[str, ...]:
    names = Intake.__dataclass_fields__
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _heard(consultation: Consultation, in_list: bool) -> list[DomainEvent]:
    told: list[DomainEvent] = [QueueChanged(consultation.clinic)] if in_list else []
    return told if consultation.doctor is None else [*told, DeskChanged(consultation.doctor)]
