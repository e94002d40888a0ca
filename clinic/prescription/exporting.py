"""Prescriptions for other systems."""

from typing import Literal, Protocol, get_args

from clinic.prescription.prescription import Prescription

ExportKind = Literal["PrescriptionRecord", "OPConsultRecord"]
EXPORT_KINDS: tuple[ExportKind, ...] = get_args(ExportKind)
MEDIA_TYPE = "application/fhir+json"


class Exporter(Protocol):
    async def export(self, signed: Prescription, pdf: bytes, kind: ExportKind) -> bytes:
        """An ABDM document bundle (FHIR R4), as JSON in UTF-8. ``pdf``: the sealed document."""
