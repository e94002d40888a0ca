"""The picture of a doctor's signature, which is printed on what she signs. It proves nothing: the seal does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.consultation.files import claimed
from clinic.ports import Store
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobId
from clinic.uploads.ports import Claims
from clinic.uploads.upload import UploadId


@dataclass(frozen=True, slots=True)
class Signature:
    """``size`` in bytes; ``changed_at``: seconds since 1970 UTC."""

    blob: BlobId
    media_type: str
    size: int
    changed_at: float


class SignatureRecords(Protocol):
    async def get(self, staff: StaffId) -> Signature | None: ...

    async def put(self, staff: StaffId, signature: Signature) -> None: ...

    async def remove(self, staff: StaffId) -> None: ...


class Blobs(Claims, Protocol):
    async def give_up(self, blobs: Sequence[BlobId]) -> None: ...


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def doctor_signatures(self) -> SignatureRecords: ...
    @property
    def uploads(self) -> Blobs: ...


class Signatures:
    """Each doctor's own. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def of(self, doctor: StaffId) -> Signature | None:
        async with self._store.glancing() as records:
            return await records.doctor_signatures.get(doctor)

    async def put(self, upload: UploadId, actor: Actor) -> Signature:
        """In place of the one before. Raises ``Refusal`` upload_unknown."""
        now, doctor = self._wall_clock(), StaffId(actor.id)
        async with self._store.writing() as records:
            before = await records.doctor_signatures.get(doctor)
            if before is not None and before.blob == BlobId(upload):
                return before
            stored = await claimed(records.uploads, upload, "signature", actor, now)
            after = Signature(stored.blob, stored.media_type, stored.size, now)
            await records.doctor_signatures.put(doctor, after)
            await records.uploads.give_up([] if before is None else [before.blob])
            await records.audit.append(Event("staff.signature_changed", actor, f"staff:{doctor}"))
        return after

    async def remove(self, actor: Actor) -> None:
        """One that is not there is ignored."""
        doctor = StaffId(actor.id)
        async with self._store.writing() as records:
            before = await records.doctor_signatures.get(doctor)
            if before is None:
                return
            await records.doctor_signatures.remove(doctor)
            await records.uploads.give_up([before.blob])
            await records.audit.append(Event("staff.signature_removed", actor, f"staff:{doctor}"))
