"""Voice notes, photos and reports: sent by the household, read by her and by the doctor."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import Field

from clinic.consultation.file import ConsultationFile, FileId
from clinic.consultation.files import ConsultationFiles
from clinic.consultation.results import LaboratoryResults
from clinic.uploads.blobs import BlobStore
from clinic.uploads.upload import UploadId
from http_api.bodies import Body
from http_api.clinic.files import send_blob
from http_api.opd.intake import named
from http_api.operations import Answer, Call, Operations, Who
from rooms.ports import Refusal

FileWord = Literal["voice", "photo", "report"]


class AddFile(Body):
    """``upload``: one of hers that is finished, sent for the purpose voice, photo or, for a report, document."""

    upload: Annotated[str, Field(max_length=64)]
    kind: FileWord


class FileReference(Answer):
    id: str


class FileAnswer(Answer):
    """``size`` in bytes."""

    id: str
    kind: FileWord
    media_type: str
    size: int
    at: float


class FilesAnswer(Answer):
    files: list[FileAnswer]


class FilePages:
    """What comes after the consultation is a result, which its doctor is told of."""

    def __init__(self, files: ConsultationFiles, results: LaboratoryResults, blobs: BlobStore) -> None:
        self._files = files
        self._results = results
        self._blobs = blobs

    async def add_file(self, call: Call, body: AddFile) -> FileReference:
        token, upload = named(call), UploadId(body.upload)
        if body.kind == "report" and await self._results.is_after(token, call.actor):
            return FileReference(id=(await self._results.add(token, upload, "", call.actor)).id)
        return FileReference(id=(await self._files.add(token, upload, body.kind, call.actor)).id)

    async def list_files(self, call: Call) -> FilesAnswer:
        return FilesAnswer(files=file_answers(await self._every(call)))

    async def get_file(self, call: Call) -> web.StreamResponse:
        wanted = call.named("file")
        found = next((one for one in await self._every(call) if one.id == wanted), None)
        if found is None:
            raise Refusal("document_unknown", "There is no such file.")
        return await send_blob(call.request, self._blobs, found.blob, found.media_type)

    async def remove_file(self, call: Call) -> None:
        await self._files.remove(named(call), file_named(call), call.actor)

    async def _every(self, call: Call) -> Sequence[ConsultationFile]:
        sent = await self._files.of_household(named(call), call.actor)
        return [*sent, *await self._results.sent_by_household(named(call), call.actor)]


def add_consultation_files(operations: Operations, pages: FilePages) -> None:
    hers: dict[str, Any] = {"who": Who.PATIENT}
    every, one = "/opd/tokens/{token}/files", "/opd/tokens/{token}/files/{file}"
    unknown = ("consultation_unknown", "document_unknown")
    operations.add(
        "POST",
        every,
        pages.add_file,
        "Send a file that was uploaded; after the consultation, a report",
        takes=AddFile,
        gives=FileReference,
        status=HTTPStatus.CREATED,
        refuses=(
            "consultation_unknown",
            "consultation_state",
            "upload_unknown",
            "files_too_many",
            "files_too_large",
        ),
        **hers,
    )
    operations.add("GET", every, pages.list_files, "What she has sent", gives=FilesAnswer, refuses=unknown[:1], **hers)
    operations.add(
        "GET",
        one,
        pages.get_file,
        "One of them",
        media_type="application/octet-stream",
        refuses=(*unknown, "files_away"),
        **hers,
    )
    operations.add(
        "DELETE",
        one,
        pages.remove_file,
        "Take it back, before a doctor has spoken with her",
        refuses=(*unknown, "consultation_state"),
        **hers,
    )


def file_named(call: Call) -> FileId:
    return FileId(call.named("file"))


def file_answers(files: Sequence[ConsultationFile]) -> list[FileAnswer]:
    return [
        FileAnswer(id=one.id, kind=one.kind, media_type=one.media_type, size=one.size, at=one.added_at) for one in files
    ]
