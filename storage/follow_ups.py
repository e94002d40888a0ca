"""Visits that a doctor has asked for: ``clinic.opd.ports.FollowUpRecords``."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.opd.ports import FollowUp
from clinic.patients.patient import PatientId
from storage.dialect import upsert
from storage.tables.consultations import follow_ups
from storage.vault import Vault

FIELDS = tuple(FollowUp.__dataclass_fields__)


class FollowUpTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def book(self, follow_up: FollowUp) -> None:
        row = {name: getattr(follow_up, name) for name in FIELDS}
        row["reason"] = self._vault.seal(follow_up.reason, _place(follow_up.consultation))
        booking = upsert(self._connection, follow_ups).values(row)
        changing = {name: row[name] for name in ("day", "reason", "booked_at")}
        await self._connection.execute(
            booking.on_conflict_do_update(index_elements=[follow_ups.c.consultation], set_=changing)
        )

    async def of_patients(self, patients: Collection[PatientId], since: str) -> list[FollowUp]:
        coming = follow_ups.c.patient.in_(patients) & (follow_ups.c.day >= since)
        found = await self._connection.execute(select(follow_ups).where(coming).order_by(follow_ups.c.day))
        return [self._follow_up(row) for row in found]

    def _follow_up(self, row: Row[Any]) -> FollowUp:
        fields = {name: getattr(row, name) for name in FIELDS}
        return FollowUp(**(fields | {"reason": self._vault.unseal(row.reason, _place(row.consultation))}))


def _place(consultation: str) -> str:
    return f"follow_ups.reason:{consultation}"
