"""The keys of files, each sealed by the vault."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.uploads.blobs import BlobId
from storage.blobs.cipher import KEY_BYTES
from storage.dialect import upsert
from storage.tables.blobs import blob_keys
from storage.vault import Vault


class BlobKeyTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def get(self, blob: BlobId) -> bytes | None:
        which = select(blob_keys.c.sealed_key).where(blob_keys.c.id == blob)
        sealed = (await self._connection.execute(which)).scalar_one_or_none()
        return None if sealed is None else self._vault.unseal_bytes(sealed, _place(blob))

    async def make(self, blob: BlobId) -> bytes:
        """A new one, or the one that is there: two who put the same file at once must agree."""
        sealed = self._vault.seal_bytes(secrets.token_bytes(KEY_BYTES), _place(blob))
        new = upsert(self._connection, blob_keys).values(id=blob, sealed_key=sealed)
        await self._connection.execute(new.on_conflict_do_nothing())
        key = await self.get(blob)
        assert key is not None, "it was just made, in this transaction"  # noqa: S101
        return key

    async def delete(self, blob: BlobId) -> None:
        await self._connection.execute(delete(blob_keys).where(blob_keys.c.id == blob))


def _place(blob: BlobId) -> str:
    return f"blob_keys.sealed_key:{blob}"
