"""Prescriptions that are being written: a part of ``clinic.prescription.ports.PrescriptionRecords``."""

import json
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.prescription.coding import fields_json, fields_of
from clinic.prescription.draft import Draft
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.prescriptions import prescription_drafts as drafts
from storage.vault import Vault


class PrescriptionDraftTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def get(self, consultation: ConsultationId) -> Draft | None:
        wanted = select(drafts).where(drafts.c.consultation == consultation)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else self._draft(row)

    async def save(self, draft: Draft, before: int) -> bool:
        """``False``, and nothing is kept, where it is not any more in the revision ``before`` (0: there is none)."""
        row = self._row(draft)
        if before == 0:
            adding = upsert(self._connection, drafts).on_conflict_do_nothing()
            return (await self._connection.execute(adding, row)).rowcount == 1
        same = (drafts.c.consultation == draft.consultation) & (drafts.c.revision == before)
        return (await self._connection.execute(update(drafts).where(same).values(row))).rowcount == 1

    def _row(self, draft: Draft) -> dict[str, Any]:
        written = json.dumps({"fields": fields_json(draft.fields), "reason": draft.reason}, ensure_ascii=False)
        return {
            "consultation": draft.consultation,
            "doctor": draft.doctor,
            "revision": draft.revision,
            "written": self._vault.seal(written, _place(draft.consultation)),
            "touched": dict(draft.touched),
            "saved_at": draft.saved_at,
            "audited_at": draft.audited_at,
            "amends": draft.amends,
        }

    def _draft(self, row: Row[Any]) -> Draft:
        written = json.loads(self._vault.unseal(row.written, _place(row.consultation)))
        return Draft(
            consultation=ConsultationId(row.consultation),
            doctor=StaffId(row.doctor),
            revision=row.revision,
            fields=fields_of(written["fields"]),
            touched=row.touched,
            saved_at=row.saved_at,
            audited_at=row.audited_at,
            amends=row.amends,
            reason=written["reason"],
        )


def _place(consultation: str) -> str:
    return f"prescription_drafts.written:{consultation}"
