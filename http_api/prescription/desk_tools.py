"""What a doctor keeps beside her prescriptions: what she saw, favourites and templates, and her signature's picture."""

from http import HTTPStatus
from typing import Annotated, Any, ClassVar

from aiohttp import web
from pydantic import Field

from clinic.consultation.consultation import ConsultationId
from clinic.prescription.checking import lines as checked_lines
from clinic.prescription.formulary import Formulary
from clinic.prescription.sightings import Sightings
from clinic.prescription.signatures import Signatures
from clinic.prescription.templates import Kind, PrescriptionTemplates, Template, TemplateId
from clinic.staff.permissions import Permission
from clinic.uploads.blobs import BlobStore
from clinic.uploads.upload import UploadId
from http_api.bodies import Body
from http_api.clinic.files import send_blob
from http_api.clinic.permits import Permits, staff_of
from http_api.operations import Answer, Call, Operations, Who
from http_api.prescription.lines import LineAnswer, LineBodies, line_answers, lines_of
from http_api.prescription.writing import LARGEST_SHEET_BYTES, LINE_REFUSALS, Id, Text
from rooms.ports import Refusal


class TellSighting(Body):
    """``seconds``: of the patient's picture decoded so far. ``attested``: "I could see the patient"."""

    seconds: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
    attested: bool


class SightingAnswer(Answer):
    seconds: float
    attested: bool
    is_seen: bool
    seconds_needed: float


class AddPrescriptionTemplate(Body):
    largest_bytes: ClassVar[int] = LARGEST_SHEET_BYTES

    name: Annotated[str, Field(max_length=100)]
    kind: Kind
    lines: LineBodies
    diet: Text = ""


class PrescriptionTemplateAnswer(Answer):
    id: str
    name: str
    kind: Kind
    lines: list[LineAnswer]
    diet: str


class PrescriptionTemplatesAnswer(Answer):
    templates: list[PrescriptionTemplateAnswer]


class PutSignature(Body):
    upload: Id


class SignatureAnswer(Answer):
    """``changed_at`` is ``None`` where there is none."""

    changed_at: float | None


class SightingPages:
    def __init__(self, sightings: Sightings, permits: Permits, seconds_needed: float) -> None:
        self._sightings = sightings
        self._permits = permits
        self._seconds_needed = seconds_needed

    async def tell_sighting(self, call: Call, body: TellSighting) -> SightingAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        named = ConsultationId(call.named("consultation"))
        told = await self._sightings.tell(named, body.seconds, body.attested, actor)
        return SightingAnswer(
            seconds=told.seconds,
            attested=told.attested,
            is_seen=told.attested and told.seconds >= self._seconds_needed,
            seconds_needed=self._seconds_needed,
        )


class TemplatePages:
    def __init__(self, templates: PrescriptionTemplates, formulary: Formulary, permits: Permits) -> None:
        self._templates = templates
        self._formulary = formulary
        self._permits = permits

    async def list_prescription_templates(self, call: Call) -> PrescriptionTemplatesAnswer:
        await self._permits.require(call, Permission.PRESCRIBE)
        return await self._every(call)

    async def add_prescription_template(self, call: Call, body: AddPrescriptionTemplate) -> PrescriptionTemplatesAnswer:
        await self._permits.require(call, Permission.PRESCRIBE)
        lines = checked_lines(lines_of(body.lines), self._formulary)
        await self._templates.add(staff_of(call), body.kind, body.name, lines, body.diet)
        return await self._every(call)

    async def remove_prescription_template(self, call: Call) -> PrescriptionTemplatesAnswer:
        await self._permits.require(call, Permission.PRESCRIBE)
        await self._templates.remove(staff_of(call), TemplateId(call.named("template")))
        return await self._every(call)

    async def _every(self, call: Call) -> PrescriptionTemplatesAnswer:
        return PrescriptionTemplatesAnswer(
            templates=[_template(one) for one in await self._templates.of(staff_of(call))]
        )


class SignaturePages:
    def __init__(self, signatures: Signatures, blobs: BlobStore, permits: Permits) -> None:
        self._signatures = signatures
        self._blobs = blobs
        self._permits = permits

    async def get_signature(self, call: Call) -> SignatureAnswer:
        await self._permits.require(call, Permission.PRESCRIBE)
        found = await self._signatures.of(staff_of(call))
        return SignatureAnswer(changed_at=None if found is None else found.changed_at)

    async def put_signature(self, call: Call, body: PutSignature) -> SignatureAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        return SignatureAnswer(changed_at=(await self._signatures.put(UploadId(body.upload), actor)).changed_at)

    async def remove_signature(self, call: Call) -> None:
        await self._signatures.remove(await self._permits.require(call, Permission.PRESCRIBE))

    async def get_signature_picture(self, call: Call) -> web.StreamResponse:
        await self._permits.require(call, Permission.PRESCRIBE)
        found = await self._signatures.of(staff_of(call))
        if found is None:
            raise Refusal("document_unknown", "There is no picture of your signature.")
        return await send_blob(call.request, self._blobs, found.blob, found.media_type)


def add_sighting(operations: Operations, pages: SightingPages) -> None:
    operations.add(
        "PUT",
        "/desk/consultations/{consultation}/sighting",
        pages.tell_sighting,
        "How long the patient was seen, and that she could be",
        takes=TellSighting,
        gives=SightingAnswer,
        who=Who.STAFF,
        refuses=("not_permitted", "consultation_unknown"),
    )


def add_prescription_templates(operations: Operations, pages: TemplatePages) -> None:
    every = "/desk/prescription-templates"
    hers: dict[str, Any] = {"who": Who.STAFF, "gives": PrescriptionTemplatesAnswer}
    operations.add(
        "GET", every, pages.list_prescription_templates, "Her favourites, templates", refuses=("not_permitted",), **hers
    )
    operations.add(
        "POST",
        every,
        pages.add_prescription_template,
        "Keep a favourite or a template",
        takes=AddPrescriptionTemplate,
        status=HTTPStatus.CREATED,
        refuses=(
            "not_permitted",
            "template_name_invalid",
            "templates_too_many",
            "templates_busy",
            "diet_invalid",
            "dosing_missing",
            *LINE_REFUSALS,
        ),
        **hers,
    )
    operations.add(
        "DELETE",
        f"{every}/{{template}}",
        pages.remove_prescription_template,
        "Remove it",
        refuses=("not_permitted", "template_unknown"),
        **hers,
    )


def add_signature(operations: Operations, pages: SignaturePages) -> None:
    at = "/me/signature"
    hers: dict[str, Any] = {"who": Who.STAFF}
    only = ("not_permitted",)
    operations.add("GET", at, pages.get_signature, "Whether there is one", gives=SignatureAnswer, refuses=only, **hers)
    operations.add(
        "PUT",
        at,
        pages.put_signature,
        "The picture that is printed",
        takes=PutSignature,
        gives=SignatureAnswer,
        refuses=(*only, "upload_unknown"),
        **hers,
    )
    operations.add("DELETE", at, pages.remove_signature, "Print none any more", refuses=only, **hers)
    operations.add(
        "GET",
        f"{at}/picture",
        pages.get_signature_picture,
        "The picture",
        media_type="application/octet-stream",
        refuses=(*only, "document_unknown", "files_away"),
        **hers,
    )


def _template(one: Template) -> PrescriptionTemplateAnswer:
    return PrescriptionTemplateAnswer(
        id=one.id, name=one.name, kind=one.kind, lines=line_answers(one.lines), diet=one.diet
    )
