"""Whether a file is what was announced."""

import hashlib
from collections.abc import AsyncIterable, AsyncIterator

from clinic.uploads.content import HEAD_BYTES, is_of_type
from clinic.uploads.upload import Upload
from rooms.ports import Refusal


async def checked(upload: Upload, content: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The same bytes. Raises ``Refusal`` before its end where type, size or SHA-256 are not those of the upload."""
    whole, size, head = hashlib.sha256(), 0, b""
    async for piece in content:
        size += len(piece)
        whole.update(piece)
        if len(head) < HEAD_BYTES:
            head += piece[: HEAD_BYTES - len(head)]
        yield piece
    if size != upload.size or whole.hexdigest() != upload.sha256:
        raise Refusal("upload_checksum", "The file was damaged on its way: send it again.")
    if not is_of_type(head, upload.media_type):
        raise Refusal("upload_type", "This file is not of the kind that it says it is.")
