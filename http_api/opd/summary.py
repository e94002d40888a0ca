"""What a doctor reads before and in the call; and a patient's past consultations."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from clinic.actors import Actor
from clinic.consultation.consultation import ConsultationId
from clinic.consultation.files import ConsultationFiles
from clinic.consultation.results import ResultId
from clinic.consultation.summaries import Past, Summaries
from clinic.staff.permissions import Permission
from clinic.uploads.blobs import BlobStore
from http_api.clinic.files import send_blob
from http_api.clinic.patients import named as patient_named
from http_api.clinic.permits import Permits
from http_api.opd.consultation_files import FileAnswer, file_answers, file_named
from http_api.opd.intake import IntakeAnswer, intake_answer
from http_api.opd.laboratory import ResultOpened, result_opened
from http_api.opd.notes import DiagnosisAnswer, diagnosis_answers
from http_api.operations import Answer, Call, Operations, Who


class PastAnswer(Answer):
    """``diagnoses`` and ``advice``: once they are signed."""

    id: str
    day: str
    clinic_name: str
    doctor_name: str
    diagnoses: list[DiagnosisAnswer]
    advice: str
    is_signed: bool


class PastConsultations(Answer):
    consultations: list[PastAnswer]


class SummaryAnswer(Answer):
    """``attachments``: results and reports that came after past consultations."""

    intake: IntakeAnswer
    files: list[FileAnswer]
    past: list[PastAnswer]
    attachments: list[ResultOpened]


class SummaryPages:
    def __init__(self, summaries: Summaries, files: ConsultationFiles, blobs: BlobStore, permits: Permits) -> None:
        self._summaries = summaries
        self._files = files
        self._blobs = blobs
        self._permits = permits

    async def get_summary(self, call: Call) -> SummaryAnswer:
        found = await self._summaries.of(_named(call), await self._doctor(call))
        return SummaryAnswer(
            intake=intake_answer(found.intake),
            files=file_answers(found.files),
            past=_past(found.past),
            attachments=[result_opened(one) for one in found.results],
        )

    async def get_patients_file(self, call: Call) -> web.StreamResponse:
        found = await self._files.one_of_doctor(_named(call), file_named(call), await self._doctor(call))
        return await send_blob(call.request, self._blobs, found.blob, found.media_type)

    async def get_attachment(self, call: Call) -> web.StreamResponse:
        wanted = ResultId(call.named("attachment"))
        found = await self._summaries.attachment(_named(call), wanted, await self._doctor(call))
        return await send_blob(call.request, self._blobs, found.blob, found.media_type)

    async def list_consultations(self, call: Call) -> PastConsultations:
        """For her household; or for staff who bring a result of hers."""
        actor = call.actor
        if actor.kind == "staff":
            actor = await self._permits.require(call, Permission.SEARCH_PATIENT)
        return PastConsultations(consultations=_past(await self._summaries.of_patient(patient_named(call), actor)))

    async def _doctor(self, call: Call) -> Actor:
        return await self._permits.require(call, Permission.CONSULT)


def add_summary(operations: Operations, pages: SummaryPages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    at = "/desk/consultations/{consultation}"
    unknown = ("not_permitted", "consultation_unknown")
    file: dict[str, Any] = hers | {"media_type": "application/octet-stream"}
    gone = (*unknown, "document_unknown", "files_away")
    operations.add(
        "GET", f"{at}/summary", pages.get_summary, "Before the call", gives=SummaryAnswer, refuses=unknown, **hers
    )
    operations.add("GET", f"{at}/files/{{file}}", pages.get_patients_file, "What she has sent", refuses=gone, **file)
    operations.add(
        "GET", f"{at}/attachments/{{attachment}}", pages.get_attachment, "A past result", refuses=gone, **file
    )
    operations.add(
        "GET",
        "/patients/{patient}/consultations",
        pages.list_consultations,
        "Her past consultations",
        gives=PastConsultations,
        who=Who.SIGNED_IN,
        refuses=("patient_not_yours", "not_permitted"),
    )


def _past(past: Sequence[Past]) -> list[PastAnswer]:
    return [
        PastAnswer(
            id=one.id,
            day=one.day,
            clinic_name=one.clinic_name,
            doctor_name=one.doctor_name,
            diagnoses=diagnosis_answers(one.diagnoses),
            advice=one.advice,
            is_signed=one.is_signed,
        )
        for one in past
    ]


def _named(call: Call) -> ConsultationId:
    return ConsultationId(call.named("consultation"))
