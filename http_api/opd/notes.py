"""A doctor's notes: saved as they are typed, and signed."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.note import MOST_DIAGNOSES, TEXT_LENGTH, Changes, Diagnosis, Fields, Note
from clinic.consultation.notes import Notes
from clinic.opd.rules import Rules
from clinic.opd.showing import Showing
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.permits import Permits, staff_of
from http_api.opd.consultation_view import ConsultationAnswer, consultation_answer
from http_api.operations import Answer, Call, Operations, Who

IdentifierWord = Literal["name", "age", "birth_date", "mobile", "address"]
Text = Annotated[str, Field(max_length=TEXT_LENGTH)]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]
LARGEST_NOTES_BYTES = 128 * 1024
"""Every field full, in a script of three bytes a letter."""


class DiagnosisBody(Body):
    """``code``: of ICD-10. ``title``: the doctor's words; empty for the WHO's."""

    code: Annotated[str, Field(max_length=10)]
    title: Annotated[str, Field(max_length=200)] = ""


class NoteFieldsBody(Body):
    """Those that are changed."""

    complaint: Text = ""
    history: Text = ""
    observations: Text = ""
    diagnoses: Annotated[tuple[DiagnosisBody, ...], Field(max_length=MOST_DIAGNOSES)] = ()
    advice: Text = ""
    follow_up: Text = ""


class SaveNotes(Body):
    """``revision``: the last that this page has seen."""

    largest_bytes: ClassVar[int] = LARGEST_NOTES_BYTES

    revision: Revision
    fields: NoteFieldsBody


class SignNotes(Body):
    """``identifiers``: two different ones, which the patient has spoken. ``revision``: what the doctor has read."""

    identifiers: Annotated[list[IdentifierWord], Field(max_length=5)]
    revision: Revision


class DiagnosisAnswer(Answer):
    code: str
    title: str


class NoteFields(Answer):
    complaint: str
    history: str
    observations: str
    diagnoses: list[DiagnosisAnswer]
    advice: str
    follow_up: str


class NotesAnswer(Answer):
    """``revision`` 0: nothing was saved yet."""

    revision: int
    fields: NoteFields
    saved_at: float | None
    signed_at: float | None


class NotePages:
    def __init__(self, notes: Notes, showing: Showing, permits: Permits, rules: Rules) -> None:
        self._notes = notes
        self._showing = showing
        self._permits = permits
        self._rules = rules

    async def get_notes(self, call: Call) -> NotesAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        return _answer(await self._notes.get(_named(call), actor))

    async def save_notes(self, call: Call, body: SaveNotes) -> NotesAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        return _answer(await self._notes.save(_named(call), body.revision, changes(body.fields), actor))

    async def sign_notes(self, call: Call, body: SignNotes) -> ConsultationAnswer:
        actor = await self._permits.require(call, Permission.CONSULT)
        signed = await self._notes.sign(_named(call), body.revision, body.identifiers, actor)
        _, patient = await self._showing.hers(staff_of(call), signed.id)
        return consultation_answer(signed, patient, self._rules, call.now)


def add_notes(operations: Operations, pages: NotePages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    at = "/desk/consultations/{consultation}"
    unknown = ("not_permitted", "consultation_unknown")
    changed = (*unknown, "consultation_state", "notes_changed", "notes_signed")
    one: dict[str, Any] = hers | {"gives": NotesAnswer}
    operations.add("GET", f"{at}/notes", pages.get_notes, "Her notes of it", refuses=unknown, **one)
    operations.add(
        "PATCH",
        f"{at}/notes",
        pages.save_notes,
        "Save what was typed: the changed fields alone",
        takes=SaveNotes,
        refuses=(*changed, "notes_busy", *FIELD_REFUSALS),
        **one,
    )
    operations.add(
        "POST",
        f"{at}/sign",
        pages.sign_notes,
        "Sign the notes, which closes the consultation",
        takes=SignNotes,
        gives=ConsultationAnswer,
        refuses=(*changed, "identifiers_invalid", "notes_empty"),
        **hers,
    )


FIELD_REFUSALS = (
    "complaint_invalid",
    "history_invalid",
    "observations_invalid",
    "diagnoses_invalid",
    "advice_invalid",
    "follow_up_invalid",
)


def changes(fields: NoteFieldsBody) -> Changes:
    """Those that were named."""
    given: dict[str, Any] = {name: getattr(fields, name) for name in fields.model_fields_set}
    if "diagnoses" in given:
        given["diagnoses"] = [Diagnosis(one.code, one.title) for one in fields.diagnoses]
    return given


def note_fields(fields: Fields) -> NoteFields:
    return NoteFields(
        complaint=fields.complaint,
        history=fields.history,
        observations=fields.observations,
        diagnoses=diagnosis_answers(fields.diagnoses),
        advice=fields.advice,
        follow_up=fields.follow_up,
    )


def diagnosis_answers(diagnoses: tuple[Diagnosis, ...]) -> list[DiagnosisAnswer]:
    return [DiagnosisAnswer(code=one.code, title=one.title) for one in diagnoses]


def _answer(note: Note) -> NotesAnswer:
    return NotesAnswer(
        revision=note.revision,
        fields=note_fields(note.fields),
        saved_at=note.saved_at if note.revision else None,
        signed_at=None if note.signature is None else note.signature.at,
    )


def _named(call: Call) -> ConsultationId:
    return ConsultationId(call.named("consultation"))
