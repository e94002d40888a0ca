"""Days of online clinics, written into the database as if they had been."""

import itertools
from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert

from clinic.facilities.facility import FacilityId
from clinic.opd.clinic import Clinic, ClinicId
from clinic.opd.hours import Hours, indian_day
from clinic.places.states import StateCode
from clinic.staff.account import Role, StaffId
from storage.store import Store
from storage.tables.clinics import duties
from storage.tables.consultations import consultation_events, consultations
from storage.tables.waiting_times import wait_estimates
from tests.unit.clinic.staff.builders import HUB, OTHER_SPOKE, SPOKE, employ, found_facilities

MINUTE = 60.0
MIDNIGHT = 1_772_994_600.0
"""Monday, 9 March 2026, in India."""
NASHIK, WAI, AKOLE = (ClinicId(sign * 32) for sign in "def")
AT = {NASHIK: HUB, WAI: OTHER_SPOKE, AKOLE: SPOKE}
DOCTOR, COLLEAGUE = (StaffId(sign * 32) for sign in "ab")
_numbers = itertools.count(1)


def clock(hour: float, day: int = 0) -> float:
    """Seconds since 1970 UTC of that hour on the day, counted from that Monday."""
    return MIDNIGHT + day * 86_400.0 + hour * 3600.0


async def open_clinics(store: Store) -> None:
    """One at a hub and one at a spoke of Nashik, one at a spoke of Pune; a doctor of Hindi, and one of Marathi."""
    await found_facilities(store)
    async with store.writing() as records:
        for clinic, facility in AT.items():
            await records.clinics.add(_clinic(clinic, facility))
    for doctor, languages in ((DOCTOR, ["hi", "en"]), (COLLEAGUE, ["mr"])):
        await employ(store, doctor[0], Role.DOCTOR, HUB)
        await write(store, duties, [_duty(doctor, languages)])


def _clinic(clinic: ClinicId, facility: FacilityId) -> Clinic:
    name = {NASHIK: "Nashik OPD", WAI: "=Wai OPD", AKOLE: "Akole OPD"}[clinic]
    return Clinic(clinic, facility, StateCode(27), "General medicine", name, ("hi",), Hours(()), 100, 600, 50)


def _duty(doctor: StaffId, languages: list[str]) -> dict[str, Any]:
    there = {"clinic": NASHIK, "state": "on", "since": MIDNIGHT, "seen_at": MIDNIGHT}
    return there | {"doctor": doctor, "languages": languages}


def consultation(
    ended_at: float, clinic: ClinicId = NASHIK, *, waited: float = 12.0, lasted: float = 6.0, **otherwise: Any
) -> dict[str, Any]:
    """A row of one that is over. ``waited`` and ``lasted``: minutes."""
    number = next(_numbers)
    called_at = ended_at - lasted * MINUTE
    row = {
        "id": f"{number:032x}",
        "clinic": clinic,
        "day": indian_day(ended_at),
        "number": number,
        "patient": f"{number:032x}",
        "mobile": f"{number:032x}",
        "state": "ended",
        "rank": float(number),
        "language": "hi",
        "mode": "video",
        "requested_at": called_at - waited * MINUTE,
        "key": str(number),
        "doctor": DOCTOR,
        "urgent": False,
        "worse": False,
        "overtaken": 0,
        "missed": 0,
        "delayed": False,
        "warned": True,
        "waiting_since": called_at - waited * MINUTE,
        "called_at": called_at,
        "started_at": called_at,
        "ended_at": ended_at,
    }
    return row | otherwise


def many(count: int, ended_at: float, clinic: ClinicId = NASHIK, **otherwise: Any) -> list[dict[str, Any]]:
    """All at that moment."""
    return [consultation(ended_at, clinic, **otherwise) for _ in range(count)]


def event(at: float, word: str, of: dict[str, Any], before: str, after: str, **figures: float) -> dict[str, Any]:
    moved = {"event": word, "before": before, "after": after, "figures": figures}
    return moved | {
        "consultation": of["id"],
        "clinic": of["clinic"],
        "at": at,
        "actor_kind": "system",
        "actor": "clinic",
    }


def estimate(of: dict[str, Any], low: float, middle: float, high: float) -> dict[str, Any]:
    """Minutes, as she was told with her token."""
    forecast = {"forecast_median_seconds": 0.0, "forecast_below_seconds": 0.0, "forecast_above_seconds": 0.0}
    told = {"low_seconds": low * MINUTE, "median_seconds": middle * MINUTE, "high_seconds": high * MINUTE}
    true = {"actual_seconds": of["called_at"] - of["waiting_since"], "resolved_at": of["called_at"]}
    made = {"consultation": of["id"], "clinic": of["clinic"], "made_at": of["waiting_since"], "ahead": 3, "doctors": 2}
    return made | forecast | told | true


async def write(store: Store, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    async with store.database.writing() as connection:
        await connection.execute(insert(table), list(rows))


async def seen(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    await write(store, consultations, rows)


async def happened(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    await write(store, consultation_events, rows)


async def promised(store: Store, rows: Iterable[dict[str, Any]]) -> None:
    await write(store, wait_estimates, rows)
