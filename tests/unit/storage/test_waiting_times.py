"""What people were promised, what came of it, and the calls of a clinic's past, on both databases."""

from clinic.consultation.consultation import ConsultationId
from clinic.opd.calibration import Forecast, Resolved
from clinic.opd.clinic import ClinicId
from clinic.opd.habits import DAY_SECONDS, Call
from clinic.opd.waiting_time import Wait
from clinic.opd.waiting_time_ports import Estimate
from storage.store import Store
from tests.unit.clinic.statistics.days import DOCTOR, MINUTE, NASHIK, WAI, clock, consultation, open_clinics, seen

FORECAST = Forecast(600.0, 120.0, 240.0)
NINE = clock(9)


async def promise(store: Store, clinic: ClinicId = NASHIK, made_at: float = NINE) -> ConsultationId:
    """To somebody who has just taken a token."""
    waiting = {"state": "waiting", "doctor": None, "called_at": None, "ended_at": None}
    row = consultation(made_at, clinic) | waiting
    await seen(store, [row])
    one = ConsultationId(row["id"])
    async with store.writing() as records:
        wait = Wait(420.0, 600.0, 900.0, FORECAST)
        await records.waiting_times.add(Estimate(one, clinic, made_at, 3, 2, wait))
    return one


async def call(store: Store, one: ConsultationId, at: float) -> None:
    async with store.writing() as records:
        await records.waiting_times.resolve(one, at)


async def resolved(store: Store, clinic: ClinicId = NASHIK, limit: int = 10) -> list[Resolved]:
    async with store.reading() as records:
        return list(await records.waiting_times.resolved(clinic, limit))


async def test_a_promise_comes_true_with_the_first_call(store: Store) -> None:
    await open_clinics(store)
    one = await promise(store)
    assert await resolved(store) == []
    await call(store, one, NINE + 700.0)
    await call(store, one, NINE + 900.0)
    assert await resolved(store) == [Resolved(FORECAST, 700.0)]


async def test_of_whoever_was_put_off_to_another_day_nothing_is_learned(store: Store) -> None:
    await open_clinics(store)
    await call(store, await promise(store), NINE + DAY_SECONDS)
    assert await resolved(store) == []


async def test_a_call_of_somebody_who_was_promised_nothing_changes_nothing(store: Store) -> None:
    await call(store, ConsultationId("f" * 32), NINE)
    assert await resolved(store) == []


async def test_each_clinic_learns_from_its_own_last_promises(store: Store) -> None:
    await open_clinics(store)
    for minutes in (10, 30, 20):
        await call(store, await promise(store), NINE + minutes * MINUTE)
    await call(store, await promise(store, WAI), NINE + 50 * MINUTE)
    assert [one.actual_seconds for one in await resolved(store, limit=2)] == [30 * MINUTE, 20 * MINUTE]


async def test_the_latest_calls_are_over_and_come_in_their_order(store: Store) -> None:
    await open_clinics(store)
    over = [consultation(clock(hour), waited=10, lasted=6) for hour in (11, 9, 10)]
    going_on = consultation(clock(12), state="in_progress") | {"ended_at": None}
    never_called = consultation(clock(12), state="withdrawn", doctor=None, called_at=None)
    await seen(store, [*over, going_on, never_called, consultation(clock(12), WAI)])
    async with store.reading() as records:
        latest = await records.waiting_times.latest_calls(NASHIK, 2)
    assert latest == [
        Call(DOCTOR, clock(hour) - 16 * MINUTE, clock(hour) - 6 * MINUTE, clock(hour)) for hour in (10, 11)
    ]


async def test_the_calls_of_past_days_end_with_the_last_midnight(store: Store) -> None:
    await open_clinics(store)
    await seen(store, [consultation(clock(10, day)) for day in range(-2, 2)])
    async with store.reading() as records:
        between = await records.waiting_times.calls_between(NASHIK, clock(0, -1), clock(0, 1))
    assert [one.ended_at for one in between] == [clock(10, -1), clock(10, 0)]
