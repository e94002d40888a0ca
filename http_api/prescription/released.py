"""Signed prescriptions for the household, her doctors, and the staff where she attends."""

from datetime import datetime
from typing import Annotated, Any

from aiohttp import hdrs, web
from pydantic import Field

from clinic.actors import Actor
from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import INDIAN_TIME
from clinic.prescription.exporting import MEDIA_TYPE, Exporter, ExportKind
from clinic.prescription.keeping import Keeping
from clinic.prescription.prescription import Prescription, PrescriptionId
from clinic.prescription.released import Released
from clinic.staff.permissions import Permission
from clinic.uploads.blobs import BlobDamaged, BlobMissing
from http_api.clinic.patients import named as patient_named
from http_api.clinic.permits import Permits
from http_api.operations import Call, Operations, Query, Who
from http_api.prescription.released_view import (
    GivenAnswer,
    ListedAnswers,
    PastAnswers,
    Sentences,
    given_answer,
    listed_answers,
    past_answers,
)
from rooms.ports import Refusal

PDF = "application/pdf"


class ExportQuery(Query):
    kind: ExportKind = "PrescriptionRecord"


class DocumentQuery(Query):
    """``inline``: to be shown, not kept."""

    inline: Annotated[int, Field(ge=0, le=1)] = 0


class ReleasedPages:
    def __init__(
        self, released: Released, keeping: Keeping, exporter: Exporter, sentences: Sentences, permits: Permits
    ) -> None:
        self._released = released
        self._keeping = keeping
        self._exporter = exporter
        self._sentences = sentences
        self._permits = permits

    async def list_prescriptions(self, call: Call) -> ListedAnswers:
        return listed_answers(await self._released.of_household(call.actor))

    async def list_prescriptions_of_patient(self, call: Call) -> ListedAnswers:
        return listed_answers(await self._released.of_patient(patient_named(call), await self._actor(call)))

    async def list_past_prescriptions(self, call: Call) -> PastAnswers:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        named = ConsultationId(call.named("consultation"))
        return past_answers(await self._released.of_consultations_patient(named, actor))

    async def get_prescription(self, call: Call) -> GivenAnswer:
        return given_answer(await self._released.one(_named(call), call.actor), self._sentences)

    async def get_prescription_document(self, call: Call, query: DocumentQuery) -> web.Response:
        found = await self._released.one(_named(call), call.actor)
        kind = "inline" if query.inline else "attachment"
        return await self._document(found, kind)

    async def get_prescription_as_staff(self, call: Call) -> web.Response:
        found = await self._released.one(_named(call), await self._staff(call))
        return await self._document(found, "inline")

    async def export_prescription(self, call: Call, query: ExportQuery) -> web.Response:
        found = await self._released.one(_named(call), await self._actor(call))
        bundle = await self._exporter.export(found, await self._pdf(found), query.kind)
        return web.Response(body=bundle, content_type=MEDIA_TYPE)

    async def _document(self, found: Prescription, disposition: str) -> web.Response:
        day = datetime.fromtimestamp(found.signed_at, INDIAN_TIME).strftime("%d-%m-%Y")
        headers = {
            hdrs.CONTENT_DISPOSITION: f'{disposition}; filename="prescription-{day}.pdf"',
            hdrs.ETAG: f'"{found.document.sha256}"',
        }
        return web.Response(body=await self._pdf(found), content_type=PDF, headers=headers)

    async def _pdf(self, found: Prescription) -> bytes:
        try:
            return await self._keeping.read(found.document.blob)
        except (BlobMissing, BlobDamaged):
            raise Refusal("document_unknown", "The document cannot be read; what it says is still here.") from None

    async def _actor(self, call: Call) -> Actor:
        return call.actor if call.actor.kind == "patient" else await self._staff(call)

    async def _staff(self, call: Call) -> Actor:
        return await self._permits.require(call, Permission.SEARCH_PATIENT)


def add_released(operations: Operations, pages: ReleasedPages) -> None:
    mine: dict[str, Any] = {"who": Who.PATIENT}
    either: dict[str, Any] = {"who": Who.SIGNED_IN}
    staff: dict[str, Any] = {"who": Who.STAFF}
    unknown = ("prescription_unknown",)
    gone = (*unknown, "document_unknown", "files_away")
    operations.add("GET", "/prescriptions", pages.list_prescriptions, "Of the household", gives=ListedAnswers, **mine)
    operations.add(
        "GET",
        "/prescriptions/{prescription}",
        pages.get_prescription,
        "One of them",
        gives=GivenAnswer,
        refuses=unknown,
        **mine,
    )
    operations.add(
        "GET",
        "/prescriptions/{prescription}/document",
        pages.get_prescription_document,
        "The sealed PDF",
        takes=DocumentQuery,
        media_type=PDF,
        refuses=gone,
        **mine,
    )
    operations.add(
        "GET",
        "/prescriptions/{prescription}/fhir",
        pages.export_prescription,
        "An ABDM document bundle, with the PDF in it",
        takes=ExportQuery,
        media_type=MEDIA_TYPE,
        refuses=(*gone, "not_permitted"),
        **either,
    )
    operations.add(
        "GET",
        "/patients/{patient}/prescriptions",
        pages.list_prescriptions_of_patient,
        "Hers: for printing where she attends",
        gives=ListedAnswers,
        refuses=("patient_not_yours", "not_permitted"),
        **either,
    )
    operations.add(
        "GET",
        "/desk/prescriptions/{prescription}/document",
        pages.get_prescription_as_staff,
        "The sealed PDF",
        media_type=PDF,
        refuses=(*gone, "not_permitted"),
        **staff,
    )
    operations.add(
        "GET",
        "/desk/consultations/{consultation}/prescription/past",
        pages.list_past_prescriptions,
        "What she was prescribed before",
        gives=PastAnswers,
        refuses=("not_permitted", "consultation_unknown"),
        **staff,
    )


def _named(call: Call) -> PrescriptionId:
    return PrescriptionId(call.named("prescription"))
