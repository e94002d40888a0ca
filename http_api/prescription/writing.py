"""A doctor's prescription: saved as it is typed, signed, amended, cancelled."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from clinic.consultation.consultation import ConsultationId
from clinic.prescription.draft import Changes, PrescriptionChanged
from clinic.prescription.drafts import Drafts, Sheet
from clinic.prescription.prescription import PrescriptionId
from clinic.prescription.signing import Request, Signing
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.permits import Permits
from http_api.operations import Call, Operations, Who
from http_api.prescription.lines import LineBodies, lines_of
from http_api.prescription.sheets import (
    InPersonBody,
    SheetAnswer,
    SignedAnswer,
    VitalsBody,
    fields_answer,
    in_person,
    sheet_answer,
    signed_answer,
)
from rooms.ports import Refusal

IdentifierWord = Annotated[str, Field(max_length=20)]
Id = Annotated[str, Field(max_length=40)]
Reason = Annotated[str, Field(max_length=2_000)]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]
Text = Annotated[str, Field(max_length=8_000)]
LARGEST_SHEET_BYTES = 128 * 1024
LINE_REFUSALS = (
    "lines_too_many",
    "line_twice",
    "line_invalid",
    "line_unknown_medicine",
    "medicine_invalid",
    "dosing_invalid",
    "dose_invalid",
    "days_invalid",
    "most_a_day_invalid",
    "quantity_invalid",
    "instructions_invalid",
    "override_invalid",
)
FIELD_REFUSALS = (
    *LINE_REFUSALS,
    "vitals_invalid",
    "in_person_invalid",
    "investigations_invalid",
    "diet_invalid",
    "worse_invalid",
    "referral_invalid",
)


class SheetFieldsBody(Body):
    """Those that are changed."""

    lines: LineBodies = Field(default_factory=list)
    vitals: VitalsBody = VitalsBody()
    in_person: InPersonBody | None = None
    investigations: Text = ""
    diet: Text = ""
    worse: Text = ""
    referral: Text = ""


class SaveSheet(Body):
    """``revision``: the last that this page has seen."""

    largest_bytes: ClassVar[int] = LARGEST_SHEET_BYTES

    revision: Revision
    fields: SheetFieldsBody


class SignSheet(Body):
    """What the page shows as she signs. ``identifiers``: two different ones, which the patient has spoken."""

    patient: Id
    revision: Revision
    notes_revision: Revision
    identifiers: Annotated[list[IdentifierWord], Field(max_length=5)]


class NameOne(Body):
    prescription: Id
    reason: Reason


class DiscardAmendment(Body):
    revision: Revision


class WritingPages:
    """``seconds_needed``: of the patient's picture, for a consultation to count as by video."""

    def __init__(self, drafts: Drafts, signing: Signing, permits: Permits, seconds_needed: float) -> None:
        self._drafts = drafts
        self._signing = signing
        self._permits = permits
        self._seconds_needed = seconds_needed

    async def get_prescription_sheet(self, call: Call) -> SheetAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        return self._answer(await self._drafts.get(_named(call), actor), call)

    async def save_prescription(self, call: Call, body: SaveSheet) -> SheetAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        try:
            return self._answer(await self._drafts.save(_named(call), body.revision, changes(body.fields), actor), call)
        except PrescriptionChanged as refusal:
            raise _with_current(refusal) from None

    async def sign_prescription(self, call: Call, body: SignSheet) -> SignedAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        request = Request(body.patient, body.revision, body.notes_revision, body.identifiers)
        return signed_answer(await self._signing.sign(_named(call), request, actor))

    async def amend_prescription(self, call: Call, body: NameOne) -> SheetAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        named = PrescriptionId(body.prescription)
        return self._answer(await self._drafts.amend(_named(call), named, body.reason, actor), call)

    async def discard_amendment(self, call: Call, body: DiscardAmendment) -> SheetAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        return self._answer(await self._drafts.discard(_named(call), body.revision, actor), call)

    async def cancel_prescription(self, call: Call, body: NameOne) -> SheetAnswer:
        actor = await self._permits.require(call, Permission.PRESCRIBE)
        await self._signing.cancel(_named(call), PrescriptionId(body.prescription), body.reason, actor)
        return self._answer(await self._drafts.get(_named(call), actor), call)

    def _answer(self, sheet: Sheet, call: Call) -> SheetAnswer:
        return sheet_answer(sheet, self._seconds_needed, language_of(call), call.now)


def add_writing(operations: Operations, pages: WritingPages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    at = "/desk/consultations/{consultation}/prescription"
    unknown = ("not_permitted", "consultation_unknown")
    moved = (*unknown, "consultation_state", "prescription_state", "page_not_current")
    one: dict[str, Any] = hers | {"gives": SheetAnswer}
    operations.add(
        "GET",
        at,
        pages.get_prescription_sheet,
        "What she prescribes in it, and the rules' word",
        refuses=unknown,
        **one,
    )
    operations.add(
        "PATCH",
        at,
        pages.save_prescription,
        "Save what was typed: the changed fields alone",
        takes=SaveSheet,
        refuses=(
            *unknown,
            "consultation_state",
            "prescription_changed",
            "prescription_locked",
            "prescription_busy",
            *FIELD_REFUSALS,
        ),
        **one,
    )
    operations.add(
        "POST",
        f"{at}/sign",
        pages.sign_prescription,
        "Sign it: the same page's retry gives the same prescription",
        takes=SignSheet,
        gives=SignedAnswer,
        refuses=(
            *moved,
            "prescription_locked",
            "prescription_refused",
            "prescription_empty",
            "dosing_missing",
            "override_missing",
            "identifiers_invalid",
            "document_away",
            "files_away",
        ),
        **hers,
    )
    named = (*moved, "reason_invalid")
    operations.add(
        "POST", f"{at}/amend", pages.amend_prescription, "Begin what replaces it", takes=NameOne, refuses=named, **one
    )
    operations.add(
        "POST",
        f"{at}/discard",
        pages.discard_amendment,
        "Give the amendment up",
        takes=DiscardAmendment,
        refuses=moved,
        **one,
    )
    operations.add(
        "POST", f"{at}/cancel", pages.cancel_prescription, "It is not to be used", takes=NameOne, refuses=named, **one
    )


def language_of(call: Call) -> str:
    """Of the doctor's page, by the query."""
    return call.request.query.get("language", "en")


def changes(fields: SheetFieldsBody) -> Changes:
    """Those that were named. Raises ``Refusal``."""
    given: dict[str, Any] = {name: getattr(fields, name) for name in fields.model_fields_set}
    if "lines" in given:
        given["lines"] = lines_of(fields.lines)
    if "vitals" in given:
        given["vitals"] = fields.vitals.vitals()
    if "in_person" in given:
        given["in_person"] = _in_person(fields.in_person)
    return given


def _in_person(body: InPersonBody | None) -> Any:
    try:
        return in_person(body)
    except ValueError:
        raise Refusal("in_person_invalid", "There is no such day.", ("in_person",)) from None


def _with_current(refusal: PrescriptionChanged) -> PrescriptionChanged:
    """All that is kept, for the page to show both."""
    draft = refusal.draft
    fields = fields_answer(draft.fields).model_dump(mode="json")
    refusal.current = {"revision": draft.revision, "fields": fields, "saved_at": draft.saved_at}
    return refusal


def _named(call: Call) -> ConsultationId:
    return ConsultationId(call.named("consultation"))
