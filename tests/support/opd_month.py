"""A month of online clinics, written into the database of a server that runs: one large, one small, one hardly used."""

import random
import time
from dataclasses import dataclass

from sqlalchemy import insert

from clinic.opd.clinic import Clinic, ClinicId, Duty, DutyState
from clinic.opd.hours import Hours
from clinic.patients.patient import new_id
from clinic.staff.account import StaffId
from clinic.statistics.counts import midnight
from storage.store import Store
from storage.tables.consultations import consultation_events, consultations
from storage.tables.waiting_times import wait_estimates
from tests.support.clinic_store import store_of
from tests.support.opd_api import MAHARASHTRA, employed_doctor, hub
from tests.support.server import Server
from tests.unit.clinic.statistics.days import consultation, estimate, event

DAY_SECONDS = 86_400.0
NAMES = {"large": "General OPD, Pune", "small": "Women and children, Baramati", "tiny": "Skin, Velhe"}
A_DAY = {"large": 90, "small": 24, "tiny": 0.3}


@dataclass(frozen=True, slots=True)
class Month:
    """``facility``: at which they stand. ``clinics``: their ids, by size."""

    facility: str
    clinics: dict[str, ClinicId]


async def month_of(server: Server, days: int = 30) -> Month:
    """Until now, this day included."""
    async with store_of(server) as store:
        facility = await hub(store, time.time)
        clinics = {size: await _clinic(store, facility, name) for size, name in NAMES.items()}
        doctors = [await _doctor(store, facility, clinics["large"], spoken) for spoken in (("hi", "mr"), ("hi",))]
        draw = random.Random(5)
        for size, clinic in clinics.items():
            for day in range(days):
                await _day(store, draw, clinic, doctors, A_DAY[size], day)
    return Month(facility, clinics)


async def _clinic(store: Store, facility: str, name: str) -> ClinicId:
    clinic = Clinic(
        ClinicId(new_id()), facility, MAHARASHTRA, "General medicine", name, ("hi",), Hours(()), 500, 600, 90
    )
    async with store.writing() as records:
        await records.clinics.add(clinic)
    return clinic.id


async def _doctor(store: Store, facility: str, clinic: ClinicId, spoken: tuple[str, ...]) -> StaffId:
    staff, _, _ = await employed_doctor(store, facility, spoken, "female", time.time())
    async with store.writing() as records:
        duty = Duty(StaffId(staff), clinic, DutyState.ON, time.time(), time.time(), spoken, "female")
        await records.duties.put(duty)
    return StaffId(staff)


async def _day(
    store: Store, draw: random.Random, clinic: ClinicId, doctors: list[StaffId], count: float, ago: int
) -> None:
    """``ago``: days. Of this day as much as there was, and at the least half an hour."""
    begins = midnight(time.time()) - ago * DAY_SECONDS
    length = 8 * 3600.0 if ago else max(1800.0, min(time.time() - 1200.0 - begins, 17 * 3600.0))
    since = begins + (9 * 3600.0 if ago or length > 9 * 3600.0 else 0.0)
    length = length if ago or since == begins else length - 9 * 3600.0
    many = int(count) + (draw.random() < count % 1)
    rows = [
        consultation(
            since + draw.betavariate(2, 2.5) * length,
            clinic,
            id=new_id(),
            mobile=new_id(),
            state=draw.choices(["closed", "no_show", "withdrawn"], [88, 7, 5])[0],
            doctor=draw.choice(doctors),
            language=draw.choice(["hi", "mr"]),
            mode=draw.choices(["video", "telephone"], [4, 1])[0],
            waited=draw.gammavariate(3, 6),
            lasted=draw.gammavariate(6, 1),
        )
        for _ in range(many)
    ]
    if rows:
        await _written(store, draw, rows)


async def _written(store: Store, draw: random.Random, rows: list[dict[str, object]]) -> None:
    breaks = [event(row["ended_at"], "resume", row, "interrupted", "in_progress", broken=25.0) for row in rows[::4]]  # type: ignore[arg-type]
    told = [estimate(row, 6, 16, 30 + draw.randrange(4)) for row in rows]
    async with store.database.writing() as connection:
        await connection.execute(insert(consultations), rows)
        await connection.execute(insert(consultation_events), breaks)
        await connection.execute(insert(wait_estimates), told)
