"""The files of consultations, in the database: ``clinic.consultation.files.FileRecords``."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, Select, delete, exists, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.file import ConsultationFile, FileId
from clinic.uploads.blobs import BlobId
from storage.tables.consultation_notes import consultation_files
from storage.tables.consultations import consultations
from storage.vault import Vault

FIELDS = tuple(ConsultationFile.__dataclass_fields__)
_F = consultation_files.c


class ConsultationFileTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """What is in the files is encrypted where they are kept; here stand ids and sizes."""
        self._connection = connection

    async def of(self, consultation: ConsultationId) -> Sequence[ConsultationFile]:
        return await self._some(select(consultation_files).where(_F.consultation == consultation))

    async def of_many(self, consultations: Collection[ConsultationId]) -> Sequence[ConsultationFile]:
        return await self._some(select(consultation_files).where(_F.consultation.in_(consultations)))

    async def has_voice(self, consultation: ConsultationId) -> bool:
        spoken = exists().where(_F.consultation == consultation, _F.kind == "voice")
        return bool((await self._connection.execute(select(spoken))).scalar_one())

    async def hold(self, consultation: ConsultationId) -> Sequence[ConsultationFile]:
        held = select(consultations.c.id).where(consultations.c.id == consultation).with_for_update()
        await self._connection.execute(held)
        return await self.of(consultation)

    async def add(self, file: ConsultationFile) -> None:
        row = {name: getattr(file, name) for name in FIELDS}
        await self._connection.execute(insert(consultation_files).values(row))

    async def remove(self, file: FileId) -> None:
        await self._connection.execute(delete(consultation_files).where(_F.id == file))

    async def remove_all(self, consultations: Collection[ConsultationId]) -> Sequence[BlobId]:
        """Where their bytes are."""
        gone = delete(consultation_files).where(_F.consultation.in_(consultations)).returning(_F.blob)
        return [BlobId(blob) for blob in (await self._connection.execute(gone)).scalars()]

    async def _some(self, query: Select[Any]) -> list[ConsultationFile]:
        found = await self._connection.execute(query.order_by(_F.added_at, _F.id))
        return [_file(row) for row in found]


def _file(row: Row[Any]) -> ConsultationFile:
    return ConsultationFile(**{name: getattr(row, name) for name in FIELDS})
