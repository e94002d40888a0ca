"""That they met, at a distance."""

from uuid import UUID

from gateways.fhir.codes import ACT_CODE, PRELIMINARY_DIAGNOSIS, URI, snomed
from gateways.fhir.writing import Resource, Writing


def encounter(writing: Writing) -> Resource:
    """Virtual, by whatever mode: class VR of v3 ActCode. Its period is not told: a prescription does not know it."""
    content = writing.signed.content
    return writing.resource(
        "Encounter",
        "encounter",
        "Encounter",
        f"Consultation by {content.by}",
        identifier=[{"system": URI, "value": f"urn:uuid:{UUID(content.consultation)}"}],
        status="finished",
        **{"class": {"system": ACT_CODE, "code": "VR", "display": "virtual"}},
        subject=writing.patient,
        participant=[{"individual": writing.doctor}],
        diagnosis=[
            {
                "condition": writing.reference("Condition", f"diagnosis-{number}", one.title),
                "use": snomed(PRELIMINARY_DIAGNOSIS),
            }
            for number, one in enumerate(content.diagnoses, 1)
        ],
        serviceProvider=writing.reference("Organization", "organization", content.place.name),
    )
