"""What is to be done: medicines, tests, referral, the next visit; and the document itself."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime, time
from itertools import groupby
from typing import Any

from clinic.patients.patient import INDIAN_TIME
from clinic.prescription.dosing import Dosing
from clinic.prescription.lifecycle import State
from clinic.prescription.line import Line
from clinic.prescription.phrases.catalogues import catalogue
from gateways.fhir.codes import CONSULT_REPORT, UCUM, snomed
from gateways.fhir.writing import Resource, Writing

WHEN = ("MORN", "NOON", "EVE", "NIGHT")
"""Of http://hl7.org/fhir/event-timing, in the order of ``Dosing.amounts``."""
STATUS = {State.SIGNED: "active", State.SUPERSEDED: "stopped", State.CANCELLED: "cancelled"}


def medicines(writing: Writing) -> Iterator[Resource]:
    """By generic name in words: no code is invented."""
    content = writing.signed.content
    reasons = [
        writing.reference("Condition", f"diagnosis-{number}", one.title)
        for number, one in enumerate(content.diagnoses, 1)
    ]
    for number, line in enumerate(content.lines, 1):
        name = " ".join(part for part in (line.name, line.strength, line.form) if part)
        yield writing.resource(
            "MedicationRequest",
            f"medicine-{number}",
            "MedicationRequest",
            f"{name}: {_sentence(line)}",
            status=_status(writing),
            intent="order",
            medicationCodeableConcept={"text": name},
            subject=writing.reference("Patient", "patient", content.patient.name),
            authoredOn=writing.at,
            requester=writing.reference("Practitioner", "practitioner", content.prescriber.name),
            reasonReference=reasons,
            dosageInstruction=_instructions(line),
            dispenseRequest={"quantity": {"value": line.units, "unit": line.unit}},
        )


def tests(writing: Writing) -> Iterator[Resource]:
    yield from _request(writing, "investigations", writing.signed.content.investigations)


def referral(writing: Writing) -> Iterator[Resource]:
    yield from _request(writing, "referral", writing.signed.content.referral)


def appointment(writing: Writing) -> Iterator[Resource]:
    """On a day that was booked: from its first minute in India."""
    content = writing.signed.content
    if content.follow_up:
        day = datetime.combine(datetime.fromisoformat(content.follow_up).date(), time(), INDIAN_TIME)
        yield writing.resource(
            "Appointment",
            "follow-up",
            "Appointment",
            f"Follow-up on {content.follow_up}. {content.follow_up_words}".strip(),
            status="booked",
            description=content.follow_up_words or "Follow-up",
            start=day.isoformat(),
            end=day.replace(hour=23, minute=59).isoformat(),
            participant=[
                {"actor": writing.reference("Patient", "patient"), "status": "accepted"},
                {"actor": writing.reference("Practitioner", "practitioner"), "status": "accepted"},
            ],
        )


def binary(writing: Writing, pdf: bytes) -> Resource:
    """The sealed PDF."""
    told = writing.resource("Binary", "document", "Binary", "", contentType="application/pdf")
    del told["text"]  # a Binary is no DomainResource: it has no narrative
    return told | {"data": b64encode(pdf).decode()}


def document_reference(writing: Writing) -> Resource:
    attachment = {"contentType": "application/pdf", "url": writing.url("document"), "title": "Prescription"}
    return writing.resource(
        "DocumentReference",
        "document-reference",
        "DocumentReference",
        "The prescription as a PDF",
        status="current",
        type=snomed(CONSULT_REPORT),
        subject=writing.reference("Patient", "patient"),
        date=writing.at,
        content=[{"attachment": attachment}],
    )


def _request(writing: Writing, role: str, words: str) -> Iterator[Resource]:
    if words.strip():
        yield writing.resource(
            "ServiceRequest",
            role,
            "ServiceRequest",
            words,
            status="active",
            intent="order",
            code={"text": words},
            subject=writing.reference("Patient", "patient"),
            authoredOn=writing.at,
            requester=writing.reference("Practitioner", "practitioner"),
        )


def _status(writing: Writing) -> str:
    return STATUS[writing.signed.state]


def _sentence(line: Line) -> str:
    english = catalogue("en")
    return "" if english is None else english.dosing(line.dosing, line.unit, line.route)


def _instructions(line: Line) -> list[dict[str, Any]]:
    """One for each amount: 1 in the morning and 2 at night are two."""
    shared = {"text": _sentence(line), "route": {"text": line.route}}
    if line.instructions:
        shared |= {"patientInstruction": line.instructions}
    if line.dosing.pattern == "sos":
        return [shared | _as_needed(line)]
    slots = sorted((amount, when) for amount, when in zip(line.dosing.amounts, WHEN, strict=True) if amount)
    return [
        shared | {"timing": _timing(line.dosing, [when for _, when in same])} | _dose(amount, line.unit)
        for amount, same in groupby(slots, key=lambda slot: slot[0])
    ]


def _as_needed(line: Line) -> dict[str, Any]:
    dosing = line.dosing
    most = {
        "numerator": {"value": dosing.daily, "unit": line.unit},
        "denominator": {"value": 1, "unit": "day", "system": UCUM, "code": "d"},
    }
    timing = {"timing": {"repeat": {"boundsDuration": _days(dosing.days)}}}
    return {"asNeededBoolean": True, "maxDosePerPeriod": most} | timing | _dose(dosing.sos_amount, line.unit)


def _timing(dosing: Dosing, when: list[str]) -> dict[str, Any]:
    if dosing.pattern == "once":
        return {"repeat": {"count": 1, "when": sorted(when, key=WHEN.index)}}
    repeat = {"frequency": len(when), "period": dosing.every_days, "periodUnit": "d"}
    return {"repeat": repeat | {"when": sorted(when, key=WHEN.index), "boundsDuration": _days(dosing.days)}}


def _days(days: int) -> dict[str, Any]:
    return {"value": days, "unit": "days", "system": UCUM, "code": "d"}


def _dose(amount: float, unit: str) -> dict[str, Any]:
    return {"doseAndRate": [{"doseQuantity": {"value": amount, "unit": unit}}]}
