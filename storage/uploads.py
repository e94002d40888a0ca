"""Files on their way to us: ``clinic.uploads.ports.UploadRecords`` and ``Claims``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.uploads.blobs import BlobId
from clinic.uploads.limits import Purpose
from clinic.uploads.upload import State, StoredFile, Upload, UploadId
from rooms.ports import Refusal
from storage.dialect import upsert
from storage.tables.blobs import blob_keys, upload_chunks, uploads
from storage.vault import Vault


class UploadTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection

    async def add(self, upload: Upload) -> None:
        await self._connection.execute(insert(uploads).values(_row(upload)))

    async def get(self, upload: UploadId) -> Upload | None:
        return next(iter(await self._all(select(uploads).where(uploads.c.id == upload))), None)

    async def open_count(self, owner: str, now: float) -> int:
        mine = (uploads.c.owner == owner) & (uploads.c.state != "claimed") & (uploads.c.expires_at > now)
        return (await self._connection.execute(select(func.count()).where(mine))).scalar_one()

    async def chunk_sha256(self, upload: UploadId, index: int) -> str | None:
        this = (upload_chunks.c.upload == upload) & (upload_chunks.c.chunk_index == index)
        return (await self._connection.execute(select(upload_chunks.c.sha256).where(this))).scalar_one_or_none()

    async def set_chunk(self, upload: UploadId, index: int, sha256: str) -> bool:
        if not await self._is_receiving(upload):
            return False
        chunk = upsert(self._connection, upload_chunks).values(upload=upload, chunk_index=index, sha256=sha256)
        key = [upload_chunks.c.upload, upload_chunks.c.chunk_index]
        await self._connection.execute(chunk.on_conflict_do_update(index_elements=key, set_={"sha256": sha256}))
        return True

    async def finish(self, upload: UploadId, expires_at: float) -> bool:
        if await self._is_receiving(upload):
            finished = update(uploads).where(uploads.c.id == upload)
            await self._connection.execute(finished.values(state="finished", expires_at=expires_at))
        return await self.get(upload) is not None

    async def claim(self, upload: UploadId, owner: str, purpose: Purpose, now: float) -> StoredFile:
        hers = (uploads.c.id == upload) & (uploads.c.owner == owner) & (uploads.c.purpose == purpose)
        finished = (uploads.c.state == "finished") & (uploads.c.expires_at > now)
        claimed = update(uploads).where(hers & finished).values(state="claimed")
        row = (await self._connection.execute(claimed.returning(uploads))).one_or_none()
        if row is None:
            raise Refusal("upload_unknown", "There is no such upload, or it has expired.")
        found = _upload(row, ())
        return StoredFile(found.blob, found.media_type, found.size, found.sha256)

    async def give_up(self, blobs: Sequence[BlobId]) -> None:
        """Their keys go in this transaction; the bytes when what has expired is next thrown away."""
        if not blobs:
            return
        await self._connection.execute(delete(blob_keys).where(blob_keys.c.id.in_(blobs)))
        rows = [_nobodys(blob) for blob in blobs]
        again = upsert(self._connection, uploads).on_conflict_do_update(
            index_elements=[uploads.c.id], set_={"state": "finished", "expires_at": 0.0}
        )
        await self._connection.execute(again, rows)

    async def expire(self, upload: UploadId, state: State) -> bool:
        unchanged = (uploads.c.id == upload) & (uploads.c.state == state)
        expired = update(uploads).where(unchanged).values(expires_at=0.0).returning(uploads.c.id)
        return (await self._connection.execute(expired)).one_or_none() is not None

    async def forget_chunks(self, upload: UploadId) -> None:
        await self._connection.execute(delete(upload_chunks).where(upload_chunks.c.upload == upload))

    async def delete(self, upload: UploadId) -> None:
        await self.forget_chunks(upload)
        await self._connection.execute(delete(uploads).where(uploads.c.id == upload))

    async def expired(self, before: float, limit: int) -> Sequence[Upload]:
        oldest = select(uploads).where(uploads.c.expires_at <= before).order_by(uploads.c.expires_at)
        return await self._all(oldest.limit(limit))

    async def _is_receiving(self, upload: UploadId) -> bool:
        """And stays so until this transaction ends."""
        state = select(uploads.c.state).where(uploads.c.id == upload).with_for_update()
        return (await self._connection.execute(state)).scalar_one_or_none() == "receiving"

    async def _all(self, which: Select[Any]) -> list[Upload]:
        rows = (await self._connection.execute(which)).all()
        received = await self._received([row.id for row in rows])
        return [_upload(row, received.get(row.id, ())) for row in rows]

    async def _received(self, ids: Sequence[str]) -> dict[str, tuple[int, ...]]:
        chunks = (
            select(upload_chunks.c.upload, upload_chunks.c.chunk_index)
            .where(upload_chunks.c.upload.in_(ids))
            .order_by(upload_chunks.c.chunk_index)
        )
        found: dict[str, tuple[int, ...]] = {}
        for upload, index in await self._connection.execute(chunks):
            found[upload] = (*found.get(upload, ()), index)
        return found


def _nobodys(blob: BlobId) -> dict[str, Any]:
    """A file that nobody holds any more, as an upload that has expired."""
    told = Upload(UploadId(blob), "nobody", "document", "application/octet-stream", 0, "", 1, 0.0, "finished")
    return _row(told)


def _row(upload: Upload) -> dict[str, Any]:
    return {column.name: getattr(upload, column.name) for column in uploads.columns}


def _upload(row: Row[Any], received: tuple[int, ...]) -> Upload:
    return Upload(**row._mapping, received=received)
