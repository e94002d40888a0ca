"""Sending a kept file to a page."""

from aiohttp import hdrs, web

from clinic.uploads.blobs import BlobId, BlobMissing, BlobStore
from rooms.ports import Refusal

OTHER = "application/octet-stream"
PICTURES = (("image/png", b"\x89PNG"), ("image/jpeg", b"\xff\xd8\xff"), ("image/webp", b"RIFF"))


async def send_blob(request: web.Request, blobs: BlobStore, blob: BlobId) -> web.StreamResponse:
    """To be kept, not opened in our pages' name: what people upload is theirs. Only pictures say what they are."""
    pieces = blobs.open(blob)
    response = web.StreamResponse(headers={hdrs.CONTENT_DISPOSITION: 'attachment; filename="document"'})
    try:
        first = await anext(pieces, b"")
    except BlobMissing:
        raise Refusal("document_unknown", "There is no document.") from None
    response.content_type = next((kind for kind, sign in PICTURES if first.startswith(sign)), OTHER)
    await response.prepare(request)
    await response.write(first)
    async for piece in pieces:
        await response.write(piece)
    await response.write_eof()
    return response
