"""Sending a kept file to a page."""

from aiohttp import hdrs, web

from clinic.uploads.blobs import BlobId, BlobMissing, BlobStore
from rooms.ports import Refusal

OTHER = "application/octet-stream"
PICTURES = (("image/png", b"\x89PNG"), ("image/jpeg", b"\xff\xd8\xff"), ("image/webp", b"RIFF"))

SOUNDS = frozenset({"audio/webm", "audio/ogg", "audio/mp4", "audio/wav"})


async def send_blob(
    request: web.Request, blobs: BlobStore, blob: BlobId, media_type: str = OTHER
) -> web.StreamResponse:
    """To be kept, not opened in our pages' name: what people upload is theirs. Only pictures and sounds say what they
    are. ``media_type``: that of the upload, by which its content was checked.
    """
    pieces = blobs.open(blob)
    response = web.StreamResponse(headers={hdrs.CONTENT_DISPOSITION: 'attachment; filename="document"'})
    try:
        first = await anext(pieces, b"")
    except BlobMissing:
        raise Refusal("document_unknown", "There is no document.") from None
    response.content_type = media_type if media_type in SOUNDS else _picture(first)
    await response.prepare(request)
    await response.write(first)
    async for piece in pieces:
        await response.write(piece)
    await response.write_eof()
    return response


def _picture(first: bytes) -> str:
    return next((kind for kind, sign in PICTURES if first.startswith(sign)), OTHER)
