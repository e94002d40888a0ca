"""Patients in the database: ``clinic.patients.ports.PatientRecords``."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Exists, FromClause, Select, and_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.patients.names import tokens as tokens_of
from clinic.patients.patient import MobileId, Patient, PatientId, new_id
from clinic.patients.ports import Attendance
from storage.dialect import upsert
from storage.patient_rows import NOTHING_PERSONAL, columns_of, patient_of, row_of
from storage.tables.patients import (
    mobiles,
    name_tokens,
    patient_facilities,
    patient_merges,
    patient_mobiles,
    patients,
)
from storage.vault import Vault

# Whoever is asked for by an id, and whom that record is part of.
ASKED = patients.alias("asked")
WHOLE = patients.alias("whole")
PART = patients.alias("part")


class PatientTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, patient: Patient) -> None:
        await self._connection.execute(insert(patients), row_of(self._vault, patient))

    async def change(self, patient: Patient, fields: Sequence[str]) -> None:
        changed = update(patients).where(patients.c.id == patient.id, patients.c.erased_at.is_(None))
        done = await self._connection.execute(changed.values(**columns_of(self._vault, patient, fields)))
        if done.rowcount and "name" in fields:
            await self._forget_names([patient.id])
            for attendance in await self._attendances([patient.id]):
                await self._remember_name(patient, attendance.facility)

    async def find(self, patient: PatientId) -> Patient | None:
        return await self._one(_BY_ID, of_patient=patient)

    async def some(self, asked: Collection[PatientId]) -> dict[PatientId, Patient]:
        """By the id that was asked for; erased ones are left out."""
        asks = select(ASKED.c.id, func.coalesce(ASKED.c.merged_into, ASKED.c.id)).where(ASKED.c.id.in_(asked))
        whole_of = {PatientId(row[0]): PatientId(row[1]) for row in await self._connection.execute(asks)}
        living = patients.c.id.in_(set(whole_of.values())) & patients.c.erased_at.is_(None)
        found = {one.id: one for one in await self._all(select(patients).where(living))}
        return {one: found[whole] for one, whole in whole_of.items() if whole in found}

    async def find_in_household(self, patient: PatientId, mobile: MobileId) -> Patient | None:
        return await self._one(_IN_HOUSEHOLD, of_patient=patient, of_mobile=mobile)

    async def find_in_facility(self, patient: PatientId, facility: str) -> Patient | None:
        part = or_(PART.c.id == WHOLE.c.id, PART.c.merged_into == WHOLE.c.id)
        attended = and_(patient_facilities.c.patient == PART.c.id, patient_facilities.c.facility == facility)
        found = _BY_ID.join(PART, part).join(patient_facilities, attended).limit(1)
        return await self._one(found, of_patient=patient)

    async def of_household(self, mobile: MobileId) -> tuple[Patient, ...]:
        return await self._all(_OF_HOUSEHOLD, of_mobile=mobile)

    async def count_of_household(self, mobile: MobileId) -> int:
        present = (patient_mobiles.c.mobile == mobile) & patient_mobiles.c.until.is_(None)
        counted = await self._connection.execute(select(func.count()).select_from(patient_mobiles).where(present))
        return int(counted.scalar_one())

    async def link(self, patient: PatientId, mobile: MobileId, now: float) -> None:
        new = upsert(self._connection, patient_mobiles).values(patient=patient, mobile=mobile, since=now)
        again = new.on_conflict_do_update(
            index_elements=[patient_mobiles.c.patient, patient_mobiles.c.mobile], set_={"until": None}
        )
        await self._connection.execute(again)

    async def unlink(self, patient: PatientId, mobile: MobileId, now: float) -> None:
        present = patient_mobiles.c.until.is_(None)
        await self._connection.execute(_links(patient, mobile).where(present).values(until=now))

    async def relink(self, patient: PatientId, mobile: MobileId) -> bool:
        whole = select(func.coalesce(ASKED.c.merged_into, ASKED.c.id)).where(ASKED.c.id == patient)
        found = (await self._connection.execute(whole)).scalar_one_or_none()
        if found is None:
            return False
        again = await self._connection.execute(_links(PatientId(found), mobile).values(until=None))
        return again.rowcount > 0

    async def attend(self, patient: Patient, facility: str, now: float) -> bool:
        new = upsert(self._connection, patient_facilities).values(patient=patient.id, facility=facility, since=now)
        if not (await self._connection.execute(new.on_conflict_do_nothing())).rowcount:
            return False
        await self._remember_name(patient, facility)
        return True

    async def attendances(self, patient: PatientId) -> Sequence[Attendance]:
        return await self._attendances(await self.ids(patient))

    async def search(self, facility: str, tokens: frozenset[str], limit: int) -> tuple[Patient, ...]:
        wanted = [self._token(facility, token) for token in tokens]
        named = (
            select(name_tokens.c.patient)
            .where(name_tokens.c.facility == facility, name_tokens.c.token.in_(wanted))
            .group_by(name_tokens.c.patient)
            .having(func.count() == len(wanted))
        )
        newest = WHOLE.c.created_at.desc()
        return await self._all(_LIVING.where(ASKED.c.id.in_(named)).order_by(newest, WHOLE.c.id).limit(limit))

    async def ids(self, patient: PatientId) -> Sequence[PatientId]:
        rows = await self._connection.execute(_parts(patient).order_by(PART.c.created_at, PART.c.id))
        return [PatientId(row.id) for row in rows]

    async def merged_records(self, patient: PatientId) -> tuple[Patient, ...]:
        merged = select(patients).where(patients.c.merged_into == patient, patients.c.erased_at.is_(None))
        return await self._all(merged.order_by(patients.c.created_at, patients.c.id))

    async def lock(self, records: Sequence[PatientId]) -> Mapping[PatientId, PatientId]:
        """In the order of their ids, so that two who lock the same never wait for each other."""
        known = patients.c.id.in_(records) & patients.c.erased_at.is_(None)
        rows = await self._connection.execute(select(patients).where(known).order_by(patients.c.id).with_for_update())
        return {PatientId(row.id): PatientId(row.merged_into or row.id) for row in rows}

    async def add_merge(self, kept: PatientId, duplicate: PatientId, now: float) -> None:
        edge = {"id": new_id(), "duplicate": duplicate, "kept": kept, "merged_at": now}
        await self._connection.execute(insert(patient_merges).values(**edge))
        parts = or_(patients.c.id == duplicate, patients.c.merged_into == duplicate)
        await self._connection.execute(update(patients).where(parts).values(merged_into=kept))

    async def undo_merge(self, duplicate: PatientId, now: float) -> None:
        edge = (patient_merges.c.duplicate == duplicate) & patient_merges.c.undone_at.is_(None)
        await self._connection.execute(update(patient_merges).where(edge).values(undone_at=now))

    async def merges_into(self, patient: PatientId) -> Mapping[PatientId, PatientId]:
        inside = patient_merges.c.duplicate.in_(_parts(patient))
        edges = select(patient_merges).where(inside, patient_merges.c.undone_at.is_(None))
        rows = await self._connection.execute(edges)
        return {PatientId(row.duplicate): PatientId(row.kept) for row in rows}

    async def point(self, records: Sequence[PatientId], at: PatientId | None) -> None:
        pointed = update(patients).where(patients.c.id.in_(records))
        await self._connection.execute(pointed.values(merged_into=at))

    async def erase(self, patient: PatientId, now: float) -> None:
        parts = await self.ids(patient)
        await self._forget_names(parts)
        present = patient_mobiles.c.patient.in_(parts) & patient_mobiles.c.until.is_(None)
        await self._connection.execute(update(patient_mobiles).where(present).values(until=now))
        erased = update(patients).where(patients.c.id.in_(parts))
        await self._connection.execute(erased.values(erased_at=now, changed_at=now, **NOTHING_PERSONAL))

    async def _attendances(self, records: Sequence[PatientId]) -> Sequence[Attendance]:
        attended = select(patient_facilities).where(patient_facilities.c.patient.in_(records))
        rows = await self._connection.execute(attended.order_by(patient_facilities.c.since))
        return [Attendance(row.facility, row.since) for row in rows]

    async def _remember_name(self, patient: Patient, facility: str) -> None:
        if rows := [
            {"facility": facility, "token": self._token(facility, token), "patient": patient.id}
            for token in sorted(tokens_of(patient.name))
        ]:
            await self._connection.execute(insert(name_tokens), rows)

    async def _forget_names(self, records: Sequence[PatientId]) -> None:
        await self._connection.execute(delete(name_tokens).where(name_tokens.c.patient.in_(records)))

    def _token(self, facility: str, token: str) -> str:
        return self._vault.lookup(f"name:{facility}", token)

    async def _one(self, query: Select[Any], **asked: str) -> Patient | None:
        found = await self._all(query, **asked)
        return found[0] if found else None

    async def _all(self, query: Select[Any], **asked: str) -> tuple[Patient, ...]:
        """Each once, where records of hers came along with her."""
        rows = {row.id: row for row in await self._connection.execute(query, asked)}
        return tuple(patient_of(self._vault, row) for row in rows.values())


def _parts(patient: Any) -> Select[Any]:
    """The ids of the patient (an id, or a column of ids) and of all that are merged into her."""
    return select(PART.c.id).where(or_(PART.c.id == patient, PART.c.merged_into == patient))


def _is_reached() -> Exists:
    links: FromClause = patient_mobiles.join(mobiles)
    return (
        exists()
        .select_from(links)
        .where(
            patient_mobiles.c.patient.in_(_parts(WHOLE.c.id).correlate(WHOLE)),
            patient_mobiles.c.mobile == bindparam("of_mobile"),
            patient_mobiles.c.until.is_(None),
            mobiles.c.ended_at.is_(None),
            mobiles.c.doubted_at.is_(None),
        )
    )


def _links(patient: PatientId, mobile: MobileId) -> Any:
    return update(patient_mobiles).where(
        patient_mobiles.c.mobile == mobile, patient_mobiles.c.patient.in_(_parts(patient))
    )


# Asked with almost every request: made once.
_LIVING = (
    select(WHOLE)
    .select_from(ASKED.join(WHOLE, WHOLE.c.id == func.coalesce(ASKED.c.merged_into, ASKED.c.id)))
    .where(WHOLE.c.erased_at.is_(None))
)
_BY_ID = _LIVING.where(ASKED.c.id == bindparam("of_patient"))
_IN_HOUSEHOLD = _BY_ID.where(_is_reached())
_OF_HOUSEHOLD = (
    _LIVING.join(patient_mobiles, patient_mobiles.c.patient == ASKED.c.id)
    .where(patient_mobiles.c.mobile == bindparam("of_mobile"), patient_mobiles.c.until.is_(None))
    .order_by(patient_mobiles.c.since, ASKED.c.id)
)
