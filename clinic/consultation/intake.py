"""What is told before the doctor comes: who speaks and for whom, the complaint, and what treatment must mind.

Nothing must be told at once: ``None`` is "not yet asked". What the rules make of it stands in ``readiness``.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeVar, get_args

from clinic.patients.patient import RELATIONS, Gender, Patient, Relation
from clinic.patients.wording import line, paragraph
from rooms.ports import Refusal

IdentityKind = Literal["aadhaar", "voter", "ration_card", "driving_licence", "passport", "pan", "abha", "other"]
AuthorityKind = Literal["guardian", "incapacitated", "written", "spoken", "other"]
Pregnancy = Literal["yes", "no", "unsure"]
IDENTITY_KINDS: tuple[IdentityKind, ...] = get_args(IdentityKind)
AUTHORITY_KINDS: tuple[AuthorityKind, ...] = get_args(AuthorityKind)
PREGNANCIES: tuple[Pregnancy, ...] = get_args(Pregnancy)

NONE_KNOWN = "none"
"""She was asked for allergies or medicines, and knows of none."""

FERTILE_YEARS = range(10, 56)
MAY_BE_PREGNANT: frozenset[Gender] = frozenset({"female", "other", "undisclosed"})
COMPLAINT_LENGTH = 2_000
SINCE_LENGTH = 60
LIST_LENGTH = 500
NAME_LENGTH = 100
AUTHORITY_LENGTH = 200
MOST_SYMPTOMS = 20
LEAST_KG, MOST_KG = 0.4, 300.0
LAST_PERIOD_DAYS = 730
_LAST_SIGNS = re.compile(r"[0-9A-Z]{2,4}")
_SYMPTOM = re.compile(r"[a-z][a-z0-9_]{0,31}")

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Identity:
    """Of an adult, as she reads it out. ``last``: its last 2 to 4 digits or letters, never the whole number."""

    kind: IdentityKind
    last: str


@dataclass(frozen=True, slots=True)
class Authority:
    """By which the caller speaks for an adult who is not there. ``words``: what she says of it."""

    kind: AuthorityKind
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who speaks. ``relation``: what the patient is to her, "self" where the patient speaks.

    ``patient_beside``: whether the patient can be seen and asked. ``adult_relation``: what a minor who speaks herself
    is to the adult beside her; otherwise ``relation`` says it.
    """

    relation: Relation | None = None
    patient_beside: bool | None = None
    adult_name: str | None = None
    adult_relation: Relation | None = None
    adult_identity: Identity | None = None
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """``since``: in her words. ``symptoms``: ids of pictures. ``allergies`` and ``medicines``: words or ``NONE_KNOWN``.

    ``last_period``: its first day.
    """

    caller: Caller = field(default_factory=Caller)
    complaint: str | None = None
    since: str | None = None
    symptoms: tuple[str, ...] | None = None
    allergies: str | None = None
    medicines: str | None = None
    pregnancy: Pregnancy | None = None
    last_period: date | None = None
    weight_kg: float | None = None


NOTHING_TOLD = Intake()


def checked(told: Intake, patient: Patient, today: date) -> Intake:
    """Composed, trimmed and bounded; what makes no sense for this patient is left out. Raises ``Refusal``."""
    fertile = may_be_pregnant(patient, today)
    return Intake(
        caller=_caller(told.caller),
        complaint=_paragraph(told.complaint, COMPLAINT_LENGTH, "complaint_invalid"),
        since=_line(told.since, SINCE_LENGTH, "since_invalid"),
        symptoms=_symptoms(told.symptoms),
        allergies=_list(told.allergies, "allergies_invalid"),
        medicines=_list(told.medicines, "medicines_invalid"),
        pregnancy=_chosen(told.pregnancy, PREGNANCIES, "pregnancy_invalid") if fertile else None,
        last_period=_last_period(told.last_period, today) if fertile else None,
        weight_kg=_weight(told.weight_kg),
    )


def may_be_pregnant(patient: Patient, today: date) -> bool:
    return patient.gender in MAY_BE_PREGNANT and patient.birth.age_years(today) in FERTILE_YEARS


def _caller(told: Caller) -> Caller:
    relation = _chosen(told.relation, RELATIONS, "relation_invalid")
    return Caller(
        relation=relation,
        patient_beside=True if relation == "self" else told.patient_beside,
        adult_name=_line(told.adult_name, NAME_LENGTH, "adult_name_invalid"),
        adult_relation=_adult_relation(told.adult_relation),
        adult_identity=_identity(told.adult_identity),
        authority=_authority(told.authority),
    )


def _adult_relation(told: Relation | None) -> Relation | None:
    others = tuple(one for one in RELATIONS if one != "self")
    return _chosen(told, others, "adult_relation_invalid")


def _identity(told: Identity | None) -> Identity | None:
    if told is None:
        return None
    last = _signs(told.last)
    if told.kind not in IDENTITY_KINDS or not _LAST_SIGNS.fullmatch(last):
        raise Refusal("adult_identity_invalid", "Please give the kind of card, and its last 2 to 4 digits or letters.")
    return Identity(told.kind, last)


def _signs(text: str) -> str:
    """Digits of any script as 0 to 9, letters in capitals, without spaces."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text.upper() if not sign.isspace())


def _authority(told: Authority | None) -> Authority | None:
    if told is None:
        return None
    words = _line(told.words, AUTHORITY_LENGTH, "authority_invalid")
    if told.kind not in AUTHORITY_KINDS or (told.kind == "other" and words is None):
        raise Refusal("authority_invalid", "Please say by what right you speak for her.")
    return Authority(told.kind, words)


def _symptoms(told: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Each once, in the order in which they were chosen."""
    if told is None:
        return None
    if len(told) > MOST_SYMPTOMS or not all(_SYMPTOM.fullmatch(one) for one in told):
        raise Refusal("symptoms_invalid", f"Please choose up to {MOST_SYMPTOMS} of the pictures.")
    return tuple(dict.fromkeys(told))


def _list(told: str | None, code: str) -> str | None:
    """What stands empty was not asked: that none are known must be said."""
    written = _paragraph(told, LIST_LENGTH, code)
    return NONE_KNOWN if written is not None and written.casefold() == NONE_KNOWN else written


def _last_period(told: date | None, today: date) -> date | None:
    if told is not None and not today - timedelta(days=LAST_PERIOD_DAYS) <= told <= today:
        raise Refusal("last_period_invalid", "Please give a day of the last two years.")
    return told


def _weight(told: float | None) -> float | None:
    if told is not None and not LEAST_KG <= told <= MOST_KG:  # what is no number fails both comparisons
        raise Refusal("weight_kg_invalid", f"Please give a weight of {LEAST_KG:g} to {MOST_KG:g} kg.")
    return None if told is None else round(told, 1)


def _line(told: str | None, most: int, code: str) -> str | None:
    return line(" ".join(told.split()), most, code) if told and told.strip() else None


def _paragraph(told: str | None, most: int, code: str) -> str | None:
    return paragraph(told, most, code) if told and told.strip() else None


def _chosen(told: Choice | None, choices: tuple[Choice, ...], code: str) -> Choice | None:
    if told is not None and told not in choices:
        raise Refusal(code, "Please choose one of what is offered.")
    return told
