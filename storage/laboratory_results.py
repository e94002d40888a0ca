"""Laboratory results in the database: ``clinic.consultation.results.ResultRecords``."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.results import Result, ResultId, Waiting
from clinic.patients.patient import PatientId
from clinic.staff.account import StaffId, Status
from clinic.uploads.blobs import BlobId
from storage.tables.clinics import clinic_doctors
from storage.tables.consultation_notes import laboratory_results
from storage.tables.consultations import consultations
from storage.tables.staff import staff
from storage.vault import Vault

FIELDS = tuple(Result.__dataclass_fields__)
MOST_WAITING = 100
_R, _C = laboratory_results.c, consultations.c


class ResultTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def get(self, result: ResultId) -> Result | None:
        row = (await self._connection.execute(select(laboratory_results).where(_R.id == result))).one_or_none()
        return None if row is None else self._result(row)

    async def of(self, consultations: Collection[ConsultationId]) -> Sequence[Result]:
        theirs = select(laboratory_results).where(_R.consultation.in_(consultations))
        return [self._result(row) for row in await self._connection.execute(theirs.order_by(_R.added_at, _R.id))]

    async def add(self, result: Result) -> None:
        row = {name: getattr(result, name) for name in FIELDS}
        row["note"] = None if result.note is None else self._vault.seal(result.note, _place(result.id))
        await self._connection.execute(insert(laboratory_results).values(row))

    async def see(self, result: ResultId, doctor: StaffId, now: float) -> bool:
        unseen = update(laboratory_results).where(_R.id == result, _R.seen_at.is_(None))
        return (await self._connection.execute(unseen.values(seen_at=now, seen_by=doctor))).rowcount == 1

    async def waiting_for(self, doctor: StaffId) -> Sequence[Waiting]:
        colleagues = exists().where(clinic_doctors.c.clinic == _C.clinic, clinic_doctors.c.doctor == doctor)
        away = ~exists().where(staff.c.id == _C.doctor, staff.c.status == Status.VERIFIED.value)
        query = (
            select(_R.id, _R.consultation, _C.patient, _R.added_at)
            .join_from(laboratory_results, consultations, _C.id == _R.consultation)
            .where(_R.seen_at.is_(None), or_(_C.doctor == doctor, away & colleagues))
            .order_by(_R.added_at, _R.id)
            .limit(MOST_WAITING)
        )
        return [
            Waiting(ResultId(row.id), ConsultationId(row.consultation), PatientId(row.patient), row.added_at)
            for row in await self._connection.execute(query)
        ]

    async def remove_all(self, consultations: Collection[ConsultationId]) -> Sequence[BlobId]:
        """Where their bytes are."""
        gone = delete(laboratory_results).where(_R.consultation.in_(consultations)).returning(_R.blob)
        return [BlobId(blob) for blob in (await self._connection.execute(gone)).scalars()]

    def _result(self, row: Row[Any]) -> Result:
        fields = {name: getattr(row, name) for name in FIELDS}
        note = None if row.note is None else self._vault.unseal(row.note, _place(row.id))
        return Result(**(fields | {"note": note}))


def _place(result: str) -> str:
    return f"laboratory_results.note:{result}"
