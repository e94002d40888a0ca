"""For a chemist who asks: whether a prescription still stands, and whether a PDF is as it was sealed.

Where it stands is told only to who holds the signature that stands in its QR code: ids alone open nothing.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from clinic.patients.patient import is_id
from clinic.ports import Store
from clinic.prescription.lifecycle import State
from clinic.prescription.ports import PrescriptionRecords
from clinic.prescription.prescription import Prescription, PrescriptionId
from clinic.prescription.summary.keys import KeyRing
from clinic.prescription.summary.signed import signature_of

Standing = Literal["signed", "replaced", "cancelled", "unknown"]
SealState = Literal["authentic", "altered", "foreign", "none"]
_STANDINGS: Mapping[State, Standing] = {
    State.SIGNED: "signed",
    State.SUPERSEDED: "replaced",
    State.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Seal:
    """``is_development``: by a key made for development. Anybody can make one like it, so it proves nothing."""

    state: SealState
    is_development: bool = False


class SealCheck(Protocol):
    async def __call__(self, pdf: bytes) -> Seal:
        """Whether our seal is on it, unbroken, over all of it."""


class Records(Protocol):
    @property
    def prescriptions(self) -> PrescriptionRecords: ...


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """``id``: only of one that is authentic and ours."""

    seal: Seal
    standing: Standing
    id: PrescriptionId | None


class Verifying:
    def __init__(self, store: Store[Records], ring: KeyRing, check_seal: SealCheck) -> None:
        self.ring = ring
        self._store = store
        self._check_seal = check_seal

    async def standing(self, prescription: str, signature: bytes) -> Standing:
        """``signature``: of its QR code, 64 bytes."""
        if not is_id(prescription):
            return "unknown"
        async with self._store.glancing() as records:
            found = await records.prescriptions.get(PrescriptionId(prescription))
        if found is None or not hmac.compare_digest(signature_of(found.qr), signature):
            return "unknown"
        return _standing(found)

    async def document(self, pdf: bytes) -> CheckedDocument:
        """Whoever has the file has all that is told of it.

        What is kept here byte for byte is ours, whoever's seal is the present one.
        """
        seal = await self._check_seal(pdf)
        async with self._store.glancing() as records:
            found = await records.prescriptions.of_document(hashlib.sha256(pdf).hexdigest())
        if found is None:
            return CheckedDocument(seal, "unknown", None)
        return CheckedDocument(replace(seal, state="authentic"), _standing(found), found.id)


def _standing(found: Prescription) -> Standing:
    return _STANDINGS.get(found.state, "unknown")
