"""Bundles as JSON: ``clinic.prescription.exporting.Exporter``."""

import asyncio
import json

from clinic.prescription.exporting import ExportKind
from clinic.prescription.prescription import Prescription
from gateways.fhir.bundle import bundle


class FhirExporter:
    async def export(self, signed: Prescription, pdf: bytes, kind: ExportKind) -> bytes:
        """Read once by ``fhir.resources`` before it leaves, in a thread: its models take half a second to load."""
        return await asyncio.to_thread(as_json, signed, pdf, kind)


def as_json(signed: Prescription, pdf: bytes, kind: ExportKind) -> bytes:
    """In UTF-8. Raises ``pydantic.ValidationError`` for what FHIR R4 does not allow."""
    from fhir.resources.R4B.bundle import Bundle

    made = bundle(signed, pdf, kind)
    Bundle.model_validate(made)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
