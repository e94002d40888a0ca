"""A doctor's notes of a consultation: their fields, and how what two pages write at once is put together."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.icd10 import Icd10
from clinic.patients.patient import PatientId
from clinic.patients.wording import line, typed
from clinic.staff.account import StaffId
from rooms.ports import Refusal

TextField = Literal["complaint", "history", "observations", "advice", "follow_up"]
TEXT_FIELDS: tuple[TextField, ...] = get_args(TextField)
FIELDS = (*TEXT_FIELDS[:3], "diagnoses", *TEXT_FIELDS[3:])
TEXT_LENGTH = 4_000
TITLE_LENGTH = 200
MOST_DIAGNOSES = 12

Identifier = Literal["name", "age", "birth_date", "mobile", "address"]
IDENTIFIERS: tuple[Identifier, ...] = get_args(Identifier)
LEAST_IDENTIFIERS = 2
# An age and a date of birth say the same thing.
_SAME: Mapping[str, str] = {"birth_date": "age"}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Provisional. ``code``: of ICD-10. ``title``: the WHO's, or in the doctor's words."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Fields:
    complaint: str = ""
    history: str = ""
    observations: str = ""
    diagnoses: tuple[Diagnosis, ...] = ()
    advice: str = ""
    follow_up: str = ""


Changes = Mapping[str, Any]
"""By the names of ``FIELDS``: only what is changed."""


@dataclass(frozen=True, slots=True)
class Note:
    """``touched``: in which revision each field was changed last. ``saved_at``: seconds since 1970 UTC.

    ``doctor``: who saved it last. ``audited_at``: when a save was last written to the audit.
    """

    consultation: ConsultationId
    doctor: StaffId
    revision: int
    fields: Fields
    touched: Mapping[str, int]
    saved_at: float
    audited_at: float
    signature: "Signature | None" = None


@dataclass(frozen=True, slots=True)
class Signature:
    """``identifiers``: what the patient was asked and confirmed. ``sha256``: of the notes as signed, in hex."""

    at: float
    by: StaffId
    identifiers: tuple[Identifier, ...]
    sha256: str


class NotesChanged(Refusal):
    """Another page has changed the same field. ``current``: all that is kept, ready for JSON, for both to be shown."""

    def __init__(self, note: Note, fields: Sequence[str]) -> None:
        super().__init__("notes_changed", "These notes were changed in another window meanwhile.", tuple(fields))
        self.current: dict[str, Any] = {
            "revision": note.revision,
            "fields": as_json(note.fields),
            "saved_at": note.saved_at,
        }


def blank(consultation: ConsultationId, doctor: StaffId) -> Note:
    """Revision 0: nothing was saved yet."""
    return Note(consultation, doctor, 0, Fields(), {}, 0.0, 0.0)


def merged(note: Note, base: int, changes: Changes) -> Note:
    """The notes with these changes, made by a page that has seen the revision ``base``; the same where all is there.

    Different fields of two pages both stay. Raises ``NotesChanged`` where the same one was changed since, otherwise.
    """
    different = {name: value for name, value in changes.items() if getattr(note.fields, name) != value}
    # A revision that is ahead of ours was lost: nobody knows what that page has seen.
    stale = base > note.revision
    conflicts = [name for name in different if stale or note.touched.get(name, 0) > base]
    if conflicts:
        raise NotesChanged(note, conflicts)
    if not different:
        return note
    revision = note.revision + 1
    touched = {**note.touched, **dict.fromkeys(different, revision)}
    return replace(note, revision=revision, fields=replace(note.fields, **different), touched=touched)


async def checked(changes: Changes, icd10: Icd10) -> Changes:
    """As typed, but composed (NFC): nothing is trimmed while somebody is writing. Raises ``Refusal``."""
    written: dict[str, Any] = {
        name: typed(changes[name], TEXT_LENGTH, f"{name}_invalid") for name in TEXT_FIELDS if name in changes
    }
    if "diagnoses" in changes:
        written["diagnoses"] = await _diagnoses(changes["diagnoses"], icd10)
    return written


def identified(identifiers: Sequence[str]) -> tuple[Identifier, ...]:
    """Two different ones, spoken by the patient and confirmed. Raises ``Refusal``."""
    known = tuple(one for one in IDENTIFIERS if one in identifiers)
    if len(known) != len(set(identifiers)) or len({_SAME.get(one, one) for one in known}) < LEAST_IDENTIFIERS:
        raise Refusal("identifiers_invalid", "Ask the patient for two: name, age, last digits of the mobile, address.")
    return known


def is_empty(fields: Fields) -> bool:
    return not fields.diagnoses and not any(getattr(fields, name).strip() for name in TEXT_FIELDS)


def signed(note: Note, patient: PatientId, by: StaffId, identifiers: tuple[Identifier, ...], now: float) -> Note:
    """``now``: seconds since 1970 UTC."""
    unsealed = Signature(now, by, identifiers, "")
    return replace(note, signature=replace(unsealed, sha256=_sha256(note, patient, unsealed)))


def is_as_signed(note: Note, patient: PatientId) -> bool:
    """Whether nothing was altered since."""
    return note.signature is not None and note.signature.sha256 == _sha256(note, patient, note.signature)


def as_json(fields: Fields) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(fields, name) for name in FIELDS}
    return told | {"diagnoses": [{"code": one.code, "title": one.title} for one in fields.diagnoses]}


def from_json(told: Mapping[str, Any]) -> Fields:
    diagnoses = tuple(Diagnosis(one["code"], one["title"]) for one in told["diagnoses"])
    return Fields(**{**told, "diagnoses": diagnoses})


def _sha256(note: Note, patient: PatientId, signature: Signature) -> str:
    """Of all that was signed, as JSON in UTF-8 with sorted keys and no spaces."""
    whole = {
        "consultation": note.consultation,
        "patient": patient,
        "revision": note.revision,
        "fields": as_json(note.fields),
        "doctor": signature.by,
        "identifiers": list(signature.identifiers),
        "signed_at": signature.at,
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


async def _diagnoses(told: Sequence[Diagnosis], icd10: Icd10) -> tuple[Diagnosis, ...]:
    """Each code once, in the doctor's order."""
    found: dict[str, Diagnosis] = {}
    for one in told:
        coded = await icd10.find(one.code)
        if coded is None:
            raise Refusal("diagnoses_invalid", "There is no such code in ICD-10.")
        title = line(one.title, TITLE_LENGTH, "diagnoses_invalid") if one.title.strip() else coded.title
        found.setdefault(coded.code, Diagnosis(coded.code, title))
    if len(found) > MOST_DIAGNOSES:
        raise Refusal("diagnoses_invalid", f"Please choose up to {MOST_DIAGNOSES} diagnoses.")
    return tuple(found.values())
