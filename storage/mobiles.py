"""Mobiles in the database: ``clinic.patients.ports.MobileRecords``."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.identity.mobile import Mobile
from clinic.patients.patient import MobileId, PatientId
from clinic.patients.ports import MobileRecord, NumberHeld
from clinic.places.states import StateCode
from storage.dialect import upsert
from storage.tables.consultations import consultations
from storage.tables.notification import notices
from storage.tables.patients import mobiles, patient_mobiles, patients
from storage.vault import Vault

KEPT = ("last_seen_at", "doubted_at", "wrong_facts", "wrong_facts_since")


class MobileTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, mobile: MobileRecord) -> bool:
        row = {name: getattr(mobile, name) for name in KEPT} | {
            "id": mobile.id,
            "lookup": self._lookup(mobile.number),
            "number": self._vault.seal(mobile.number, _place(mobile.id)),
            "state": mobile.state,
            "created_at": mobile.created_at,
        }
        insert = upsert(self._connection, mobiles).on_conflict_do_nothing(index_elements=[mobiles.c.lookup])
        done = await self._connection.execute(insert, row)
        return done.rowcount == 1

    async def find(self, number: Mobile) -> MobileRecord | None:
        return await self._one(_present().where(mobiles.c.lookup == self._lookup(number)).with_for_update())

    async def get(self, mobile: MobileId) -> MobileRecord | None:
        return await self._one(_present().where(mobiles.c.id == mobile))

    async def numbers(self, some: Collection[MobileId]) -> Mapping[MobileId, Mobile]:
        """``clinic.notification.ports.NumberRecords``."""
        good = _present().where(mobiles.c.id.in_(some), mobiles.c.doubted_at.is_(None))
        return {one.id: one.number for one in map(self._record, await self._connection.execute(good))}

    async def hold(self, mobile: MobileId) -> MobileRecord | None:
        return await self._one(_present().where(mobiles.c.id == mobile).with_for_update())

    async def change(self, mobile: MobileRecord) -> None:
        kept = {name: getattr(mobile, name) for name in KEPT}
        await self._connection.execute(update(mobiles).where(mobiles.c.id == mobile.id).values(**kept))

    async def see(self, mobile: MobileId, now: float) -> None:
        trusted = (mobiles.c.id == mobile) & mobiles.c.doubted_at.is_(None)
        await self._connection.execute(update(mobiles).where(trusted).values(last_seen_at=now))

    async def end(self, mobile: MobileId, now: float, moved_to: MobileId | None) -> None:
        ended = update(mobiles).where(mobiles.c.id == mobile, mobiles.c.ended_at.is_(None))
        await self._connection.execute(
            ended.values(lookup=None, ended_lookup=mobiles.c.lookup, ended_at=now, moved_to=moved_to)
        )
        if moved_to is None:
            present = (patient_mobiles.c.mobile == mobile) & patient_mobiles.c.until.is_(None)
            await self._connection.execute(update(patient_mobiles).where(present).values(until=now))
        else:
            await self._move_links(mobile, moved_to)
            tokens = update(consultations).where(consultations.c.mobile == mobile)
            await self._connection.execute(tokens.values(mobile=moved_to))
            hers = (notices.c.owner_kind == "mobile") & (notices.c.owner == mobile) & (notices.c.state == "waiting")
            await self._connection.execute(update(notices).where(hers).values(owner=moved_to))

    async def erase_unused(self, patient: PatientId, now: float) -> None:
        """Not a number by which somebody else is reached, or to whom the household may still restore her."""
        others = patient_mobiles.alias()
        someone_else = select(others.c.mobile).where(others.c.patient.not_in(_parts(patient)))
        hers = select(patient_mobiles.c.mobile).where(patient_mobiles.c.patient.in_(_parts(patient)))
        unused = update(mobiles).where(mobiles.c.id.in_(hers), mobiles.c.id.not_in(someone_else))
        await self._connection.execute(
            unused.values(number=None, lookup=None, ended_lookup=None, ended_at=func.coalesce(mobiles.c.ended_at, now))
        )

    async def held_by(self, patient: PatientId) -> Sequence[NumberHeld]:
        query = (
            select(mobiles.c.id, mobiles.c.number, patient_mobiles.c.since, patient_mobiles.c.until)
            .join_from(patient_mobiles, mobiles)
            .where(patient_mobiles.c.patient.in_(_parts(patient)))
            .order_by(patient_mobiles.c.since)
        )
        rows = await self._connection.execute(query)
        return [NumberHeld(self._number(row.id, row.number), row.since, row.until) for row in rows]

    async def _move_links(self, mobile: MobileId, target: MobileId) -> None:
        """Whoever was reached by both keeps her link to the target; it is present if either was."""
        links, other = patient_mobiles, patient_mobiles.alias()
        there = select(other.c.patient).where(other.c.mobile == target)
        present = select(other.c.patient).where(other.c.mobile == mobile, other.c.until.is_(None))
        again = update(links).where(links.c.mobile == target, links.c.patient.in_(present)).values(until=None)
        await self._connection.execute(again)
        moved = update(links).where(links.c.mobile == mobile, links.c.patient.not_in(there)).values(mobile=target)
        await self._connection.execute(moved)

    async def _one(self, query: Select[Any]) -> MobileRecord | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else self._record(row)

    def _record(self, row: Row[Any]) -> MobileRecord:
        kept = {name: getattr(row, name) for name in KEPT}
        number = Mobile(self._vault.unseal(row.number, _place(row.id)))
        return MobileRecord(MobileId(row.id), number, StateCode(row.state), row.created_at, **kept)

    def _number(self, mobile: MobileId, sealed: bytes | None) -> Mobile | None:
        return None if sealed is None else Mobile(self._vault.unseal(sealed, _place(mobile)))

    def _lookup(self, number: Mobile) -> str:
        return self._vault.lookup("mobile", number)


def _present() -> Select[Any]:
    return select(mobiles).where(mobiles.c.ended_at.is_(None))


def _parts(patient: PatientId) -> Select[Any]:
    """The ids of the patient and of all that are merged into her."""
    part = patients.alias()
    return select(part.c.id).where(or_(part.c.id == patient, part.c.merged_into == patient))


def _place(mobile: MobileId) -> str:
    return f"mobiles.number:{mobile}"
