"""The waits of a clinic, from what its records tell of its past."""

from dataclasses import replace

from clinic.opd.clinic import Clinic, Duty, DutyState, Phase
from clinic.opd.futures import DoctorNow
from clinic.opd.waiting_time import Wait
from clinic.opd.waits import FRESH_SECONDS, Waits, doctor_now
from storage.store import Store
from tests.unit.clinic.statistics.days import DOCTOR, MINUTE, NASHIK, clock, consultation, open_clinics, seen

NOON = clock(12)
ON_DUTY = Duty(DOCTOR, NASHIK, DutyState.ON, NOON, NOON)


async def opened(store: Store) -> Clinic:
    await open_clinics(store)
    async with store.reading() as records:
        clinic = await records.clinics.get(NASHIK)
    assert clinic is not None
    return replace(clinic, phase=Phase.OPEN)


async def busy_hour(store: Store, ends: float, taking: float) -> None:
    """One patient after the other, each for so many minutes, until then."""
    rows = [consultation(ends - number * taking * MINUTE, waited=90, lasted=taking) for number in range(60)]
    await seen(store, rows)


async def waits(store: Store, of: Waits, clinic: Clinic, *duties: Duty, now: float = NOON) -> tuple[Wait, ...]:
    async with store.reading() as records:
        return await of.of(records, clinic, duties, 11, now)


async def test_they_follow_from_what_the_last_patients_took(store: Store) -> None:
    clinic = await opened(store)
    await busy_hour(store, NOON, taking=2)
    tenth = (await waits(store, Waits(), clinic, ON_DUTY))[10]
    assert 15 * MINUTE < tenth.low_seconds < 20 * MINUTE < tenth.high_seconds < 32 * MINUTE


async def test_a_new_clinic_goes_by_the_time_limit_that_it_has_now(store: Store) -> None:
    clinic, known = await opened(store), Waits()
    usual = (await waits(store, known, clinic, ON_DUTY))[10]
    longer = (await waits(store, known, replace(clinic, limit_seconds=1200), ON_DUTY))[10]
    assert round(longer.median_seconds / usual.median_seconds, 6) == 2.0


async def test_a_closed_clinic_has_none(store: Store) -> None:
    clinic = replace(await opened(store), phase=Phase.CLOSED)
    assert await waits(store, Waits(), clinic, ON_DUTY) == ()


async def test_with_nobody_on_duty_and_no_past_nothing_is_said(store: Store) -> None:
    assert await waits(store, Waits(), await opened(store)) == ()


async def test_before_the_doctor_comes_it_is_known_when_she_does(store: Store) -> None:
    clinic = await opened(store)
    await seen(store, [consultation(clock(12.5, day) + 6 * MINUTE, waited=60) for day in (-3, -2, -1)])
    first = (await waits(store, Waits(), clinic))[0]
    assert 25 * MINUTE < first.low_seconds < 30 * MINUTE <= first.high_seconds < 35 * MINUTE


async def test_the_past_is_read_anew_after_a_minute(store: Store) -> None:
    clinic, known = await opened(store), Waits()
    before = await waits(store, known, clinic, ON_DUTY)
    await busy_hour(store, NOON, taking=2)
    assert await waits(store, known, clinic, ON_DUTY, now=NOON + FRESH_SECONDS - 1) == before
    after = await waits(store, known, clinic, ON_DUTY, now=NOON + FRESH_SECONDS)
    assert after[10].median_seconds < before[10].median_seconds


async def test_the_past_is_read_anew_when_the_clock_was_put_back(store: Store) -> None:
    clinic, known = await opened(store), Waits()
    before = await waits(store, known, clinic, ON_DUTY)
    await busy_hour(store, NOON - 3600, taking=2)
    assert await waits(store, known, clinic, ON_DUTY, now=NOON - 3600) != before


def test_a_doctor_is_busy_with_her_patient_on_a_break_or_free() -> None:
    busy = replace(ON_DUTY, state=DutyState.BREAK, busy_since=NOON - 60)
    resting = replace(ON_DUTY, state=DutyState.BREAK, since=NOON - 90)
    assert doctor_now(busy, NOON) == DoctorNow(DOCTOR, "busy", 60.0)
    assert doctor_now(resting, NOON) == DoctorNow(DOCTOR, "break", 90.0)
    assert doctor_now(ON_DUTY, NOON - 5) == DoctorNow(DOCTOR, "free", 0.0)
