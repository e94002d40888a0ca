"""What prescriptions need of the edge: where they are kept, who makes their documents, who signs their summaries."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import PatientId
from clinic.prescription.content import Content
from clinic.prescription.draft import Draft
from clinic.prescription.lifecycle import State
from clinic.prescription.prescription import Prescription, PrescriptionId


class Documents(Protocol):
    async def make(self, content: Content, qr: str, signature: bytes | None) -> bytes:
        """The sealed PDF. ``qr``: the address for its QR code. ``signature``: the doctor's picture (PNG or JPEG)."""


class Summaries(Protocol):
    def address(self, content: Content) -> str:
        """The address whose fragment is the signed summary, for the QR code."""


class PrescriptionRecords(Protocol):
    async def draft(self, consultation: ConsultationId) -> Draft | None: ...

    async def save_draft(self, draft: Draft, before: int) -> bool:
        """``False``, and nothing is kept, where it is not any more in the revision ``before`` (0: there is none)."""

    async def add(self, signed: Prescription) -> None: ...

    async def move(self, prescription: Prescription, before: State) -> bool:
        """Writes its state and what goes with it; ``False`` where it was not in the state ``before``."""

    async def get(self, prescription: PrescriptionId) -> Prescription | None: ...

    async def of_document(self, sha256: str) -> Prescription | None:
        """By the SHA-256 of the PDF's bytes, in hex."""

    async def of_consultation(self, consultation: ConsultationId) -> Sequence[Prescription]:
        """The newest first."""

    async def of_patients(self, patients: Collection[PatientId], most: int) -> Sequence[Prescription]:
        """The newest first."""

    async def states(self, prescriptions: Collection[PrescriptionId]) -> Mapping[PrescriptionId, State]: ...
