"""A prescription that was signed: what it says, and its document. Neither is ever changed."""

from dataclasses import dataclass
from typing import NewType

from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import PatientId
from clinic.prescription.content import Content
from clinic.prescription.lifecycle import State
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobId

PrescriptionId = NewType("PrescriptionId", str)


@dataclass(frozen=True, slots=True)
class Document:
    """The sealed PDF. ``sha256`` of its bytes and ``size`` in bytes; ``blob``: where it is kept, encrypted."""

    blob: BlobId
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Prescription:
    """``sha256``: of ``content`` in canonical JSON, in hex. ``qr``: the whole address that its QR code holds.

    ``state`` alone moves: SIGNED, SUPERSEDED or CANCELLED (``changed_at``, seconds since 1970 UTC). ``replaced_by``:
    the one that took its place. ``draft_revision``: of the draft that it was signed from.
    """

    id: PrescriptionId
    consultation: ConsultationId
    patient: PatientId
    doctor: StaffId
    facility: str
    state: State
    content: Content
    sha256: str
    qr: str
    document: Document
    signed_at: float
    changed_at: float
    draft_revision: int
    replaced_by: PrescriptionId | None = None
    cancelled_because: str = ""
