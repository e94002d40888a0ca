"""Pictures of doctors' signatures, in the database: ``clinic.prescription.signatures.SignatureRecords``."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.prescription.signatures import Signature
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobId
from storage.dialect import upsert
from storage.tables.prescriptions import doctor_signatures as signatures
from storage.vault import Vault


class SignatureTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection

    async def get(self, staff: StaffId) -> Signature | None:
        row = (await self._connection.execute(select(signatures).where(signatures.c.staff == staff))).one_or_none()
        return None if row is None else Signature(BlobId(row.blob), row.media_type, row.size, row.changed_at)

    async def put(self, staff: StaffId, signature: Signature) -> None:
        told = {name: getattr(signature, name) for name in Signature.__dataclass_fields__}
        putting = upsert(self._connection, signatures).values(staff=staff, **told)
        await self._connection.execute(putting.on_conflict_do_update(index_elements=[signatures.c.staff], set_=told))

    async def remove(self, staff: StaffId) -> None:
        await self._connection.execute(delete(signatures).where(signatures.c.staff == staff))
