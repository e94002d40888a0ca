"""Who does not see whom any more: ``clinic.opd.ports.BlockRecords``."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.patients.patient import PatientId
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.clinics import blocks
from storage.vault import Vault


class BlockTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, doctor: StaffId, patient: PatientId, by: str, reason: str, now: float) -> None:
        """The first reason stays."""
        sealed = self._vault.seal(reason, f"blocks.reason:{doctor}:{patient}")
        row = {"doctor": doctor, "patient": patient, "by": by, "reason": sealed, "at": now}
        await self._connection.execute(upsert(self._connection, blocks).values(row).on_conflict_do_nothing())

    async def patients_of(self, doctor: StaffId) -> frozenset[PatientId]:
        found = await self._connection.execute(select(blocks.c.patient).where(blocks.c.doctor == doctor))
        return frozenset(PatientId(patient) for patient in found.scalars())
