"""How many there are of whom, and where: ``clinic.statistics.counts.CountRecords``."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import CTE, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.facilities.facility import FacilityId
from clinic.staff.account import Status
from clinic.statistics.counts import Count
from storage.facilities import facility_of
from storage.tables.facilities import facilities
from storage.tables.patients import patient_facilities, patients
from storage.tables.staff import staff, staff_assignments
from storage.vault import Vault


class CountTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing that is counted is unsealed."""
        self._connection = connection

    async def by_facility(self, beneath: Collection[str] | None, since: float) -> list[Count]:
        living = _patients()
        everybody = await self._counted(living)
        today = await self._counted(living.where(patient_facilities.c.since >= since))
        working = await self._counted(_staff())
        query = select(facilities).order_by(facilities.c.code)
        if beneath is not None:
            query = query.where(facilities.c.id.in_(select(_tree(beneath).c.id)))
        found = [facility_of(row) for row in await self._connection.execute(query)]
        counted = [Count(one, everybody.get(one.id, 0), working.get(one.id, 0), today.get(one.id, 0)) for one in found]
        return [one for one in counted if one.patients or one.staff]

    async def _counted(self, query: Select[Any]) -> dict[FacilityId, int]:
        return {FacilityId(row[0]): row[1] for row in await self._connection.execute(query)}


def _patients() -> Select[Any]:
    """Those that are neither erased nor a part of another."""
    living = patients.c.erased_at.is_(None) & patients.c.merged_into.is_(None)
    joined = patient_facilities.join(patients, patients.c.id == patient_facilities.c.patient)
    at = patient_facilities.c.facility
    return select(at, func.count()).select_from(joined).where(living).group_by(at)


def _staff() -> Select[Any]:
    joined = staff_assignments.join(staff, staff.c.id == staff_assignments.c.staff)
    at = staff_assignments.c.facility
    counted = func.count(staff_assignments.c.staff.distinct())
    return select(at, counted).select_from(joined).where(staff.c.status == Status.VERIFIED.value).group_by(at)


def _tree(roots: Collection[str]) -> CTE:
    """They and all that stands beneath them."""
    tree = select(facilities.c.id).where(facilities.c.id.in_(roots)).cte("tree", recursive=True)
    return tree.union(select(facilities.c.id).join(tree, facilities.c.parent == tree.c.id))
