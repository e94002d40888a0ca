"""Files in a folder or a bucket, each under a key of its own: ``clinic.uploads.blobs.BlobStore``."""

from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from clinic.uploads.blobs import BlobId, BlobMissing, BlobsAway
from storage.blobs.cipher import SEALED_PIECE_BYTES, decrypt, encrypt, plain_size
from storage.blobs.keys import BlobKeyTable
from storage.blobs.objects import object_path
from storage.engine import Database
from storage.vault import Vault

# Up to here one request is enough; S3 wants the parts of larger files to be of this size at least.
ONE_REQUEST_BYTES = 5 * 1024 * 1024


class EncryptedBlobs:
    def __init__(self, database: Database, vault: Vault, objects: ObjectStore) -> None:
        self._database = database
        self._vault = vault
        self._objects = objects

    async def put(self, blob: BlobId, content: AsyncIterable[bytes]) -> None:
        async with self._writing_keys() as keys:
            key = await keys.make(blob)
        sealed = encrypt(content, key, blob)
        head = await _up_to(ONE_REQUEST_BYTES, sealed)
        whole = head if len(head) < ONE_REQUEST_BYTES else _joined(head, sealed)
        async with _translated(blob, absent=BlobsAway):
            await obstore.put_async(self._objects, object_path(blob), whole)

    async def open(self, blob: BlobId) -> AsyncIterator[bytes]:
        key = await self._key(blob)
        async with _translated(blob):
            stored = await obstore.get_async(self._objects, object_path(blob))
        async for piece in decrypt(_stream(blob, stored.stream(SEALED_PIECE_BYTES)), key, blob):
            yield piece

    async def delete(self, blob: BlobId) -> None:
        """The file first: without its key nobody would know that it is still there."""
        try:
            async with _translated(blob):
                await obstore.delete_async(self._objects, object_path(blob))
        except BlobMissing:
            pass
        async with self._writing_keys() as keys:
            await keys.delete(blob)

    async def size(self, blob: BlobId) -> int:
        async with _translated(blob):
            return plain_size((await obstore.head_async(self._objects, object_path(blob)))["size"])

    async def _key(self, blob: BlobId) -> bytes:
        await self._vault.refresh()
        async with self._database.reading() as connection:
            key = await BlobKeyTable(connection, self._vault).get(blob)
        if key is None:
            raise BlobMissing(blob)
        return key

    @asynccontextmanager
    async def _writing_keys(self) -> AsyncIterator[BlobKeyTable]:
        await self._vault.refresh()
        async with self._database.writing() as connection:
            yield BlobKeyTable(connection, self._vault)


@asynccontextmanager
async def _translated(blob: BlobId, absent: type[Exception] = BlobMissing) -> AsyncGenerator[None, None]:
    """What the store says, in our words. What the sender of a file raises passes through."""
    try:
        yield
    except FileNotFoundError as error:
        raise absent(blob) from error
    except (BaseError, PermissionError, TimeoutError) as error:
        raise BlobsAway(type(error).__name__) from error


async def _stream(blob: BlobId, stream: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    async with _translated(blob):
        async for part in stream:
            yield part


async def _up_to(size: int, stream: AsyncIterator[bytes]) -> bytes:
    """The beginning of a stream: of that size or a little more, or all of it."""
    held = bytearray()
    async for part in stream:
        held += part
        if len(held) >= size:
            break
    return bytes(held)


async def _joined(head: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield head
    async for part in rest:
        yield part
