"""Notes of consultations, in the database: ``clinic.consultation.notes.NoteRecords``."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.lifecycle import State
from clinic.consultation.note import Note, Signature, as_json, from_json
from clinic.consultation.notes import OVER_UNSIGNED, Sheet
from clinic.patients.patient import PatientId
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.clinics import clinics
from storage.tables.consultation_notes import notes
from storage.tables.consultations import consultations
from storage.vault import Vault

# Named apart from the consultation's own columns.
_NOTE = [column.label(f"note_{column.name}") for column in notes.columns]
_SHEET = (
    select(
        consultations.c.id,
        consultations.c.patient,
        consultations.c.doctor,
        consultations.c.state,
        clinics.c.facility,
        *_NOTE,
    )
    .join_from(consultations, clinics, clinics.c.id == consultations.c.clinic)
    .outerjoin(notes, notes.c.consultation == consultations.c.id)
    .where(consultations.c.id == bindparam("of_consultation"))
)


class NoteTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def sheet(self, consultation: ConsultationId) -> Sheet | None:
        row = (await self._connection.execute(_SHEET, {"of_consultation": consultation})).one_or_none()
        if row is None:
            return None
        doctor = None if row.doctor is None else StaffId(row.doctor)
        note = None if row.note_consultation is None else self._note(row)
        return Sheet(ConsultationId(row.id), PatientId(row.patient), doctor, State(row.state), row.facility, note)

    async def get(self, consultation: ConsultationId) -> Note | None:
        return (await self.some([consultation])).get(consultation)

    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Note]:
        if not consultations:
            return {}
        found = await self._connection.execute(select(*_NOTE).where(notes.c.consultation.in_(consultations)))
        return {ConsultationId(row.note_consultation): self._note(row) for row in found}

    async def save(self, note: Note, before: int) -> bool:
        row = self._row(note)
        if before == 0:
            adding = upsert(self._connection, notes).on_conflict_do_nothing()
            return (await self._connection.execute(adding, row)).rowcount == 1
        same = (notes.c.consultation == note.consultation) & (notes.c.revision == before)
        saving = update(notes).where(same, notes.c.signed_at.is_(None))
        return (await self._connection.execute(saving, row)).rowcount == 1

    async def unsigned(self, ended_after: float, ended_before: float) -> Mapping[StaffId, int]:
        left = consultations.c.signed_at.is_(None) & consultations.c.state.in_(OVER_UNSIGNED)
        ended = consultations.c.ended_at.between(ended_after, ended_before) & consultations.c.doctor.is_not(None)
        counted = select(consultations.c.doctor, func.count()).where(left, ended).group_by(consultations.c.doctor)
        return {StaffId(row[0]): row[1] for row in await self._connection.execute(counted)}

    def _row(self, note: Note) -> dict[str, Any]:
        written = json.dumps(as_json(note.fields), ensure_ascii=False)
        signature = note.signature
        return {
            "consultation": note.consultation,
            "doctor": note.doctor,
            "revision": note.revision,
            "written": self._vault.seal(written, _place(note.consultation)),
            "touched": dict(note.touched),
            "saved_at": note.saved_at,
            "audited_at": note.audited_at,
            "signed_at": signature and signature.at,
            "signed_by": signature and signature.by,
            "identifiers": signature and list(signature.identifiers),
            "sha256": signature and signature.sha256,
        }

    def _note(self, row: Row[Any]) -> Note:
        written = self._vault.unseal(row.note_written, _place(row.note_consultation))
        return Note(
            consultation=ConsultationId(row.note_consultation),
            doctor=StaffId(row.note_doctor),
            revision=row.note_revision,
            fields=from_json(json.loads(written)),
            touched=row.note_touched,
            saved_at=row.note_saved_at,
            audited_at=row.note_audited_at,
            signature=_signature(row),
        )


def _signature(row: Row[Any]) -> Signature | None:
    if row.note_signed_at is None:
        return None
    return Signature(row.note_signed_at, StaffId(row.note_signed_by), tuple(row.note_identifiers), row.note_sha256)


def _place(consultation: str) -> str:
    return f"notes.written:{consultation}"
