"""The two documents: PrescriptionRecord, with one section, and OPConsultRecord, with one for each part of the visit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clinic.prescription.exporting import ExportKind
from clinic.prescription.lifecycle import State
from clinic.prescription.prescription import Prescription, PrescriptionId
from gateways.fhir import codes, findings, orders, people
from gateways.fhir.writing import Resource, Writing

STATUS = {State.SIGNED: "final", State.SUPERSEDED: "final", State.CANCELLED: "entered-in-error"}
Section = dict[str, Any]


def bundle(signed: Prescription, pdf: bytes, kind: ExportKind) -> Resource:
    """Ready for JSON. The same prescription always gives the same."""
    writing = Writing(signed)
    made = _prescription_record(writing, pdf) if kind == "PrescriptionRecord" else _consult_record(writing, pdf)
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in made]
    return {
        "resourceType": "Bundle",
        "id": writing.id(f"bundle-{kind}"),
        "meta": {
            "versionId": "1",
            "lastUpdated": writing.at,
            "profile": [f"{codes.NRCES}DocumentBundle"],
        },
        "identifier": {"system": codes.URI, "value": writing.url(f"bundle-{kind}")},
        "type": "document",
        "timestamp": writing.at,
        "entry": entries,
    }


def _prescription_record(writing: Writing, pdf: bytes) -> list[Resource]:
    """One section, with medicines and the PDF alone in it."""
    medicines, document = list(orders.medicines(writing)), orders.binary(writing, pdf)
    named = codes.PRESCRIPTION_RECORD
    sections = [_section("Prescription record", named, [*medicines, document])]
    composition = _composition(writing, "PrescriptionRecord", "Prescription record", named, sections)
    return [composition, *_people(writing), *findings.diagnoses(writing), *medicines, document]


def _consult_record(writing: Writing, pdf: bytes) -> list[Resource]:
    parts: Sequence[tuple[str, tuple[str, str], list[Resource]]] = (
        ("Chief complaints", codes.COMPLAINTS, [*findings.complaint(writing), *findings.diagnoses(writing)]),
        ("Physical examination", codes.EXAMINATION, list(findings.observations(writing))),
        ("Allergies", codes.ALLERGIES, list(findings.allergies(writing))),
        ("Medical history", codes.HISTORY, list(findings.history(writing))),
        ("Investigation advice", codes.INVESTIGATIONS, list(orders.tests(writing))),
        ("Medications", codes.MEDICATIONS, list(orders.medicines(writing))),
        ("Follow up", codes.FOLLOW_UP, list(orders.appointment(writing))),
        ("Referral", codes.REFERRAL, list(orders.referral(writing))),
        ("Document reference", codes.CONSULT_REPORT, [orders.document_reference(writing)]),
    )
    sections = [_section(title, named, entries) for title, named, entries in parts if entries]
    title = "OP consultation record"
    composition = _composition(writing, "OPConsultRecord", title, codes.CONSULT_REPORT, sections)
    told = [one for _, _, entries in parts for one in entries]
    return [composition, *_people(writing), *told, orders.binary(writing, pdf)]


def _people(writing: Writing) -> list[Resource]:
    return [
        people.patient(writing),
        people.practitioner(writing),
        people.organization(writing),
        people.encounter(writing),
    ]


def _composition(
    writing: Writing, profile: str, title: str, named: tuple[str, str], sections: list[Section]
) -> Resource:
    signed = writing.signed
    composition = writing.resource(
        "Composition",
        f"composition-{profile}",
        profile,
        f"{title} of {signed.content.patient.name}, signed by {signed.content.prescriber.name}",
        language="en-IN",
        identifier={"system": codes.URI, "value": writing.url(f"composition-{profile}")},
        status=STATUS[signed.state],
        type=codes.snomed(named),
        subject=writing.reference("Patient", "patient", signed.content.patient.name),
        encounter=writing.reference("Encounter", "encounter"),
        date=writing.at,
        author=[writing.reference("Practitioner", "practitioner", signed.content.prescriber.name)],
        title=title,
        custodian=writing.reference("Organization", "organization", signed.content.place.name),
        section=sections,
    )
    return composition | _replaces(signed, profile)


def _replaces(signed: Prescription, profile: str) -> dict[str, Any]:
    """The one that it amends, by the identifier that its own export has."""
    if not signed.content.replaces:
        return {}
    before = Writing(replace(signed, id=PrescriptionId(signed.content.replaces)))
    target = {"system": codes.URI, "value": before.url(f"composition-{profile}")}
    return {"relatesTo": [{"code": "replaces", "targetIdentifier": target}]}


def _section(title: str, named: tuple[str, str], entries: Sequence[Resource]) -> Section:
    references = [{"reference": f"urn:uuid:{one['id']}", "type": one["resourceType"]} for one in entries]
    return {"title": title, "code": codes.snomed(named), "entry": references}
