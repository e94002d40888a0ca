"""One file on its way to us."""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal, NewType

from clinic.uploads.blobs import BlobId
from clinic.uploads.limits import Purpose

UploadId = NewType("UploadId", str)
# Claimed: a record of the clinic holds the file now, and decides how long it lives.
State = Literal["receiving", "finished", "claimed"]

ID_CHARACTERS = 32
SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Upload:
    """``owner``: kind and id of who sends it, "staff:4f…"; nobody else sees it. ``size`` in bytes, ``sha256`` in hex.

    ``received``: the indexes of the chunks that are here, ascending. ``expires_at``: when it is thrown away, unless
    it is claimed before.
    """

    id: UploadId
    owner: str
    purpose: Purpose
    media_type: str
    size: int
    sha256: str
    chunk_bytes: int
    expires_at: float
    state: State = "receiving"
    received: tuple[int, ...] = ()

    @property
    def chunk_count(self) -> int:
        return -(-self.size // self.chunk_bytes)

    @property
    def is_complete(self) -> bool:
        return len(self.received) == self.chunk_count

    @property
    def blob(self) -> BlobId:
        """Where the whole file is kept. The ids follow from the upload's: no crash leaves a file that nobody knows."""
        return BlobId(self.id)

    def chunk_blob(self, index: int) -> BlobId:
        return BlobId(hashlib.sha256(f"{self.id}/{index}".encode()).hexdigest()[:ID_CHARACTERS])

    def chunk_length(self, index: int) -> int:
        """0 where there is no such chunk."""
        if not 0 <= index < self.chunk_count:
            return 0
        return min(self.chunk_bytes, self.size - index * self.chunk_bytes)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was checked. ``size`` in bytes, ``sha256`` in hex."""

    blob: BlobId
    media_type: str
    size: int
    sha256: str
