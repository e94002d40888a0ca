"""From what was gathered to what is signed."""

from dataclasses import dataclass
from datetime import date

from clinic.places.states import STATES
from clinic.prescription.content import Content, Person, Place, Prescriber
from clinic.prescription.draft import Fields
from clinic.prescription.gathering import Gathered
from clinic.prescription.guidelines.engine import effective_mode, relation
from clinic.prescription.line import Line
from clinic.prescription.prescription import PrescriptionId
from clinic.staff.application import councils


@dataclass(frozen=True, slots=True)
class Occasion:
    """Of signing. ``id``: of the prescription. ``at``: seconds since 1970 UTC."""

    id: PrescriptionId
    at: float
    identified_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """``seconds_needed``: for a consultation to count as by video. ``contact``: of the service, as it is printed."""

    seconds_needed: float
    rules_version: str
    contact: str


def content_of(gathered: Gathered, lines: tuple[Line, ...], occasion: Occasion, today: date, terms: Terms) -> Content:
    """``lines``: those that may be signed; all others are held. ``today``: in India."""
    fields, note = gathered.draft.fields, gathered.note.fields
    case = gathered.case(fields, today)
    return Content(
        id=occasion.id,
        consultation=gathered.consultation.id,
        prescriber=_prescriber(gathered, terms.contact),
        place=_place(gathered),
        patient=_person(gathered, today),
        language=gathered.patient.language or gathered.consultation.language,
        signed_at=occasion.at,
        by=effective_mode(case, terms.seconds_needed),
        relation=relation(case),
        asked_by=case.asks,
        vitals=fields.vitals,
        complaint=note.complaint or gathered.intake.complaint or "",
        history=note.history,
        observations=note.observations,
        allergies=gathered.intake.allergies or "",
        diagnoses=note.diagnoses,
        lines=lines,
        held=len(fields.lines) - len(lines),
        investigations=fields.investigations,
        advice=note.advice,
        diet=fields.diet,
        worse=fields.worse,
        referral=fields.referral,
        follow_up=gathered.follow_up,
        follow_up_words=note.follow_up,
        rules_version=terms.rules_version,
        replaces=gathered.draft.amends,
        identified_by=occasion.identified_by,
    )


def printed_fields(content: Content, before: Fields, held: tuple[Line, ...]) -> Fields:
    """A draft as it was when this was signed, for an amendment. ``held``: what was not in it."""
    return Fields(
        lines=(*content.lines, *held),
        vitals=content.vitals,
        in_person=before.in_person,
        investigations=content.investigations,
        diet=content.diet,
        worse=content.worse,
        referral=content.referral,
    )


def _prescriber(gathered: Gathered, contact: str) -> Prescriber:
    held = gathered.registration
    council = None if held is None else councils().get(held.council)
    return Prescriber(
        id=str(gathered.consultation.doctor),
        name=gathered.doctor_name,
        qualification="" if held is None else held.qualification,
        council="" if council is None else council.name,
        registration="" if held is None else held.number,
        speciality="" if held is None else held.speciality,
        contact=contact,
    )


def _place(gathered: Gathered) -> Place:
    facility = gathered.facility
    if facility is None:
        return Place(gathered.clinic.facility, gathered.clinic.name, "", STATES[gathered.clinic.state].english)
    return Place(facility.id, facility.name, facility.district or "", STATES[facility.state].english)


def _person(gathered: Gathered, today: date) -> Person:
    patient, intake = gathered.patient, gathered.intake
    born = getattr(patient.birth, "on", None)
    return Person(
        id=patient.id,
        name=patient.name,
        age_years=patient.birth.age_years(today),
        gender=patient.gender,
        address=", ".join(part for part in (patient.address, patient.district, patient.pin_code) if part),
        born="" if born is None else born.isoformat(),
        abha=patient.abha_number or "",
        pregnancy=intake.pregnancy or "",
        last_period="" if intake.last_period is None else intake.last_period.isoformat(),
    )
