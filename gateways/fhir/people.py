"""Who: the patient, the doctor and the facility. Nothing is invented that was not told."""

from typing import Any
from uuid import UUID

from gateways.fhir.codes import ABHA, IDENTIFIER_TYPE, URI, concept
from gateways.fhir.writing import Resource, Writing

GENDERS = {"male": "male", "female": "female", "other": "other"}
"""Whoever does not tell it is "unknown"."""


def patient(writing: Writing) -> Resource:
    """An age alone makes no date of birth: it is an observation (``observations.others``)."""
    person = writing.signed.content.patient
    own = _identifier("MR", "Medical record number", URI, _uuid(person.id))
    abha = _identifier("MR", "Medical record number", ABHA, person.abha)
    return writing.resource(
        "Patient",
        "patient",
        "Patient",
        _listed(person.name, f"{person.age_years} years", person.gender),
        identifier=[abha, own],
        name=[{"text": person.name}],
        gender=GENDERS.get(person.gender, "unknown"),
        birthDate=person.born,
        address=[{"text": person.address}],
    )


def practitioner(writing: Writing) -> Resource:
    """Her number is of her council, and no id of the national registry: councils publish no address of theirs."""
    held = writing.signed.content.prescriber
    number = _identifier("MD", "Medical License number", "", held.registration)
    return writing.resource(
        "Practitioner",
        "practitioner",
        "Practitioner",
        _listed(held.name, held.qualification, f"{held.council} {held.registration}".strip()),
        identifier=[number | {"assigner": {"display": held.council}}],
        name=[{"text": held.name}],
        qualification=[{"code": {"text": held.qualification}}],
    )


def organization(writing: Writing) -> Resource:
    place = writing.signed.content.place
    where = _listed(place.district, place.state)
    return writing.resource(
        "Organization",
        "organization",
        "Organization",
        _listed(place.name, where),
        identifier=[_identifier("PRN", "Provider number", URI, _uuid(place.id))],
        name=place.name,
        address=[{"text": where}],
    )


def _identifier(code: str, display: str, system: str, value: str) -> dict[str, Any]:
    """Nothing where there is no value."""
    return {"type": concept(IDENTIFIER_TYPE, code, display), "system": system, "value": value} if value else {}


def _uuid(own: str) -> str:
    """``own``: 32 hexadecimal characters."""
    return f"urn:uuid:{UUID(own)}"


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
