"""Short links to prescriptions, in the database: ``clinic.prescription.links.LinkRecords``."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.patients.patient import MobileId
from clinic.prescription.links import Link
from clinic.prescription.prescription import PrescriptionId
from storage.tables.prescriptions import prescription_links as links
from storage.vault import Vault


class LinkTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection

    async def add(self, token_sha256: str, link: Link) -> None:
        told = {"prescription": link.prescription, "mobile": link.mobile, "expires_at": link.expires_at}
        await self._connection.execute(insert(links).values(token_sha256=token_sha256, **told))

    async def get(self, token_sha256: str) -> Link | None:
        wanted = select(links).where(links.c.token_sha256 == token_sha256)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else Link(PrescriptionId(row.prescription), MobileId(row.mobile), row.expires_at)

    async def forget(self, before: float) -> None:
        await self._connection.execute(delete(links).where(links.c.expires_at < before))
