"""Complaints in the database: ``clinic.complaints.desk.ComplaintRecords``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.complaints.complaint import Complaint, ComplaintId, Reference, State
from storage.dialect import upsert
from storage.tables.complaints import complaints
from storage.vault import Vault

SEALED = ("text", "contact", "answer")
FIELDS = tuple(Complaint.__dataclass_fields__)
CHANGING = ("state", "answer", "answered_at", "closed_at")


class ComplaintTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, complaint: Complaint) -> bool:
        new = upsert(self._connection, complaints).values(**self._row(complaint, FIELDS))
        done = await self._connection.execute(new.on_conflict_do_nothing(index_elements=[complaints.c.reference]))
        return done.rowcount == 1

    async def find(self, reference: Reference) -> Complaint | None:
        return await self._one(select(complaints).where(complaints.c.reference == reference))

    async def hold(self, complaint: ComplaintId) -> Complaint | None:
        return await self._one(select(complaints).where(complaints.c.id == complaint).with_for_update())

    async def change(self, complaint: Complaint) -> None:
        changed = update(complaints).where(complaints.c.id == complaint.id)
        await self._connection.execute(changed.values(**self._row(complaint, CHANGING)))

    async def filed(self, state: State | None, limit: int) -> Sequence[Complaint]:
        query = select(complaints) if state is None else select(complaints).where(complaints.c.state == state)
        ordered = query.order_by(complaints.c.filed_at, complaints.c.id).limit(limit)
        return [self._complaint(row) for row in await self._connection.execute(ordered)]

    async def _one(self, query: Select[Any]) -> Complaint | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else self._complaint(row)

    def _row(self, complaint: Complaint, fields: Sequence[str]) -> dict[str, Any]:
        row = {name: getattr(complaint, name) for name in fields}
        return row | {name: self._sealed(complaint.id, name, row[name]) for name in SEALED if name in fields}

    def _sealed(self, complaint: str, column: str, text: str | None) -> bytes | None:
        return None if text is None else self._vault.seal(text, _place(column, complaint))

    def _complaint(self, row: Row[Any]) -> Complaint:
        fields = {name: getattr(row, name) for name in FIELDS}
        for name in SEALED:
            if fields[name] is not None:
                fields[name] = self._vault.unseal(fields[name], _place(name, row.id))
        return Complaint(**fields)


def _place(column: str, complaint: str) -> str:
    return f"complaints.{column}:{complaint}"
