"""Who is on duty: ``clinic.opd.ports.DutyRecords``."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.opd.clinic import ClinicId, Duty, DutyState
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.clinics import duties
from storage.vault import Vault

_OF_CLINIC = (
    select(duties)
    .where(duties.c.clinic == bindparam("of_clinic"), duties.c.state != DutyState.OFF.value)
    .order_by(duties.c.doctor)
)


class DutyTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing of it is sealed."""
        self._connection = connection

    async def get(self, doctor: StaffId) -> Duty | None:
        row = (await self._connection.execute(select(duties).where(duties.c.doctor == doctor))).one_or_none()
        return None if row is None else _duty(row)

    async def put(self, duty: Duty) -> None:
        row = {name: getattr(duty, name) for name in Duty.__dataclass_fields__}
        row |= {"state": duty.state.value, "languages": list(duty.languages)}
        putting = upsert(self._connection, duties).values(row)
        changing = {name: value for name, value in row.items() if name != "doctor"}
        await self._connection.execute(putting.on_conflict_do_update(index_elements=[duties.c.doctor], set_=changing))

    async def set_busy(self, doctor: StaffId, since: float | None) -> None:
        """With a patient since then; ``None``: free."""
        await self._connection.execute(update(duties).where(duties.c.doctor == doctor).values(busy_since=since))

    async def of_clinic(self, clinic: ClinicId) -> list[Duty]:
        return [_duty(row) for row in await self._connection.execute(_OF_CLINIC, {"of_clinic": clinic})]

    async def counts(self) -> dict[ClinicId, int]:
        on = duties.c.state == DutyState.ON.value
        query = select(duties.c.clinic, func.count()).where(on).group_by(duties.c.clinic)
        return {ClinicId(row[0]): row[1] for row in await self._connection.execute(query)}

    async def touch(self, doctors: Collection[StaffId], now: float) -> None:
        seen = update(duties).where(duties.c.doctor.in_(doctors)).values(seen_at=now)
        await self._connection.execute(seen)

    async def silent(self, before: float) -> list[Duty]:
        gone = (duties.c.state == DutyState.ON.value) & (duties.c.seen_at < before)
        return await self._some(select(duties).where(gone))

    async def _some(self, query: Select[Any]) -> list[Duty]:
        return [_duty(row) for row in await self._connection.execute(query.order_by(duties.c.doctor))]


def _duty(row: Row[Any]) -> Duty:
    fields = {name: getattr(row, name) for name in Duty.__dataclass_fields__}
    return Duty(**(fields | {"state": DutyState(row.state), "languages": tuple(row.languages)}))
