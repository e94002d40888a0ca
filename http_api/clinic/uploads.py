"""Files, in chunks that a broken line may lose without losing the rest."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.identity.guard import Guard
from clinic.uploads.upload import Upload, UploadId
from clinic.uploads.uploads import Uploads
from http_api.bodies import Body, read_bytes
from http_api.clinic.household import NothingToSay
from http_api.operations import Answer, Call, Operations
from rooms.ports import Refusal

CHECKSUM_HEADER = "X-Checksum"
LARGEST_CHUNK_BYTES = 1024 * 1024
Digest = Annotated[str, Field(pattern="^[0-9a-fA-F]{64}$")]


class BeginUpload(Body):
    """``size`` in bytes; ``sha256`` of the whole file, in hexadecimal digits."""

    purpose: Literal["document", "photo", "voice", "signature"]
    media_type: Annotated[str, Field(max_length=100)]
    size: Annotated[int, Field(ge=0)]
    sha256: Digest


class UploadAnswer(Answer):
    """``received``: indexes of the chunks that are here; each but the last has ``chunk_bytes``."""

    id: str
    chunk_bytes: int
    received: list[int]


def add_uploads(operations: Operations, uploads: Uploads, guard: Guard) -> None:
    async def begin_upload(call: Call, body: BeginUpload) -> UploadAnswer:
        await guard.take("upload", call.device, call.origin)
        begun = await uploads.begin(owner_of(call), body.media_type, body.size, body.sha256, body.purpose)
        return _shown(begun)

    async def get_upload(call: Call) -> UploadAnswer:
        return _shown(await uploads.status(owner_of(call), _named(call)))

    async def put_chunk(call: Call) -> None:
        content = await read_bytes(call.request, LARGEST_CHUNK_BYTES)
        checksum = call.request.headers.get(CHECKSUM_HEADER, "")
        await uploads.receive(owner_of(call), _named(call), _index(call), content, checksum)

    async def finish_upload(call: Call, body: NothingToSay) -> UploadAnswer:
        return _shown(await uploads.finish(owner_of(call), _named(call)))

    one: dict[str, Any] = {"gives": UploadAnswer}
    operations.add(
        "POST",
        "/uploads",
        begin_upload,
        "Announce a file",
        takes=BeginUpload,
        status=HTTPStatus.CREATED,
        refuses=("upload_type", "upload_too_large", "upload_empty", "upload_too_many", "too_many"),
        **one,
    )
    operations.add("GET", "/uploads/{upload}", get_upload, "What of it is here", refuses=("upload_unknown",), **one)
    operations.add(
        "PUT",
        "/uploads/{upload}/{index}",
        put_chunk,
        "One chunk, whose SHA-256 stands in X-Checksum",
        sends="application/octet-stream",
        refuses=("upload_unknown", "upload_chunk", "upload_checksum"),
    )
    operations.add(
        "POST",
        "/uploads/{upload}/finish",
        finish_upload,
        "All is sent: check the whole",
        takes=NothingToSay,
        refuses=("upload_unknown", "upload_incomplete", "upload_checksum", "upload_type"),
        **one,
    )


def owner_of(call: Call) -> str:
    """Whoever is signed in; before that, this browser."""
    session = call.signed_in
    return f"device:{call.device}" if session is None else f"{session.kind}:{session.subject}"


def _named(call: Call) -> UploadId:
    return UploadId(call.named("upload"))


def _index(call: Call) -> int:
    text = call.named("index")
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refusal("upload_chunk", "This part does not belong to the file.")
    return int(text)


def _shown(upload: Upload) -> UploadAnswer:
    return UploadAnswer(id=upload.id, chunk_bytes=upload.chunk_bytes, received=list(upload.received))
