"""A signed prescription with something of everything, and its exports."""

from typing import Any

from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import PatientId
from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing
from clinic.prescription.exporting import ExportKind
from clinic.prescription.lifecycle import State
from clinic.prescription.line import Vitals
from clinic.prescription.prescription import Document, Prescription, PrescriptionId
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobId
from gateways.fhir.bundle import bundle
from tests.unit.clinic.prescription.builders import content, line
from tests.unit.gateways.fhir.reading import Resource, resources

PDF = b"%PDF-1.7 of a test"
SIGNED_AT = "2025-11-27T05:03:20+05:30"
FULL = content(
    history="Diabetes",
    observations="Throat red",
    investigations="Haemoglobin",
    referral="Pune district hospital",
    follow_up_words="If the fever stays",
    allergies="Penicillin",
    diet="Less salt",
    worse="Breathless at rest",
    vitals=Vitals(54.5, 160.0, 38.2, 90, 130, 80, 97, 140),
    lines=(
        line(),
        line("ibuprofen", 2, dosing=Dosing("sos", sos_amount=1.0, most_a_day=3, days=3), instructions="With food"),
        line("albendazole", 3, dosing=Dosing("once", amounts=(0.0, 0.0, 0.0, 1.0))),
        line("metformin", 4, dosing=Dosing(amounts=(2.0, 0.0, 1.0, 0.0), days=30)),
    ),
)


def signed(of: Content = FULL, state: State = State.SIGNED) -> Prescription:
    return Prescription(
        id=PrescriptionId(of.id),
        consultation=ConsultationId(of.consultation),
        patient=PatientId(of.patient.id),
        doctor=StaffId(of.prescriber.id),
        facility=of.place.id,
        state=state,
        content=of,
        sha256="0" * 64,
        qr="https://clinic.example/verify/#x",
        document=Document(BlobId("b" * 32), "0" * 64, len(PDF)),
        signed_at=of.signed_at,
        changed_at=of.signed_at + (0 if state is State.SIGNED else 3600),
        draft_revision=1,
    )


def exported(kind: ExportKind = "OPConsultRecord", of: Content = FULL, state: State = State.SIGNED) -> Resource:
    return bundle(signed(of, state), PDF, kind)


def of_type(resource_type: str, kind: ExportKind = "OPConsultRecord", **changes: Any) -> list[Resource]:
    """Of the export of a small prescription with these changes."""
    return resources(exported(kind, content(**changes)), resource_type)
