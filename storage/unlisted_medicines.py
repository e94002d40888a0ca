"""Medicines of no list, and what medical officers say of them: ``clinic.prescription.unlisted.UnlistedRecords``."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.prescription.unlisted import Opinion, Unlisted
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.prescriptions import medicine_opinions as opinions
from storage.tables.prescriptions import unlisted_medicines as unlisted
from storage.vault import Vault

MOST_LISTED = 500


class UnlistedTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def ask(self, medicines: Sequence[Unlisted]) -> None:
        """Each once; one that was asked for before stays as it is."""
        rows = [{name: getattr(one, name) for name in Unlisted.__dataclass_fields__} for one in medicines]
        if rows:
            await self._connection.execute(upsert(self._connection, unlisted).on_conflict_do_nothing(), rows)

    async def every(self) -> Sequence[Unlisted]:
        """The last asked for first."""
        found = select(unlisted).order_by(unlisted.c.asked_at.desc(), unlisted.c.key).limit(MOST_LISTED)
        return [Unlisted(**row._mapping) for row in await self._connection.execute(found)]

    async def opinions(self, keys: Collection[str]) -> Sequence[Opinion]:
        wanted = select(opinions).where(opinions.c.key.in_(keys)).order_by(opinions.c.at)
        return [self._opinion(row) for row in await self._connection.execute(wanted)]

    async def judge(self, opinion: Opinion) -> None:
        """In place of the one that this officer had before."""
        told = {
            "list": opinion.list,
            "reason": self._vault.seal(opinion.reason, _place(opinion.key, opinion.officer)),
            "at": opinion.at,
        }
        judging = upsert(self._connection, opinions).values(key=opinion.key, officer=opinion.officer, **told)
        keys = [opinions.c.key, opinions.c.officer]
        await self._connection.execute(judging.on_conflict_do_update(index_elements=keys, set_=told))

    def _opinion(self, row: Any) -> Opinion:
        reason = self._vault.unseal(row.reason, _place(row.key, row.officer))
        return Opinion(row.key, StaffId(row.officer), row.list, reason, row.at)


def _place(key: str, officer: str) -> str:
    return f"medicine_opinions.reason:{key}:{officer}"
