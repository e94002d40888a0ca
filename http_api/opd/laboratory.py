"""Results of laboratories: they come after the consultation, and go to the doctor who asked."""

from http import HTTPStatus
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.results import LaboratoryResults, Result, ResultId
from clinic.staff.permissions import Permission
from clinic.uploads.blobs import BlobStore
from clinic.uploads.upload import UploadId
from http_api.bodies import Body
from http_api.clinic.files import send_blob
from http_api.clinic.household import NothingToSay
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Who


class AddResult(Body):
    """``upload``: one of the staff's own that is finished, sent for the purpose document."""

    consultation: Annotated[str, Field(max_length=64)]
    upload: Annotated[str, Field(max_length=64)]
    note: Annotated[str, Field(max_length=1000)] = ""


class ResultReference(Answer):
    id: str


class ResultOpened(Answer):
    """``by_household``: she or her family has sent it. ``size`` in bytes."""

    id: str
    consultation: str
    by_household: bool
    facility: str | None
    media_type: str
    size: int
    note: str | None
    at: float
    seen_at: float | None


class ResultPages:
    def __init__(self, results: LaboratoryResults, blobs: BlobStore, permits: Permits) -> None:
        self._results = results
        self._blobs = blobs
        self._permits = permits

    async def add_result(self, call: Call, body: AddResult) -> ResultReference:
        """Whoever may search patients, for those of her facility."""
        actor = await self._permits.require(call, Permission.SEARCH_PATIENT)
        consultation, upload = ConsultationId(body.consultation), UploadId(body.upload)
        return ResultReference(id=(await self._results.add(consultation, upload, body.note, actor)).id)

    async def open_result(self, call: Call) -> ResultOpened:
        return result_opened(await self._opened(call))

    async def get_result_file(self, call: Call) -> web.StreamResponse:
        found = await self._opened(call)
        return await send_blob(call.request, self._blobs, found.blob, found.media_type)

    async def see_result(self, call: Call, body: NothingToSay) -> None:
        await self._results.see(_named(call), await self._permits.require(call, Permission.CONSULT))

    async def _opened(self, call: Call) -> Result:
        return await self._results.open(_named(call), await self._permits.require(call, Permission.CONSULT))


def add_laboratory(operations: Operations, pages: ResultPages) -> None:
    staff: dict[str, Any] = {"who": Who.STAFF}
    operations.add(
        "POST",
        "/laboratory-results",
        pages.add_result,
        "A result for the doctor who asked",
        takes=AddResult,
        gives=ResultReference,
        status=HTTPStatus.CREATED,
        refuses=(
            "not_permitted",
            "patient_not_yours",
            "consultation_unknown",
            "consultation_state",
            "upload_unknown",
            "files_too_many",
            "note_invalid",
        ),
        **staff,
    )
    at = "/desk/results/{result}"
    unknown = ("not_permitted", "result_unknown")
    operations.add("GET", at, pages.open_result, "One of hers", gives=ResultOpened, refuses=unknown, **staff)
    operations.add(
        "GET",
        f"{at}/file",
        pages.get_result_file,
        "The result itself",
        media_type="application/octet-stream",
        refuses=(*unknown, "document_unknown", "files_away"),
        **staff,
    )
    operations.add(
        "POST", f"{at}/seen", pages.see_result, "She has read it", takes=NothingToSay, refuses=unknown, **staff
    )


def result_opened(result: Result) -> ResultOpened:
    return ResultOpened(
        id=result.id,
        consultation=result.consultation,
        by_household=result.added_by_kind == "patient",
        facility=result.facility,
        media_type=result.media_type,
        size=result.size,
        note=result.note,
        at=result.added_at,
        seen_at=result.seen_at,
    )


def _named(call: Call) -> ResultId:
    return ResultId(call.named("result"))
