"""Templates of prescriptions, in the database: ``clinic.prescription.templates.TemplateRecords``."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.prescription.coding import lines_json, lines_of
from clinic.prescription.templates import Template, TemplateId
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.prescriptions import prescription_templates as templates
from storage.vault import Vault


class PrescriptionTemplateTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def of(self, doctor: StaffId) -> Sequence[Template]:
        hers = select(templates).where(templates.c.doctor == doctor).order_by(templates.c.place)
        return [self._template(row) for row in await self._connection.execute(hers)]

    async def add(self, template: Template) -> bool:
        adding = upsert(self._connection, templates).values(self._row(template)).on_conflict_do_nothing()
        return (await self._connection.execute(adding)).rowcount == 1

    async def remove(self, template: TemplateId) -> None:
        await self._connection.execute(delete(templates).where(templates.c.id == template))

    def _row(self, template: Template) -> dict[str, Any]:
        told = {"name": template.name, "lines": lines_json(template.lines), "diet": template.diet}
        return {
            "id": template.id,
            "doctor": template.doctor,
            "place": template.place,
            "kind": template.kind,
            "written": self._vault.seal(json.dumps(told, ensure_ascii=False), _place(template.id)),
            "changed_at": template.changed_at,
        }

    def _template(self, row: Row[Any]) -> Template:
        told = json.loads(self._vault.unseal(row.written, _place(row.id)))
        return Template(
            id=TemplateId(row.id),
            doctor=StaffId(row.doctor),
            place=row.place,
            kind=row.kind,
            name=told["name"],
            lines=lines_of(told["lines"]),
            diet=told["diet"],
            changed_at=row.changed_at,
        )


def _place(template: str) -> str:
    return f"prescription_templates.written:{template}"
