"""Consultations in the database: ``clinic.opd.ports.ConsultationRecords``."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import Consultation, ConsultationId, Step, changed_fields
from clinic.consultation.lifecycle import LIVE, SEEN, WITH_DOCTOR, State
from clinic.opd.clinic import ClinicId
from clinic.opd.ports import InLine, Pending, QueueEnd
from clinic.patients.patient import MobileId, PatientId
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.consultations import consultation_events, consultations
from storage.vault import Vault

FIELDS = tuple(Consultation.__dataclass_fields__)
MOST_UNSIGNED = 100
_C = consultations.c
# Asked for so often that making the question anew would cost as much as the answer.
_BY_ID = select(consultations).where(_C.id == bindparam("consultation"))
_LINE = (
    select(_C.id, _C.number, _C.mobile)
    .where(_C.clinic == bindparam("of_clinic"), _C.state == State.WAITING.value)
    .order_by(_C.urgent.desc(), _C.rank, _C.id)
)


class ConsultationTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Here stand ids and times alone; what is sealed of a consultation has tables of its own."""
        self._connection = connection

    async def add(self, consultation: Consultation, step: Step) -> bool:
        row = {name: getattr(consultation, name) for name in FIELDS} | {"live_key": consultation.live_key}
        adding = upsert(self._connection, consultations).on_conflict_do_nothing()
        if (await self._connection.execute(adding, row)).rowcount != 1:
            return False
        await self._note(consultation, step)
        return True

    async def get(self, consultation: ConsultationId) -> Consultation | None:
        row = (await self._connection.execute(_BY_ID, {"consultation": consultation})).one_or_none()
        return None if row is None else _consultation(row)

    async def save(self, before: Consultation, after: Consultation, step: Step | None = None) -> bool:
        """Of two who move it at the same moment, one finds it moved."""
        values = changed_fields(before, after)
        if "state" in values:
            values["live_key"] = after.live_key
        if values:
            unmoved = (_C.id == before.id) & (_C.state == before.state.value)
            if (await self._connection.execute(update(consultations).where(unmoved), values)).rowcount != 1:
                return False
        if step is not None:
            await self._note(after, step)
        return True

    async def by_key(self, mobile: MobileId, key: str) -> Consultation | None:
        return await self._one((_C.mobile == mobile) & (_C.key == key))

    async def live_of(self, patient: PatientId, clinic: ClinicId) -> Consultation | None:
        return await self._one(_C.live_key == f"{patient}:{clinic}")

    async def of_mobile(self, mobile: MobileId, since: float) -> list[Consultation]:
        wanted = or_(_C.state.in_(LIVE), _C.requested_at >= since, _C.ended_at >= since)
        query = select(consultations).where(_C.mobile == mobile, wanted)
        return await self._some(query.order_by(_C.requested_at.desc(), _C.id))

    async def of_patient(self, patients: Collection[PatientId], limit: int) -> list[Consultation]:
        query = select(consultations).where(_C.patient.in_(patients), _C.state.in_(SEEN))
        return await self._some(query.order_by(_C.requested_at.desc(), _C.id).limit(limit))

    async def every_of(self, patients: Collection[PatientId]) -> list[Consultation]:
        """In any state, the oldest first: for her to take along."""
        query = select(consultations).where(_C.patient.in_(patients))
        return await self._some(query.order_by(_C.requested_at, _C.id))

    async def waiting(self, clinic: ClinicId) -> list[Consultation]:
        return await self._some(_of(clinic, State.WAITING).order_by(_C.rank, _C.id))

    async def waiting_counts(self) -> dict[ClinicId, int]:
        query = select(_C.clinic, func.count()).where(_C.state == State.WAITING.value).group_by(_C.clinic)
        return {ClinicId(row[0]): row[1] for row in await self._connection.execute(query)}

    async def requested(self, clinic: ClinicId, day: str) -> list[Consultation]:
        query = _of(clinic, State.REQUESTED).where(_C.day == day)
        return await self._some(query.order_by(_C.rank, _C.id))

    async def line(self, clinic: ClinicId) -> list[InLine]:
        """As ``waiting``, but the few columns that a live page needs."""
        found = await self._connection.execute(_LINE, {"of_clinic": clinic})
        return [InLine(row.id, row.number, row.mobile) for row in found]

    async def queue_end(self, clinic: ClinicId) -> QueueEnd:
        query = select(func.count(), func.max(_C.rank))
        row = (await self._connection.execute(query.where(_C.clinic == clinic, _C.state == State.WAITING.value))).one()
        return QueueEnd(row[0], row[1] if row[1] is not None else -1.0)

    async def in_hands_of(self, doctor: StaffId) -> Consultation | None:
        query = select(consultations).where(_C.doctor == doctor, _C.state.in_(WITH_DOCTOR))
        found = await self._some(query.order_by(_C.called_at.desc()).limit(1))
        return found[0] if found else None

    async def with_doctors(self, clinic: ClinicId) -> list[Consultation]:
        query = select(consultations).where(_C.clinic == clinic, _C.state.in_(WITH_DOCTOR))
        return await self._some(query.order_by(_C.called_at, _C.id))

    async def unsigned_of(self, doctor: StaffId) -> list[Consultation]:
        unsigned = (_C.doctor == doctor) & _C.signed_at.is_(None)
        query = select(consultations).where(unsigned, _C.state.in_((State.ENDED, State.REFERRED)))
        return await self._some(query.order_by(_C.ended_at, _C.id).limit(MOST_UNSIGNED))

    async def asked_of(self, doctor: StaffId, clinics: Collection[ClinicId]) -> list[Consultation]:
        asked = or_(_C.asked_doctor == doctor, _C.asked_doctor.is_(None) & _C.asked_clinic.in_(clinics))
        query = select(consultations).where(asked, _C.state.in_(WITH_DOCTOR))
        return await self._some(query.order_by(_C.called_at, _C.id))

    async def given_on(self, clinic: ClinicId, day: str) -> int:
        void = _C.state.in_((State.WITHDRAWN, State.CANCELLED))
        query = select(func.count()).where(_C.clinic == clinic, _C.day == day, ~void)
        return (await self._connection.execute(query)).scalar_one()

    async def see(self, mobiles: Collection[MobileId], now: float) -> None:
        seen = update(consultations).where(_C.mobile.in_(mobiles), _C.state.in_(LIVE)).values(seen_at=now)
        await self._connection.execute(seen)

    async def pending(self) -> list[Pending]:
        timed = _C.deadline_at.is_not(None) | _C.telephone_at.is_not(None)
        query = select(_C.id, _C.state, _C.deadline_at, _C.telephone_at).where(timed, _C.state.in_(WITH_DOCTOR))
        found = await self._connection.execute(query.order_by(_C.id))
        return [pending for row in found for pending in _pending(row)]

    async def steps(self, consultation: ConsultationId) -> list[Step]:
        query = select(consultation_events).where(consultation_events.c.consultation == consultation)
        found = await self._connection.execute(query.order_by(consultation_events.c.id))
        return [_step(row) for row in found]

    async def _note(self, consultation: Consultation, step: Step) -> None:
        row = {
            "consultation": consultation.id,
            "clinic": consultation.clinic,
            "event": step.event,
            "before": step.before,
            "after": step.after,
            "at": step.at,
            "actor_kind": step.actor_kind,
            "actor": step.actor,
            "figures": dict(step.values),
        }
        await self._connection.execute(insert(consultation_events), row)

    async def _one(self, condition: ColumnElement[bool]) -> Consultation | None:
        row = (await self._connection.execute(select(consultations).where(condition))).one_or_none()
        return None if row is None else _consultation(row)

    async def _some(self, query: Select[Any]) -> list[Consultation]:
        return [_consultation(row) for row in await self._connection.execute(query)]


def _of(clinic: ClinicId, state: State) -> Select[Any]:
    return select(consultations).where(_C.clinic == clinic, _C.state == state.value)


def _consultation(row: Row[Any]) -> Consultation:
    fields = {name: getattr(row, name) for name in FIELDS}
    return Consultation(**(fields | {"state": State(row.state)}))


def _step(row: Row[Any]) -> Step:
    before = None if row.before is None else State(row.before)
    return Step(row.event, before, State(row.after), row.at, row.actor_kind, row.actor, row.figures)


def _pending(row: Any) -> Iterator[Pending]:
    if row.telephone_at is not None:
        yield Pending(row.id, State(row.state), "telephone", row.telephone_at)
    if row.deadline_at is not None:
        yield Pending(row.id, State(row.state), "deadline", row.deadline_at)
