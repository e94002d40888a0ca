"""Approvals of questions in the database: ``clinic.triage.approvals.ApprovalRecords``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.triage.approval import Approval
from storage.dialect import upsert
from storage.tables.triage import question_approvals
from storage.vault import Vault

FIELDS = tuple(Approval.__dataclass_fields__)
_Q = question_approvals.c


class ApprovalTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, approval: Approval) -> bool:
        row: dict[str, Any] = {name: getattr(approval, name) for name in FIELDS}
        row |= {"name": self._vault.seal(approval.name, _place(approval.id)), "live_key": approval.question_set}
        adding = upsert(self._connection, question_approvals).values(row)
        done = await self._connection.execute(adding.on_conflict_do_nothing(index_elements=[_Q.live_key]))
        return done.rowcount == 1

    async def living(self) -> Sequence[Approval]:
        found = await self._connection.execute(select(question_approvals).where(_Q.live_key.is_not(None)))
        return [self._approval(row) for row in found]

    async def withdraw(self, approval: Approval) -> None:
        withdrawn = update(question_approvals).where(_Q.id == approval.id)
        values = {"withdrawn_at": approval.withdrawn_at, "withdrawn_by": approval.withdrawn_by, "live_key": None}
        await self._connection.execute(withdrawn.values(values))

    def _approval(self, row: Row[Any]) -> Approval:
        fields = {name: getattr(row, name) for name in FIELDS}
        return Approval(**fields | {"name": self._vault.unseal(row.name, _place(row.id))})


def _place(approval: str) -> str:
    return f"question_approvals.name:{approval}"
