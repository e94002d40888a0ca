"""What uploads keep."""

from collections.abc import Sequence
from typing import Protocol

from clinic.uploads.limits import Purpose
from clinic.uploads.upload import State, StoredFile, Upload, UploadId


class Claims(Protocol):
    """For the features that keep files: in the transaction that writes who holds it."""

    async def claim(self, upload: UploadId, owner: str, purpose: Purpose, now: float) -> StoredFile:
        """Once. Raises ``Refusal`` upload_unknown for one that is another's, unfinished, expired or claimed."""


class UploadRecords(Protocol):
    async def add(self, upload: Upload) -> None: ...

    async def get(self, upload: UploadId) -> Upload | None: ...

    async def open_count(self, owner: str, now: float) -> int:
        """How many of hers are neither claimed nor expired."""

    async def chunk_sha256(self, upload: UploadId, index: int) -> str | None:
        """``None`` where that chunk has not come yet."""

    async def set_chunk(self, upload: UploadId, index: int, sha256: str) -> bool:
        """Whether it is still wanted; an upload that is no longer receiving stays as it is."""

    async def finish(self, upload: UploadId, expires_at: float) -> bool:
        """Whether it is still there; one that is finished or claimed stays as it is."""

    async def expire(self, upload: UploadId, state: State) -> bool:
        """At once, so that nobody can claim it any more; False where it is no longer in that state."""

    async def forget_chunks(self, upload: UploadId) -> None: ...

    async def delete(self, upload: UploadId) -> None:
        """With its chunks; one that is not there is ignored."""

    async def expired(self, before: float, limit: int) -> Sequence[Upload]: ...


class Records(Protocol):
    @property
    def uploads(self) -> UploadRecords: ...
