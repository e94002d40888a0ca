"""Sending a file over a line that breaks: chunk by chunk, in any order, each as often as it takes."""

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Callable, Iterable

from clinic.ports import Store
from clinic.uploads import limits
from clinic.uploads.blobs import BlobDamaged, BlobMissing, BlobStore
from clinic.uploads.checked import checked
from clinic.uploads.limits import Purpose, essence
from clinic.uploads.ports import Records
from clinic.uploads.upload import ID_CHARACTERS, SHA256, Upload, UploadId
from rooms.ports import Refusal

LIFETIME_SECONDS = 24 * 3600.0
# Whoever was still busy with an upload as it expired is long gone by then.
SWEEP_AFTER_SECONDS = 3600.0
SWEEP_AT_ONCE = 100
OPEN_AT_ONCE = 20


class Uploads:
    """``owner`` is kind and id of who sends; to others an upload is unknown. Every method may raise ``BlobsAway``."""

    def __init__(self, store: Store[Records], blobs: BlobStore, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._blobs = blobs
        self._wall_clock = wall_clock

    async def begin(self, owner: str, media_type: str, size: int, sha256: str, purpose: Purpose) -> Upload:
        """``size`` in bytes and ``sha256`` in hex are the whole file's. Raises ``Refusal``."""
        kind, digest = essence(media_type), sha256.lower()
        limits.check(purpose, kind, size)
        if not SHA256.fullmatch(digest):
            raise _broken()
        chunk_bytes = limits.LIMITS[purpose].chunk_bytes
        upload_id = UploadId(secrets.token_hex(ID_CHARACTERS // 2))
        upload = Upload(upload_id, owner, purpose, kind, size, digest, chunk_bytes, self._expiry())
        async with self._store.writing() as records:
            if await records.uploads.open_count(owner, self._wall_clock()) >= OPEN_AT_ONCE:
                raise Refusal("upload_too_many", "Too many files are on their way: finish those first.")
            await records.uploads.add(upload)
        return upload

    async def status(self, owner: str, upload_id: UploadId) -> Upload:
        """Raises ``Refusal``."""
        async with self._store.reading() as records:
            upload = await records.uploads.get(upload_id)
        if upload is None or upload.owner != owner or upload.expires_at <= self._wall_clock():
            raise _unknown()
        return upload

    async def receive(self, owner: str, upload_id: UploadId, index: int, content: bytes, sha256: str) -> Upload:
        """One chunk, from index 0; ``sha256`` is its own. Sending it again is harmless. Raises ``Refusal``."""
        upload, digest = await self.status(owner, upload_id), sha256.lower()
        if upload.state != "receiving":
            return upload
        if not 0 < len(content) == upload.chunk_length(index):
            raise Refusal("upload_chunk", "This part does not belong to the file.")
        if not hmac.compare_digest(hashlib.sha256(content).hexdigest().encode(), digest.encode()):
            raise _broken()
        if not await self._has(upload, index, digest):
            await self._keep(upload, index, content, digest)
        return await self.status(owner, upload_id)

    async def finish(self, owner: str, upload_id: UploadId) -> Upload:
        """Puts the chunks together and checks the whole. Finishing again is harmless. Raises ``Refusal``.

        A file that is not what was announced is thrown away.
        """
        upload = await self.status(owner, upload_id)
        if upload.state != "receiving":
            return upload
        if not upload.is_complete:
            raise _incomplete()
        try:
            await self._assemble(upload)
        except BlobMissing:
            return await self._without_chunks(upload)
        return await self.status(owner, upload_id)

    async def abandon(self, owner: str, upload_id: UploadId) -> None:
        """Throws it away. Raises ``Refusal``; one that is claimed is no longer hers to throw away."""
        upload = await self.status(owner, upload_id)
        if upload.state == "claimed":
            raise _unknown()
        await self._discard(upload)

    async def sweep(self) -> int:
        """Throws away what has expired, some of it at a time; returns how many uploads that were."""
        async with self._store.reading() as records:
            expired = await records.uploads.expired(self._wall_clock() - SWEEP_AFTER_SECONDS, SWEEP_AT_ONCE)
        for upload in expired:
            await self._discard(upload)
        return len(expired)

    async def _has(self, upload: Upload, index: int, sha256: str) -> bool:
        async with self._store.reading() as records:
            return await records.uploads.chunk_sha256(upload.id, index) == sha256

    async def _keep(self, upload: Upload, index: int, content: bytes, sha256: str) -> None:
        await self._blobs.put(upload.chunk_blob(index), _once(content))
        async with self._store.writing() as records:
            is_wanted = await records.uploads.set_chunk(upload.id, index, sha256)
        if not is_wanted:
            await self._blobs.delete(upload.chunk_blob(index))

    async def _assemble(self, upload: Upload) -> None:
        try:
            await self._blobs.put(upload.blob, checked(upload, self._content(upload)))
        except Refusal:
            await self._discard(upload)
            raise
        except BlobDamaged as error:
            await self._discard(upload)
            raise _broken() from error
        await self._mark_finished(upload)
        await self._delete_chunks(upload, upload.received)
        async with self._store.writing() as records:
            await records.uploads.forget_chunks(upload.id)

    async def _mark_finished(self, upload: Upload) -> None:
        async with self._store.writing() as records:
            is_wanted = await records.uploads.finish(upload.id, self._expiry())
        if not is_wanted:
            await self._blobs.delete(upload.blob)
            raise _unknown()

    async def _without_chunks(self, upload: Upload) -> Upload:
        """Another request at the same time has put them together; or else they were lost, and must be sent again."""
        latest = await self.status(upload.owner, upload.id)
        if latest.state != "receiving":
            return latest
        async with self._store.writing() as records:
            await records.uploads.forget_chunks(upload.id)
        raise _incomplete()

    async def _content(self, upload: Upload) -> AsyncIterator[bytes]:
        for index in upload.received:
            async for piece in self._blobs.open(upload.chunk_blob(index)):
                yield piece

    async def _discard(self, upload: Upload) -> None:
        """Unless it has moved on. A chunk may be here that no record knows of: the process died between the two."""
        async with self._store.writing() as records:
            if not await records.uploads.expire(upload.id, upload.state):
                return
        chunks = range(upload.chunk_count) if upload.state == "receiving" else upload.received
        await self._delete_chunks(upload, chunks)
        if upload.state != "claimed":
            await self._blobs.delete(upload.blob)
        async with self._store.writing() as records:
            await records.uploads.delete(upload.id)

    async def _delete_chunks(self, upload: Upload, indexes: Iterable[int]) -> None:
        for index in indexes:
            await self._blobs.delete(upload.chunk_blob(index))

    def _expiry(self) -> float:
        return self._wall_clock() + LIFETIME_SECONDS


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _unknown() -> Refusal:
    return Refusal("upload_unknown", "There is no such upload, or it has expired.")


def _broken() -> Refusal:
    return Refusal("upload_checksum", "The file was damaged on its way: send it again.")


def _incomplete() -> Refusal:
    return Refusal("upload_incomplete", "Parts of the file have not arrived yet.")
