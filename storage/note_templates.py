"""Templates of notes, in the database: ``clinic.consultation.templates.TemplateRecords``."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.note import as_json, from_json
from clinic.consultation.templates import Template, TemplateId
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.consultation_notes import note_templates
from storage.vault import Vault


class TemplateTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def of(self, doctor: StaffId) -> Sequence[Template]:
        hers = select(note_templates).where(note_templates.c.doctor == doctor).order_by(note_templates.c.place)
        return [self._template(row) for row in await self._connection.execute(hers)]

    async def add(self, template: Template) -> bool:
        adding = upsert(self._connection, note_templates).values(self._row(template)).on_conflict_do_nothing()
        return (await self._connection.execute(adding)).rowcount == 1

    async def change(self, template: Template) -> None:
        changing = update(note_templates).where(note_templates.c.id == template.id)
        await self._connection.execute(changing.values(self._row(template)))

    async def remove(self, template: TemplateId) -> None:
        await self._connection.execute(delete(note_templates).where(note_templates.c.id == template))

    def _row(self, template: Template) -> dict[str, Any]:
        written = json.dumps({"name": template.name, "fields": as_json(template.fields)}, ensure_ascii=False)
        return {
            "id": template.id,
            "doctor": template.doctor,
            "place": template.place,
            "written": self._vault.seal(written, _place(template.id)),
            "changed_at": template.changed_at,
        }

    def _template(self, row: Row[Any]) -> Template:
        told = json.loads(self._vault.unseal(row.written, _place(row.id)))
        fields = from_json(told["fields"])
        return Template(TemplateId(row.id), StaffId(row.doctor), row.place, told["name"], row.changed_at, fields)


def _place(template: str) -> str:
    return f"note_templates.written:{template}"
