"""What was told before a consultation, in the database: ``clinic.consultation.intakes.IntakeRecords``."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.intake import Authority, Caller, Identity, Intake
from storage.dialect import upsert
from storage.tables.consultation_notes import intakes
from storage.vault import Vault


class IntakeTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def get(self, consultation: ConsultationId) -> Intake | None:
        return (await self.some([consultation])).get(consultation)

    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Intake]:
        if not consultations:
            return {}
        found = await self._connection.execute(select(intakes).where(intakes.c.consultation.in_(consultations)))
        return {
            ConsultationId(row.consultation): _read(self._vault.unseal(row.told, _place(row.consultation)))
            for row in found
        }

    async def put(self, consultation: ConsultationId, intake: Intake, now: float) -> None:
        sealed = self._vault.seal(_written(intake), _place(consultation))
        putting = upsert(self._connection, intakes).values(consultation=consultation, told=sealed, changed_at=now)
        changing = {"told": sealed, "changed_at": now}
        await self._connection.execute(
            putting.on_conflict_do_update(index_elements=[intakes.c.consultation], set_=changing)
        )


def _written(intake: Intake) -> str:
    return json.dumps(asdict(intake), ensure_ascii=False, default=date.isoformat)


def _read(text: str) -> Intake:
    told: dict[str, Any] = json.loads(text)
    caller, symptoms, period = told["caller"], told["symptoms"], told["last_period"]
    caller["adult_identity"] = caller["adult_identity"] and Identity(**caller["adult_identity"])
    caller["authority"] = caller["authority"] and Authority(**caller["authority"])
    told["caller"] = Caller(**caller)
    told["symptoms"] = None if symptoms is None else tuple(symptoms)
    told["last_period"] = period and date.fromisoformat(period)
    return Intake(**told)


def _place(consultation: str) -> str:
    return f"intakes.told:{consultation}"
