"""Who: the patient, the doctor, the facility, and their meeting. Nothing is invented that was not told."""

from typing import Any
from uuid import UUID

from gateways.fhir.codes import ABHA, ACT_CODE, DOCTORS, IDENTIFIER_TYPE, URI, concept
from gateways.fhir.writing import Resource, Writing

GENDERS = {"male": "male", "female": "female", "other": "other"}
"""Whoever does not tell it is "unknown"."""


def patient(writing: Writing) -> Resource:
    """An age alone makes no date of birth."""
    person = writing.signed.content.patient
    own = _identifier("MR", "Medical record number", URI, f"urn:uuid:{UUID(person.id)}")
    abha = [_identifier("MR", "Medical record number", ABHA, person.abha)] if person.abha else []
    return writing.resource(
        "Patient",
        "patient",
        "Patient",
        f"{person.name}, {person.age_years} years, {person.gender}",
        identifier=[*abha, own],
        name=[{"text": person.name}],
        gender=GENDERS.get(person.gender, "unknown"),
        birthDate=person.born,
        address=[{"text": person.address}] if person.address else [],
    )


def practitioner(writing: Writing) -> Resource:
    held = writing.signed.content.prescriber
    number = _identifier("MD", "Medical License number", DOCTORS, held.registration)
    number |= {"assigner": {"display": held.council}} if held.council else {}
    return writing.resource(
        "Practitioner",
        "practitioner",
        "Practitioner",
        f"{held.name}, {held.qualification}, {held.council} {held.registration}",
        identifier=[number],
        name=[{"text": held.name}],
        qualification=[{"code": {"text": held.qualification}}] if held.qualification else [],
    )


def organization(writing: Writing) -> Resource:
    place = writing.signed.content.place
    number = _identifier("PRN", "Provider number", URI, f"urn:uuid:{UUID(place.id)}")
    where = ", ".join(part for part in (place.district, place.state) if part)
    return writing.resource(
        "Organization",
        "organization",
        "Organization",
        f"{place.name}, {where}",
        identifier=[number],
        name=place.name,
        address=[{"text": where}] if where else [],
    )


def encounter(writing: Writing) -> Resource:
    """Virtual, by whatever mode: class VR of v3 ActCode."""
    content = writing.signed.content
    return writing.resource(
        "Encounter",
        "encounter",
        "Encounter",
        f"Consultation by {content.by}",
        identifier=[{"system": URI, "value": f"urn:uuid:{UUID(content.consultation)}"}],
        status="finished",
        **{"class": {"system": ACT_CODE, "code": "VR", "display": "virtual"}},
        subject=writing.reference("Patient", "patient"),
        participant=[{"individual": writing.reference("Practitioner", "practitioner")}],
        period={"end": writing.at},
        serviceProvider=writing.reference("Organization", "organization"),
        diagnosis=[
            {"condition": writing.reference("Condition", f"diagnosis-{number}")}
            for number, _ in enumerate(content.diagnoses, 1)
        ],
    )


def _identifier(code: str, display: str, system: str, value: str) -> dict[str, Any]:
    return {"type": concept(IDENTIFIER_TYPE, code, display), "system": system, "value": value}
