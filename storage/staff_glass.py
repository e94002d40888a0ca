"""Records opened by breaking the glass: ``clinic.staff.break_glass.GlassRecords``."""

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.staff.account import StaffId
from clinic.staff.break_glass import Opening
from storage.tables.staff import glass_openings
from storage.vault import Vault


class GlassTable:
    def __init__(self, connection: AsyncConnection, _: Vault) -> None:
        self._connection = connection

    async def add(self, opening: Opening) -> None:
        row = {
            "id": opening.id,
            "staff": opening.staff,
            "patient": opening.patient,
            "opened_at": opening.opened_at,
            "until": opening.until,
        }
        await self._connection.execute(insert(glass_openings).values(row))

    async def open_until(self, staff: StaffId, patient: str) -> float | None:
        """The latest end of her openings of that record; ``None`` where there was none."""
        hers = (glass_openings.c.staff == staff) & (glass_openings.c.patient == patient)
        latest: float | None = await self._connection.scalar(select(func.max(glass_openings.c.until)).where(hers))
        return latest
