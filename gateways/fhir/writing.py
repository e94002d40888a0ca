"""What all resources of a bundle share: ids that follow from the prescription's, times, references, narratives."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import UUID, uuid5

from clinic.patients.patient import INDIAN_TIME
from clinic.prescription.prescription import Prescription
from gateways.fhir.codes import NRCES
from gateways.fhir.standing import STANDINGS, Standing

Resource = dict[str, Any]
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What neither a string of FHIR nor XML 1.0 can hold."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Of one prescription: the same one always gives the same ids and times."""

    signed: Prescription

    def id(self, role: str) -> str:
        return str(uuid5(UUID(self.signed.id), role))

    def url(self, role: str) -> str:
        return f"urn:uuid:{self.id(role)}"

    def reference(self, kind: str, role: str, display: str = "") -> dict[str, str]:
        return {"reference": self.url(role), "type": kind, "display": display}

    @property
    def patient(self) -> dict[str, str]:
        return self.reference("Patient", "patient", self.signed.content.patient.name)

    @property
    def doctor(self) -> dict[str, str]:
        return self.reference("Practitioner", "practitioner", self.signed.content.prescriber.name)

    @property
    def encounter(self) -> dict[str, str]:
        return self.reference("Encounter", "encounter")

    @property
    def standing(self) -> Standing:
        return STANDINGS[self.signed.state]

    @property
    def at(self) -> str:
        """When it was signed: RFC 3339, in India."""
        return _instant(self.signed.signed_at)

    @property
    def changed_at(self) -> str:
        """When it came to stand as it does."""
        return self.at if self.standing.version == "1" else _instant(self.signed.changed_at)

    def resource(self, kind: str, role: str, profile: str, says: str, **fields: Any) -> Resource:
        """``says``: the narrative, plain text. Fields that are empty are left out."""
        told = {
            "resourceType": kind,
            "id": self.id(role),
            "meta": {"profile": [f"{NRCES}{profile}"]},
            "text": {"status": "generated", "div": narrative(says)},
        }
        return told | dict(cleaned(fields))


def narrative(*paragraphs: str) -> str:
    """XHTML in which markup stays text."""
    shown = [escape(one, quote=False) for one in map(cleaned, paragraphs) if one] or ["-"]
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{"".join(f"<p>{one}</p>" for one in shown)}</div>'


def cleaned(told: Any) -> Any:
    """What FHIR can hold: no control characters in a string, and nothing that is empty (ele-1)."""
    if isinstance(told, str):
        kept = _FORBIDDEN.sub("", told)
        return kept if kept.strip() else ""
    if isinstance(told, dict):
        return {name: one for name, one in zip(told, map(cleaned, told.values()), strict=True) if not _is_empty(one)}
    if isinstance(told, list):
        return [one for one in map(cleaned, told) if not _is_empty(one)]
    return told


def _is_empty(told: Any) -> bool:
    return told is None or (isinstance(told, str | dict | list) and not told)


def _instant(at: float) -> str:
    return datetime.fromtimestamp(int(at), INDIAN_TIME).isoformat()
