"""The first resource of a document: of which kind it is, by whom, and what its sections hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from clinic.prescription.exporting import ExportKind
from clinic.prescription.prescription import Prescription, PrescriptionId
from gateways.fhir.codes import CONSULT_REPORT, PRESCRIPTION_RECORD, URI, Named, snomed
from gateways.fhir.writing import Resource, Writing, cleaned, narrative

TITLES: dict[ExportKind, tuple[str, Named]] = {
    "PrescriptionRecord": ("Prescription record", PRESCRIPTION_RECORD),
    "OPConsultRecord": ("OP consultation record", CONSULT_REPORT),
}


@dataclass(frozen=True, slots=True)
class Part:
    """What a section is made of. ``named``: ``None`` where no profile has a code. ``words``: in no entry."""

    title: str
    named: Named | None
    entries: Sequence[Resource]
    words: Sequence[str] = ()


def composition(writing: Writing, kind: ExportKind, parts: Sequence[Part]) -> Resource:
    signed, (title, named) = writing.signed, TITLES[kind]
    return writing.resource(
        "Composition",
        f"composition-{kind}",
        kind,
        _says(signed, title),
        identifier={"system": URI, "value": writing.url(f"composition-{kind}")},
        status=writing.standing.composition,
        type=snomed(named),
        subject=writing.patient,
        encounter=writing.encounter,
        date=writing.at,
        author=[writing.doctor],
        title=title,
        custodian=writing.reference("Organization", "organization", signed.content.place.name),
        relatesTo=_replaces(signed, kind),
        section=[_section(one) for one in parts],
    )


def _section(part: Part) -> dict[str, Any]:
    """Empty where there is nothing in it."""
    words = [one for one in map(cleaned, part.words) if one]
    if not part.entries and not words:
        return {}
    return {
        "title": part.title,
        "code": None if part.named is None else snomed(part.named),
        "text": {"status": "additional", "div": narrative(*words)} if words else {},
        "entry": [{"reference": f"urn:uuid:{one['id']}", "type": one["resourceType"]} for one in part.entries],
    }


def _says(signed: Prescription, title: str) -> str:
    content = signed.content
    held = f". {content.held} more await a decision and are not in it" if content.held else ""
    return f"{title} of {content.patient.name}, signed by {content.prescriber.name}{held}"


def _replaces(signed: Prescription, kind: ExportKind) -> list[dict[str, Any]]:
    """The one that it amends, by the identifier that its own export has."""
    if not signed.content.replaces:
        return []
    before = Writing(replace(signed, id=PrescriptionId(signed.content.replaces)))
    target = {"system": URI, "value": before.url(f"composition-{kind}")}
    return [{"code": "replaces", "targetIdentifier": target}]
