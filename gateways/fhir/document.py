"""The sealed PDF itself."""

from base64 import b64encode

from gateways.fhir.codes import PRESCRIPTION_RECORD, snomed
from gateways.fhir.writing import Resource, Writing

PDF = "application/pdf"


def binary(writing: Writing, pdf: bytes) -> Resource:
    told = writing.resource("Binary", "document", "Binary", "", contentType=PDF, data=b64encode(pdf).decode())
    del told["text"]  # a Binary is no DomainResource: it has no narrative
    return told


def document_reference(writing: Writing, pdf: bytes) -> Resource:
    """An OPConsultRecord has no section for a Binary. The profile wants the data here, and it is the Binary's."""
    attachment = {
        "contentType": PDF,
        "data": b64encode(pdf).decode(),
        "url": writing.url("document"),
        "title": "Prescription",
        "creation": writing.at,
    }
    return writing.resource(
        "DocumentReference",
        "document-reference",
        "DocumentReference",
        "The prescription as a PDF",
        status=writing.standing.document,
        docStatus=writing.standing.composition,
        type=snomed(PRESCRIPTION_RECORD),
        subject=writing.patient,
        date=writing.at,
        author=[writing.doctor],
        content=[{"attachment": attachment}],
        context={"encounter": [writing.encounter]},
    )
