"""What became of telephone calls: ``clinic.telephone.ports.CallRecords``."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.telephone.call import Call, CallId, State
from storage.dialect import upsert
from storage.tables.notification import telephone_calls as calls
from storage.vault import Vault

FIELDS = tuple(Call.__dataclass_fields__)
CHANGING = ("state", "provider_id", "reason", "heard_at", "answered_at", "ended_at", "duration_seconds")


class CallTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing of a call is sealed: it names nobody."""
        self._connection = connection

    async def add(self, call: Call, token_sha256: str) -> bool:
        row = {name: getattr(call, name) for name in FIELDS} | {
            "token_sha256": token_sha256,
            "live_key": _live_key(call),
        }
        adding = upsert(self._connection, calls).on_conflict_do_nothing(index_elements=[calls.c.live_key])
        return (await self._connection.execute(adding.values(row))).rowcount == 1

    async def hold(self, call: CallId) -> Call | None:
        return await self._one(select(calls).where(calls.c.id == call).with_for_update())

    async def knows(self, token_sha256: str) -> bool:
        found = select(calls.c.id).where(calls.c.token_sha256 == token_sha256)
        return (await self._connection.execute(found)).one_or_none() is not None

    async def hold_by_token(self, token_sha256: str) -> Call | None:
        return await self._one(select(calls).where(calls.c.token_sha256 == token_sha256).with_for_update())

    async def save(self, call: Call) -> None:
        row = {name: getattr(call, name) for name in CHANGING} | {"live_key": _live_key(call)}
        await self._connection.execute(update(calls).where(calls.c.id == call.id).values(row))

    async def of(self, consultation: ConsultationId) -> list[Call]:
        ordered = select(calls).where(calls.c.consultation == consultation).order_by(calls.c.requested_at, calls.c.id)
        return [_call(row) for row in await self._connection.execute(ordered)]

    async def silent(self, states: Collection[State], heard_before: float, limit: int) -> list[CallId]:
        quiet = calls.c.state.in_([state.value for state in states]) & (calls.c.heard_at < heard_before)
        oldest = select(calls.c.id).where(quiet).order_by(calls.c.heard_at).limit(limit)
        return [CallId(one) for one in (await self._connection.execute(oldest)).scalars()]

    async def _one(self, query: Select[Any]) -> Call | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _call(row)


def _live_key(call: Call) -> str | None:
    return None if call.is_over else f"{call.consultation}:{call.purpose}"


def _call(row: Row[Any]) -> Call:
    fields = {name: getattr(row, name) for name in FIELDS}
    return Call(**(fields | {"state": State(row.state)}))
