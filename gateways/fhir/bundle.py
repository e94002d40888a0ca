"""The two documents: PrescriptionRecord, with one section, and OPConsultRecord, with one for each part of the visit."""

from collections.abc import Sequence

from clinic.prescription.exporting import ExportKind
from clinic.prescription.prescription import Prescription
from gateways.fhir import codes, conditions, document, observations, orders, people
from gateways.fhir.composition import Part, composition
from gateways.fhir.encounter import encounter
from gateways.fhir.medicines import medicines
from gateways.fhir.writing import Resource, Writing, cleaned


def bundle(signed: Prescription, pdf: bytes, kind: ExportKind) -> Resource:
    """Ready for JSON. The same prescription always gives the same. Raises ``ValueError`` for an id that is no UUID."""
    writing = Writing(signed)
    made = _prescription_record(writing, pdf) if kind == "PrescriptionRecord" else _consult_record(writing, pdf)
    version = writing.standing.version
    role = f"bundle-{kind}"
    # A document is never written twice by one identifier: what stands otherwise now is another document.
    named = role if version == "1" else f"{role}-{signed.state.value}"
    return {
        "resourceType": "Bundle",
        "id": writing.id(role),
        "meta": {
            "versionId": version,
            "lastUpdated": writing.changed_at,
            "profile": [f"{codes.NRCES}DocumentBundle"],
        },
        "identifier": {"system": codes.URI, "value": writing.url(named)},
        "type": "document",
        "timestamp": writing.changed_at,
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in made],
    }


def _prescription_record(writing: Writing, pdf: bytes) -> list[Resource]:
    """One section, with medicines and the PDF alone in it."""
    held = [*medicines(writing), document.binary(writing, pdf)]
    first = composition(writing, "PrescriptionRecord", [Part("Prescription record", codes.PRESCRIPTION_RECORD, held)])
    return [first, *_everybody(writing), *conditions.diagnoses(writing), *held]


def _consult_record(writing: Writing, pdf: bytes) -> list[Resource]:
    parts = [*_found(writing), *_ordered(writing), *_added(writing, pdf)]
    told = [one for part in parts for one in part.entries]
    first = composition(writing, "OPConsultRecord", parts)
    return [first, *_everybody(writing), *told, document.binary(writing, pdf)]


def _everybody(writing: Writing) -> list[Resource]:
    return [people.patient(writing), people.practitioner(writing), people.organization(writing), encounter(writing)]


def _found(writing: Writing) -> Sequence[Part]:
    """The diagnoses stand with the complaints: the profile has no section of their own."""
    told = [*conditions.complaint(writing), *conditions.diagnoses(writing)]
    return (
        Part("Chief complaints", codes.COMPLAINTS, told),
        Part("Physical examination", codes.EXAMINATION, list(observations.examination(writing))),
        Part("Allergies", codes.ALLERGIES, list(conditions.allergies(writing))),
        Part("Medical history", codes.HISTORY, list(conditions.history(writing))),
    )


def _ordered(writing: Writing) -> Sequence[Part]:
    booked = list(orders.appointment(writing))
    words = () if booked else (writing.signed.content.follow_up_words,)
    return (
        Part("Investigation advice", codes.INVESTIGATIONS, list(orders.tests(writing))),
        Part("Medications", codes.MEDICATIONS, list(medicines(writing))),
        Part("Follow up", codes.FOLLOW_UP, booked, words),
        Part("Referral", codes.REFERRAL, list(orders.referral(writing))),
    )


def _added(writing: Writing, pdf: bytes) -> Sequence[Part]:
    """The advice last, since the profile is open at its end alone."""
    content = writing.signed.content
    advice = (("", content.advice), ("Diet: ", content.diet), ("If it gets worse: ", content.worse))
    words = [f"{label}{text}" for label, text in advice if cleaned(text)]
    return (
        Part("Other observations", codes.OTHER_OBSERVATIONS, list(observations.others(writing))),
        Part("Document reference", codes.CONSULT_REPORT, [document.document_reference(writing, pdf)]),
        Part("Advice", None, (), words),
    )
