"""What the guidelines make of what was told: who must be there, what is still to be asked, what the desk sees at once.

Telemedicine Practice Guidelines 2020: neither side is anonymous (section 3.2); a minor is consulted only with an adult
who is identified (3.2.3); who speaks for an adult who is absent needs authority ([R]: ``domain.md``, 2, rule 8).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from clinic.consultation.consultation import Mode
from clinic.consultation.intake import NONE_KNOWN, Intake, may_be_pregnant
from clinic.patients.patient import Patient
from clinic.triage.question_set import SYMPTOMS, newest, spoken
from rooms.ports import Refusal

Guidance = Literal["lone_adolescent"]

ADULT_YEARS = 18
WEIGHED_UNDER_YEARS = 13
REASON_LENGTH = 120


def is_minor(patient: Patient, today: date) -> bool:
    return patient.birth.age_years(today) < ADULT_YEARS


def has_adult(intake: Intake) -> bool:
    """An adult who is identified is there: name, relation, and an identity's kind and last digits."""
    caller = intake.caller
    relation = caller.adult_relation if caller.relation == "self" else caller.relation
    return None not in (relation, caller.adult_name, caller.adult_identity)


def guidance(intake: Intake, patient: Patient, today: date) -> Guidance | None:
    """An adolescent who speaks for herself with nobody beside her is led to a helpline or a health worker."""
    is_lone = intake.caller.relation == "self" and is_minor(patient, today) and not has_adult(intake)
    return "lone_adolescent" if is_lone else None


def needed(intake: Intake, patient: Patient, today: date) -> tuple[str, ...]:
    """The fields without which a consultation may not begin."""
    caller = intake.caller
    wanted: dict[str, object] = {}
    if is_minor(patient, today):
        wanted["relation"] = caller.relation
        if caller.relation == "self":
            wanted["adult_relation"] = caller.adult_relation
        wanted |= {"adult_name": caller.adult_name, "adult_identity": caller.adult_identity}
    elif caller.patient_beside is False:
        wanted["authority"] = caller.authority
    return _untold(wanted)


def missing(intake: Intake, patient: Patient, today: date, *, has_voice: bool = False) -> tuple[str, ...]:
    """All that makes sense to ask and was not told yet, in the order in which it is asked.

    ``has_voice``: the complaint was spoken.
    """
    wanted: dict[str, object] = {"relation": intake.caller.relation, "patient_beside": intake.caller.patient_beside}
    wanted |= dict.fromkeys(needed(intake, patient, today))
    wanted["complaint"] = True if has_voice else intake.complaint
    wanted |= {name: getattr(intake, name) for name in ("since", "symptoms", "allergies", "medicines")}
    if may_be_pregnant(patient, today):
        wanted["pregnancy"] = intake.pregnancy
        if intake.pregnancy != "no":
            wanted["last_period"] = intake.last_period
    if patient.birth.age_years(today) < WEIGHED_UNDER_YEARS:
        wanted["weight_kg"] = intake.weight_kg
    return _untold(wanted)


def check_may_begin(intake: Intake, patient: Patient, today: date) -> None:
    """Raises ``Refusal`` adult_needed or authority_needed, which names what is missing."""
    fields = needed(intake, patient, today)
    if not fields:
        return
    if is_minor(patient, today):
        raise Refusal("adult_needed", "An adult must be there and say who she is before the doctor speaks.", fields)
    raise Refusal("authority_needed", "Please say by what right you speak for somebody who is not there.", fields)


def flags(intake: Intake, patient: Patient, today: date, mode: Mode = "video") -> tuple[str, ...]:
    """For the doctor's list, the gravest first."""
    caller = intake.caller
    is_child, lacks = is_minor(patient, today), needed(intake, patient, today)
    given = {
        "lone_adolescent": guidance(intake, patient, today) is not None,
        "adult_missing": is_child and bool(lacks),
        "authority_missing": "authority" in lacks,
        "pregnant": intake.pregnancy == "yes",
        "maybe_pregnant": intake.pregnancy == "unsure",
        "child": is_child,
        "allergy": intake.allergies not in (None, NONE_KNOWN),
        "caller_is_other": caller.relation not in (None, "self"),
        "patient_absent": caller.patient_beside is False,
        "no_video": mode == "telephone",
    }
    return tuple(name for name, is_so in given.items() if is_so)


def reason(intake: Intake, language: str = "en") -> str:
    """One line of what she comes for; empty where she has not told it yet. ``language``: of the doctor's page."""
    words = " ".join((intake.complaint or _names_of(intake.symptoms or (), language)).split())
    if len(words) <= REASON_LENGTH:
        return words
    cut = words[: REASON_LENGTH - 1]
    whole, space, _ = cut.rpartition(" ")
    return (whole if space else cut) + "…"


def _names_of(symptoms: Sequence[str], language: str) -> str:
    """ "Fever, Cough or cold": of one that the pictures do not have any more, its id."""
    signs = newest(SYMPTOMS)
    found = [(one, signs.sign(one)) for one in symptoms]
    return ", ".join(one if sign is None else sign.words[spoken(language)] for one, sign in found)


def _untold(wanted: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name, value in wanted.items() if value is None)
