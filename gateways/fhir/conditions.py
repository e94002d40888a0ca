"""What the patient told, and what the doctor takes it for: diagnoses, complaint, history, allergies."""

from collections.abc import Iterator
from typing import Any

from clinic.consultation.intake import NONE_KNOWN
from clinic.consultation.note import Diagnosis
from gateways.fhir.codes import ICD10, NO_KNOWN_ALLERGY, TERMINOLOGY, concept, icd10_title, snomed
from gateways.fhir.writing import Resource, Writing, cleaned

_ACTIVE = concept(f"{TERMINOLOGY}condition-clinical", "active", "Active")
_PROVISIONAL = concept(f"{TERMINOLOGY}condition-ver-status", "provisional", "Provisional")
_DIAGNOSIS = concept(f"{TERMINOLOGY}condition-category", "encounter-diagnosis", "Encounter Diagnosis")
_ALLERGY_ACTIVE = concept(f"{TERMINOLOGY}allergyintolerance-clinical", "active", "Active")


def diagnoses(writing: Writing) -> Iterator[Resource]:
    """By ICD-10: the profile takes no ICD-11. At a distance each is provisional."""
    for number, one in enumerate(writing.signed.content.diagnoses, 1):
        yield _condition(
            writing,
            f"diagnosis-{number}",
            f"{one.code} {one.title}",
            _coded(one),
            clinicalStatus=_ACTIVE,
            verificationStatus=_PROVISIONAL,
            category=[_DIAGNOSIS],
        )


def complaint(writing: Writing) -> Iterator[Resource]:
    """In words alone."""
    words = cleaned(writing.signed.content.complaint)
    if words:
        yield _condition(writing, "complaint", words, {"text": words}, clinicalStatus=_ACTIVE)


def history(writing: Writing) -> Iterator[Resource]:
    """In words alone: whether it lasts nobody has said."""
    words = cleaned(writing.signed.content.history)
    if words:
        yield _condition(writing, "history", words, {"text": words})


def allergies(writing: Writing) -> Iterator[Resource]:
    """That none is known is told too; whoever was never asked has no entry."""
    told = cleaned(writing.signed.content.allergies)
    if told:
        code = snomed(NO_KNOWN_ALLERGY) if told == NONE_KNOWN else {"text": told}
        yield writing.resource(
            "AllergyIntolerance",
            "allergies",
            "AllergyIntolerance",
            str(code["text"]),
            clinicalStatus=_ALLERGY_ACTIVE,
            code=code,
            patient=writing.patient,
            encounter=writing.encounter,
            recordedDate=writing.at,
        )


def _coded(one: Diagnosis) -> dict[str, Any]:
    """The WHO's title with its code, the doctor's words as the text."""
    said = cleaned(one.title) or one.code
    return concept(ICD10, one.code, icd10_title(one.code) or said) | {"text": said}


def _condition(writing: Writing, role: str, says: str, code: dict[str, Any], **more: Any) -> Resource:
    return writing.resource(
        "Condition",
        role,
        "Condition",
        says,
        **more,
        code=code,
        subject=writing.patient,
        encounter=writing.encounter,
        recordedDate=writing.at,
    )
