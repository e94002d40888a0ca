"""Files that were checked, and perhaps taken in: ``clinic.imports.records.ImportRecords``."""

from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.imports.records import Import, ImportId
from storage.tables.staff import imports
from storage.vault import Vault


class ImportTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, checked: Import, report: str) -> None:
        """``report``: CSV, which may quote what the file said."""
        row = {
            "id": checked.id,
            "kind": checked.kind,
            "sha256": checked.sha256,
            "made_by": checked.made_by,
            "checked_at": checked.checked_at,
            "accepted": checked.accepted,
            "refused": checked.refused,
            "report": self._vault.seal(report, _place(checked.id)),
        }
        await self._connection.execute(insert(imports).values(row))

    async def get(self, import_id: ImportId) -> Import | None:
        row = await self._row(import_id)
        return None if row is None else _import(row)

    async def report(self, import_id: ImportId) -> str | None:
        row = await self._row(import_id)
        return None if row is None else self._vault.unseal(row.report, _place(import_id))

    async def accept(self, import_id: ImportId, now: float) -> bool:
        """``False``: it was taken in before."""
        open_still = (imports.c.id == import_id) & imports.c.accepted_at.is_(None)
        return (await self._connection.execute(update(imports).where(open_still).values(accepted_at=now))).rowcount == 1

    async def _row(self, import_id: ImportId) -> Row[Any] | None:
        return (await self._connection.execute(select(imports).where(imports.c.id == import_id))).one_or_none()


def _import(row: Row[Any]) -> Import:
    return Import(
        ImportId(row.id),
        row.kind,
        row.sha256,
        row.made_by,
        row.checked_at,
        row.accepted,
        row.refused,
        row.accepted_at,
    )


def _place(import_id: str) -> str:
    return f"imports.report:{import_id}"
