"""How long doctors saw their patients, in the database: ``clinic.prescription.sightings.SightingRecords``."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.prescription.case import Sighting
from storage.dialect import upsert
from storage.tables.prescriptions import sightings
from storage.vault import Vault


class SightingTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection

    async def get(self, consultation: ConsultationId) -> Sighting:
        wanted = select(sightings).where(sightings.c.consultation == consultation)
        row = (await self._connection.execute(wanted)).one_or_none()
        return Sighting() if row is None else Sighting(row.seconds, row.attested)

    async def put(self, consultation: ConsultationId, sighting: Sighting, now: float) -> None:
        told = {"seconds": sighting.seconds, "attested": sighting.attested, "changed_at": now}
        putting = upsert(self._connection, sightings).values(consultation=consultation, **told)
        await self._connection.execute(
            putting.on_conflict_do_update(index_elements=[sightings.c.consultation], set_=told)
        )
