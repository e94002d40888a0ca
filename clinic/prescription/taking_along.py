"""What was signed for a patient, for her to take along: ready for JSON, times in RFC 3339."""

import json
from typing import Any

from clinic.patients.patient import written
from clinic.prescription.coding import content_json
from clinic.prescription.prescription import Prescription


def told(one: Prescription) -> dict[str, Any]:
    """Its document is to be had where prescriptions are shown."""
    return {
        "id": one.id,
        "state": one.state.value,
        "signed_at": written(one.signed_at),
        "replaced_by": one.replaced_by,
        "cancelled_because": one.cancelled_because,
        "sha256": one.sha256,
        "document_sha256": one.document.sha256,
        "says": json.loads(content_json(one.content)),
    }
