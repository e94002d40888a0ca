"""What all resources of a bundle share: ids that follow from the prescription's, times, references, narratives."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID, uuid5

from clinic.patients.patient import INDIAN_TIME
from clinic.prescription.prescription import Prescription
from gateways.fhir.codes import NRCES

Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Writing:
    """Of one prescription: the same one always gives the same ids and times."""

    signed: Prescription

    def id(self, role: str) -> str:
        return str(uuid5(UUID(self.signed.id), role))

    def url(self, role: str) -> str:
        return f"urn:uuid:{self.id(role)}"

    def reference(self, kind: str, role: str, display: str = "") -> dict[str, str]:
        told = {"reference": self.url(role), "type": kind}
        return told | ({"display": display} if display else {})

    @property
    def at(self) -> str:
        """RFC 3339, in India."""
        return datetime.fromtimestamp(int(self.signed.signed_at), INDIAN_TIME).isoformat()

    def resource(self, kind: str, role: str, profile: str, says: str, **fields: Any) -> Resource:
        """``says``: the narrative, plain text. Fields that are empty are left out, as FHIR wants (ele-1)."""
        told = {
            "resourceType": kind,
            "id": self.id(role),
            "meta": {"profile": [f"{NRCES}{profile}"]},
            "text": {"status": "generated", "div": narrative(says)},
        }
        return told | {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def narrative(text: str) -> str:
    """XHTML in which markup stays text, and what XML cannot hold is left out."""
    shown = "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 0x20)
    return f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(shown, quote=False) or "-"}</p></div>'
