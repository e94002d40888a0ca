"""Signed prescriptions in the database: ``clinic.prescription.ports.PrescriptionRecords``."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import PatientId
from clinic.prescription.coding import content_json, content_of
from clinic.prescription.draft import Draft
from clinic.prescription.lifecycle import State
from clinic.prescription.prescription import Document, Prescription, PrescriptionId
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobId
from storage.prescription_drafts import PrescriptionDraftTable
from storage.tables.prescriptions import prescriptions
from storage.vault import Vault

_NEWEST = (prescriptions.c.signed_at.desc(), prescriptions.c.draft_revision.desc())


class PrescriptionTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self._drafts = PrescriptionDraftTable(connection, vault)

    async def draft(self, consultation: ConsultationId) -> Draft | None:
        return await self._drafts.get(consultation)

    async def save_draft(self, draft: Draft, before: int) -> bool:
        return await self._drafts.save(draft, before)

    async def add(self, signed: Prescription) -> None:
        await self._connection.execute(insert(prescriptions).values(self._row(signed)))

    async def move(self, prescription: Prescription, before: State) -> bool:
        same = (prescriptions.c.id == prescription.id) & (prescriptions.c.state == before)
        moving = (
            update(prescriptions)
            .where(same)
            .values(
                state=prescription.state,
                changed_at=prescription.changed_at,
                replaced_by=prescription.replaced_by,
                cancelled_because=self._sealed(prescription, "cancelled_because", prescription.cancelled_because),
            )
        )
        return (await self._connection.execute(moving)).rowcount == 1

    async def get(self, prescription: PrescriptionId) -> Prescription | None:
        return await self._one(prescriptions.c.id == prescription)

    async def of_document(self, sha256: str) -> Prescription | None:
        return await self._one(prescriptions.c.document_sha256 == sha256)

    async def of_consultation(self, consultation: ConsultationId) -> Sequence[Prescription]:
        wanted = select(prescriptions).where(prescriptions.c.consultation == consultation).order_by(*_NEWEST)
        return [self._prescription(row) for row in await self._connection.execute(wanted)]

    async def of_patients(self, patients: Collection[PatientId], most: int) -> Sequence[Prescription]:
        hers = select(prescriptions).where(prescriptions.c.patient.in_(patients)).order_by(*_NEWEST).limit(most)
        return [self._prescription(row) for row in await self._connection.execute(hers)]

    async def states(self, prescriptions_: Collection[PrescriptionId]) -> Mapping[PrescriptionId, State]:
        wanted = select(prescriptions.c.id, prescriptions.c.state).where(prescriptions.c.id.in_(prescriptions_))
        return {PrescriptionId(row.id): State(row.state) for row in await self._connection.execute(wanted)}

    async def _one(self, which: ColumnElement[bool]) -> Prescription | None:
        row = (await self._connection.execute(select(prescriptions).where(which))).one_or_none()
        return None if row is None else self._prescription(row)

    def _sealed(self, prescription: Prescription, column: str, text: str) -> bytes | None:
        return self._vault.seal(text, _place(column, prescription.id)) if text else None

    def _row(self, signed: Prescription) -> dict[str, Any]:
        return {
            "id": signed.id,
            "consultation": signed.consultation,
            "draft_revision": signed.draft_revision,
            "patient": signed.patient,
            "doctor": signed.doctor,
            "facility": signed.facility,
            "state": signed.state,
            "content": self._sealed(signed, "content", content_json(signed.content)),
            "sha256": signed.sha256,
            "qr": self._sealed(signed, "qr", signed.qr),
            "blob": signed.document.blob,
            "document_sha256": signed.document.sha256,
            "document_size": signed.document.size,
            "signed_at": signed.signed_at,
            "changed_at": signed.changed_at,
            "replaced_by": signed.replaced_by,
            "cancelled_because": self._sealed(signed, "cancelled_because", signed.cancelled_because),
        }

    def _prescription(self, row: Row[Any]) -> Prescription:
        because = row.cancelled_because
        return Prescription(
            id=PrescriptionId(row.id),
            consultation=ConsultationId(row.consultation),
            patient=PatientId(row.patient),
            doctor=StaffId(row.doctor),
            facility=row.facility,
            state=State(row.state),
            content=content_of(self._vault.unseal(row.content, _place("content", row.id))),
            sha256=row.sha256,
            qr=self._vault.unseal(row.qr, _place("qr", row.id)),
            document=Document(BlobId(row.blob), row.document_sha256, row.document_size),
            signed_at=row.signed_at,
            changed_at=row.changed_at,
            draft_revision=row.draft_revision,
            replaced_by=None if row.replaced_by is None else PrescriptionId(row.replaced_by),
            cancelled_because=self._vault.unseal(because, _place("cancelled_because", row.id)) if because else "",
        )


def _place(column: str, prescription: str) -> str:
    return f"prescriptions.{column}:{prescription}"
