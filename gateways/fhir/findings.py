"""What was told and found: diagnoses, complaint, history, allergies, and what was measured."""

from collections.abc import Iterator
from typing import Any

from clinic.consultation.intake import NONE_KNOWN
from gateways.fhir.codes import ALLERGY_CLINICAL, CONDITION_CLINICAL, ICD10, LOINC, concept, quantity
from gateways.fhir.writing import Resource, Writing

MEASURED = (
    ("weight_kg", "29463-7", "Body weight", "kg", "kg"),
    ("height_cm", "8302-2", "Body height", "cm", "cm"),
    ("temperature_c", "8310-5", "Body temperature", "Cel", "Cel"),
    ("pulse_bpm", "8867-4", "Heart rate", "beats/minute", "/min"),
    ("spo2_percent", "59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry", "%", "%"),
    ("glucose_mg_dl", "2339-0", "Glucose [Mass/volume] in Blood", "mg/dL", "mg/dL"),
)
_ACTIVE = concept(CONDITION_CLINICAL, "active", "Active")


def diagnoses(writing: Writing) -> Iterator[Resource]:
    """By ICD-10: the profile takes no ICD-11."""
    for number, one in enumerate(writing.signed.content.diagnoses, 1):
        code = concept(ICD10, one.code) | {"text": one.title}
        yield _condition(writing, f"diagnosis-{number}", f"{one.code} {one.title}", code)


def complaint(writing: Writing) -> Iterator[Resource]:
    """In words alone."""
    yield from _told(writing, "complaint", writing.signed.content.complaint)


def history(writing: Writing) -> Iterator[Resource]:
    yield from _told(writing, "history", writing.signed.content.history)


def allergies(writing: Writing) -> Iterator[Resource]:
    """That none is known is told too; whoever was never asked has no entry."""
    told = writing.signed.content.allergies
    if told:
        words = "No known allergies" if told == NONE_KNOWN else told
        yield writing.resource(
            "AllergyIntolerance",
            "allergies",
            "AllergyIntolerance",
            words,
            clinicalStatus=concept(ALLERGY_CLINICAL, "active", "Active"),
            code={"text": words},
            patient=writing.reference("Patient", "patient"),
            recordedDate=writing.at,
        )


def observations(writing: Writing) -> Iterator[Resource]:
    content = writing.signed.content
    for name, code, display, unit, ucum in MEASURED:
        value = getattr(content.vitals, name)
        if value is not None:
            told = f"{display}: {value:g} {unit}"
            yield _observation(
                writing, name, told, concept(LOINC, code, display), valueQuantity=quantity(value, unit, ucum)
            )
    if content.vitals.systolic_mmhg is not None or content.vitals.diastolic_mmhg is not None:
        yield _blood_pressure(writing)
    if content.observations:
        words = content.observations
        yield _observation(writing, "observations", words, {"text": "Findings"}, valueString=words)


def _blood_pressure(writing: Writing) -> Resource:
    vitals = writing.signed.content.vitals
    parts = (
        ("8480-6", "Systolic blood pressure", vitals.systolic_mmhg),
        ("8462-4", "Diastolic blood pressure", vitals.diastolic_mmhg),
    )
    measured = [
        {"code": concept(LOINC, code, display), "valueQuantity": quantity(value, "mmHg", "mm[Hg]")}
        for code, display, value in parts
        if value is not None
    ]
    told = " / ".join(str(value) for _, _, value in parts if value is not None)
    code = concept(LOINC, "85354-9", "Blood pressure panel with all children optional")
    return _observation(writing, "blood-pressure", f"Blood pressure: {told} mmHg", code, component=measured)


def _told(writing: Writing, role: str, words: str) -> Iterator[Resource]:
    if words.strip():
        yield _condition(writing, role, words, {"text": words})


def _condition(writing: Writing, role: str, says: str, code: dict[str, Any]) -> Resource:
    return writing.resource(
        "Condition",
        role,
        "Condition",
        says,
        clinicalStatus=_ACTIVE,
        code=code,
        subject=writing.reference("Patient", "patient"),
        recordedDate=writing.at,
    )


def _observation(writing: Writing, role: str, says: str, code: dict[str, Any], **measured: Any) -> Resource:
    return writing.resource(
        "Observation",
        role,
        "Observation",
        says,
        status="final",
        code=code,
        subject=writing.reference("Patient", "patient"),
        effectiveDateTime=writing.at,
        **measured,
    )
