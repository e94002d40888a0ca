"""All that a signed prescription says, as it was when it was signed: what is hashed, printed and exported."""

from dataclasses import dataclass

from clinic.consultation.note import Diagnosis
from clinic.prescription.case import Mode, Participant, Relation
from clinic.prescription.line import Line, Vitals


@dataclass(frozen=True, slots=True)
class Prescriber:
    """``council``: its name as printed. ``contact``: of the service, never her own number."""

    id: str
    name: str
    qualification: str
    council: str
    registration: str
    speciality: str
    contact: str


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    district: str
    state: str


@dataclass(frozen=True, slots=True)
class Person:
    """The patient. ``age_years`` at signing; ``born``: ISO date where it is known. ``abha``: number, may be empty."""

    id: str
    name: str
    age_years: int
    gender: str
    address: str
    born: str
    abha: str
    pregnancy: str
    last_period: str


@dataclass(frozen=True, slots=True)
class Content:
    """``id``: of the prescription, 32 hexadecimal characters. ``language``: the patient's, BCP 47. ``signed_at``:
    seconds since 1970 UTC. ``held``: how many medicines await a decision and are not in it. ``replaces``: the id of
    the one that it amends, may be empty. ``follow_up``: ISO day (may be empty), ``follow_up_words``: free text.
    ``by``: how they spoke. ``allergies``: as told. ``identified_by``: what the patient confirmed.
    """

    id: str
    consultation: str
    prescriber: Prescriber
    place: Place
    patient: Person
    language: str
    signed_at: float
    by: Mode
    relation: Relation
    asked_by: Participant
    vitals: Vitals
    complaint: str
    history: str
    observations: str
    allergies: str
    diagnoses: tuple[Diagnosis, ...]
    lines: tuple[Line, ...]
    held: int
    investigations: str
    advice: str
    diet: str
    worse: str
    referral: str
    follow_up: str
    follow_up_words: str
    rules_version: str
    replaces: str = ""
    identified_by: tuple[str, ...] = ()
