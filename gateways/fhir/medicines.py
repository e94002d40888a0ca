"""The medicines of a prescription, one ``MedicationRequest`` each."""

from collections.abc import Iterator
from typing import Any

from clinic.prescription.line import Line
from gateways.fhir import dosage
from gateways.fhir.writing import Resource, Writing


def medicines(writing: Writing) -> Iterator[Resource]:
    """By generic name in words: no code is invented."""
    for number, line in enumerate(writing.signed.content.lines, 1):
        name = " ".join(part for part in (line.name, line.strength, line.form) if part)
        yield writing.resource(
            "MedicationRequest",
            f"medicine-{number}",
            "MedicationRequest",
            f"{name}: {dosage.sentence(line)}",
            status=writing.standing.medicine,
            intent="order",
            medicationCodeableConcept={"text": name},
            subject=writing.patient,
            encounter=writing.encounter,
            authoredOn=writing.at,
            requester=writing.doctor,
            reasonReference=_reason(writing),
            dosageInstruction=dosage.instructions(line),
            dispenseRequest=_dispensed(line),
        )


def _reason(writing: Writing) -> list[dict[str, Any]]:
    """Where there are several diagnoses, a line does not say which of them it is for."""
    found = writing.signed.content.diagnoses
    return [writing.reference("Condition", "diagnosis-1", found[0].title)] if len(found) == 1 else []


def _dispensed(line: Line) -> dict[str, Any]:
    return {"quantity": dosage.amount(line.units, line.unit)}
