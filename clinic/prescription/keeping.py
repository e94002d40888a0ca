"""Documents on their way into the blob store, before the transaction that names them."""

import hashlib
from collections.abc import AsyncIterator
from typing import Protocol

from clinic.actors import Actor
from clinic.patients.patient import new_id
from clinic.ports import Store
from clinic.prescription.prescription import Document
from clinic.uploads.blobs import BlobId, BlobStore
from clinic.uploads.ports import Claims, UploadRecords
from clinic.uploads.upload import Upload, UploadId

MEDIA_TYPE = "application/pdf"
UNCLAIMED_SECONDS = 3_600.0
"""A document whose signing broke off is thrown away after that."""


class Uploads(UploadRecords, Claims, Protocol):
    """Both sides of uploads."""


class Records(Protocol):
    @property
    def uploads(self) -> Uploads: ...


class Keeping:
    """Raises ``BlobsAway`` where files cannot be kept just now."""

    def __init__(self, store: Store[Records], blobs: BlobStore) -> None:
        self._store = store
        self._blobs = blobs

    async def put(self, pdf: bytes, actor: Actor, now: float) -> Document:
        """Registered before it is written: no crash leaves a file that nobody knows. ``now``: seconds since 1970."""
        sha256, blob, expires_at = hashlib.sha256(pdf).hexdigest(), BlobId(new_id()), now + UNCLAIMED_SECONDS
        size, owner = len(pdf), _owner(actor)
        kept = Upload(UploadId(blob), owner, "document", MEDIA_TYPE, size, sha256, 1, expires_at, "finished")
        async with self._store.writing() as records:
            await records.uploads.add(kept)
        await self._blobs.put(blob, _once(pdf))
        return Document(blob, sha256, size)

    async def read(self, blob: BlobId) -> bytes:
        """Raises ``BlobMissing``, ``BlobDamaged``."""
        return b"".join([piece async for piece in self._blobs.open(blob)])


async def claim(uploads: Claims, document: Document, actor: Actor, now: float) -> None:
    """In the transaction that names it: from then on it lives as long as its prescription."""
    await uploads.claim(UploadId(document.blob), _owner(actor), "document", now)


def _owner(actor: Actor) -> str:
    return f"{actor.kind}:{actor.id}"


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
