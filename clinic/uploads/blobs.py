"""What uploads need of the place where files are kept."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import NewType, Protocol

BlobId = NewType("BlobId", str)


class BlobMissing(Exception):
    """There is no file of that id."""


class BlobDamaged(Exception):
    """It is not, byte by byte, what was put: cut short, changed or another's."""


class BlobsAway(Exception):
    """The place cannot be reached, or has no room left: worth another try later."""


class BlobStore(Protocol):
    """Files by their id. All methods raise ``BlobsAway``."""

    async def put(self, blob: BlobId, content: AsyncIterable[bytes]) -> None:
        """In one step, in place of what was there. Nothing changes when ``content`` raises."""

    def open(self, blob: BlobId) -> AsyncIterator[bytes]:
        """Its bytes in pieces of any length. Raises ``BlobMissing``, and ``BlobDamaged`` at the damaged place."""

    async def delete(self, blob: BlobId) -> None:
        """One that is not there is ignored."""

    async def size(self, blob: BlobId) -> int:
        """In bytes. Raises ``BlobMissing``."""
