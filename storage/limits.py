"""How often something was done, counted for all processes together: ``clinic.identity.limits.LimitRecords``."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.identity.limits import Limit, Tally, Use
from storage.dialect import locked_once, upsert
from storage.tables.identity import limit_counts as counts
from storage.vault import Vault


class LimitTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, uses: Sequence[Use], now: float) -> Sequence[Tally]:
        """One statement, in the order of the keys: two that count the same never wait for each other in a circle."""
        if not uses:
            return []
        limits = self._keyed(uses)
        rows = [_first(key, limit, now) for key, limit in sorted(limits.items(), key=lambda item: item[0])]
        insert = upsert(self._connection, counts)
        is_over = counts.c.ends_at <= insert.excluded.begins_at
        counted = insert.on_conflict_do_update(
            index_elements=[counts.c.key],
            set_={
                "count": case((is_over, 1), else_=counts.c.count + 1),
                "begins_at": case((is_over, insert.excluded.begins_at), else_=counts.c.begins_at),
                "ends_at": case((is_over, insert.excluded.ends_at), else_=counts.c.ends_at),
            },
        ).returning(counts.c.key, counts.c.count, counts.c.ends_at)
        found = await self._connection.execute(counted, rows)
        return [Tally(limits[key], count, ends_at) for key, count, ends_at in found]

    async def read(self, uses: Sequence[Use], now: float) -> Sequence[Tally]:
        limits = self._keyed(uses)
        present = counts.c.key.in_(list(limits)) & (counts.c.ends_at > now)
        found = await self._connection.execute(select(counts.c.key, counts.c.count, counts.c.ends_at).where(present))
        return [Tally(limits[key], count, ends_at) for key, count, ends_at in found]

    async def forget(self, now: float, at_most: int) -> int:
        """Rows that somebody is counting in at this moment are left for the next time."""
        over = select(counts.c.key).where(counts.c.ends_at <= now).order_by(counts.c.ends_at).limit(at_most)
        gone = delete(counts).where(counts.c.key.in_(locked_once(over)))
        return (await self._connection.execute(gone)).rowcount

    def _keyed(self, uses: Sequence[Use]) -> Mapping[str, Limit]:
        return {self._key(use): use.limit for use in uses}

    def _key(self, use: Use) -> str:
        limit = use.limit
        return self._vault.lookup("limit", f"{limit.action} {limit.scope} {limit.window_seconds:g} {use.value}")


def _first(key: str, limit: Limit, now: float) -> dict[str, Any]:
    return {"key": key, "count": 1, "begins_at": now, "ends_at": now + limit.window_seconds}
