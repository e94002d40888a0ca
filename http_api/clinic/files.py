"""Sending a kept file to a page."""

from aiohttp import hdrs, web

from clinic.uploads.blobs import BlobId, BlobMissing, BlobStore
from rooms.ports import Refusal


async def send_blob(request: web.Request, blobs: BlobStore, blob: BlobId) -> web.StreamResponse:
    """To be kept, not shown in our page's name: what people upload is theirs, whatever it calls itself."""
    response = web.StreamResponse(headers={hdrs.CONTENT_DISPOSITION: 'attachment; filename="document"'})
    response.content_type = "application/octet-stream"
    pieces = blobs.open(blob)
    try:
        first = await anext(pieces, b"")
    except BlobMissing:
        raise Refusal("document_unknown", "There is no document.") from None
    await response.prepare(request)
    await response.write(first)
    async for piece in pieces:
        await response.write(piece)
    await response.write_eof()
    return response
