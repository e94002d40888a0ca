"""What the databases count of the online OPD, the same on both."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from clinic.statistics.opd_records import Estimates, Lines, Measured, Quarter
from clinic.statistics.telling import quarter
from storage.store import Store
from tests.unit.clinic.staff.builders import DISTRICT, HUB, STATE
from tests.unit.clinic.statistics.days import (
    COLLEAGUE,
    DOCTOR,
    MIDNIGHT,
    NASHIK,
    WAI,
    clock,
    consultation,
    estimate,
    event,
    happened,
    many,
    open_clinics,
    promised,
    seen,
)

TEN = quarter(clock(10))


@pytest.fixture(autouse=True)
async def clinics(store: Store) -> None:
    await open_clinics(store)


async def everything(store: Store, name: str, since: float = MIDNIGHT, until: float = clock(24)) -> list[Any]:
    async with store.reading() as records:
        found: AsyncIterator[Any] = getattr(records.opd_statistics, name)([NASHIK, WAI], since, until)
        return [one async for one in found]


async def measured(store: Store, measure: Any, step: Any = None) -> list[Measured]:
    async with store.reading() as records:
        found = await records.opd_statistics.measured(measure, [NASHIK, WAI], MIDNIGHT, clock(24), step)
        return sorted(found, key=lambda one: (str(one.group), one.value))


async def test_each_clinic_comes_with_all_that_stands_above_it(store: Store) -> None:
    async with store.reading() as records:
        found = await records.opd_statistics.clinics()
    assert [one.name for one in found] == ["=Wai OPD", "Akole OPD", "Nashik OPD"]
    assert [above.id for above in found[2].chain] == [HUB, DISTRICT, STATE]


async def test_consultations_are_counted_by_the_quarter_in_which_they_ended(store: Store) -> None:
    await seen(store, [consultation(clock(10)), consultation(clock(10) + 899), consultation(clock(10) + 900)])
    assert [(one.at, one.seen) for one in await everything(store, "quarters")] == [(TEN, 2), (TEN + 1, 1)]


async def test_every_way_in_which_one_can_be_over_has_its_own_count(store: Store) -> None:
    words = ("ended", "closed", "referred", "no_show", "withdrawn", "withdrawn", "cancelled", "waiting")
    await seen(store, [consultation(clock(10), state=word) for word in words])
    [one] = await everything(store, "quarters")
    assert (one.seen, one.no_shows, one.withdrawn, one.cancelled) == (3, 1, 2, 1)


async def test_clinics_that_were_not_asked_for_and_other_times_are_not_counted(store: Store) -> None:
    await seen(store, [*many(2, clock(24)), *many(2, MIDNIGHT - 1), consultation(clock(1), WAI)])
    [one] = await everything(store, "quarters")
    assert (one.clinic, one.seen) == (WAI, 1)


async def test_language_telephone_and_the_doctors_time(store: Store) -> None:
    rows = [
        consultation(clock(10), language="hi", doctor=DOCTOR, mode="telephone", lasted=10.0),
        consultation(clock(10), language="mr", doctor=COLLEAGUE, lasted=5.0),
        consultation(clock(10), language="ta", doctor=COLLEAGUE, lasted=5.0),
        consultation(clock(10), language="h_", doctor=DOCTOR, lasted=5.0),
        consultation(clock(10), language="hi", doctor="c" * 32, lasted=5.0),
        consultation(clock(10), language="hi", doctor=COLLEAGUE, mode="telephone", state="no_show"),
    ]
    await seen(store, rows)
    assert await everything(store, "quarters") == [Quarter(NASHIK, TEN, 5, 1, 2, 2, 1800, 1, 0, 0)]


async def test_broken_lines_are_counted_when_it_is_known_how_they_went_on(store: Store) -> None:
    one, other = consultation(clock(11)), consultation(clock(11), WAI)
    await seen(store, [one, other])
    steps = [
        event(clock(10), "drop", one, "in_progress", "interrupted"),
        event(clock(10) + 30, "rung_again", one, "interrupted", "interrupted"),
        event(clock(10) + 40, "resume", one, "interrupted", "in_progress", broken=40.4),
        event(clock(10) + 60, "drop", one, "in_progress", "interrupted"),
        event(clock(10) + 80, "resume", one, "interrupted", "in_progress", broken=20.2),
        event(clock(10), "drop", other, "in_progress", "interrupted"),
        event(clock(10) + 300, "end", other, "interrupted", "ended", lasted=500.0),
        event(clock(10), "end", one, "in_progress", "ended", lasted=500.0),
    ]
    await happened(store, steps)
    assert await everything(store, "lines") == [Lines(NASHIK, TEN, 2, 2, 60), Lines(WAI, TEN, 1, 0, 0)]


async def test_estimates_are_held_against_the_waits_that_followed(store: Store) -> None:
    rows = [consultation(clock(10, 0) + 6 * 60, waited=minutes) for minutes in (8.0, 20.0, 31.5)]
    await seen(store, rows)
    await promised(store, [estimate(row, 10, 20, 30) for row in rows])
    assert await everything(store, "estimates") == [Estimates(NASHIK, TEN, 3, 1)]
    assert await measured(store, "error") == [Measured(NASHIK, value, 1) for value in (0, 11, 12)]
    assert await measured(store, "expected") == [Measured(NASHIK, 20, 3)]


async def test_a_wait_that_has_not_ended_is_no_estimate_that_was_wrong(store: Store) -> None:
    row = consultation(clock(10))
    await seen(store, [row])
    await promised(store, [estimate(row, 10, 20, 30) | {"actual_seconds": None, "resolved_at": None}])
    assert await everything(store, "estimates") == []
    assert await measured(store, "error") == []


async def test_waits_are_counted_by_whole_minutes(store: Store) -> None:
    await seen(store, [consultation(clock(10), waited=minutes) for minutes in (0.0, 0.99, 1.0, 12.5, 12.9)])
    await seen(store, many(3, clock(13), WAI, waited=7.0))
    await seen(store, many(2, clock(13), state="no_show"))
    by_clinic = [Measured(NASHIK, 0, 2), Measured(NASHIK, 1, 1), Measured(NASHIK, 12, 2), Measured(WAI, 7, 3)]
    assert await measured(store, "wait") == by_clinic
    by_hour = [(quarter(clock(10)), 0, 2), (quarter(clock(10)), 1, 1), (quarter(clock(10)), 12, 2)]
    assert await measured(store, "wait", "hour") == [*by_hour, (quarter(clock(13)), 7, 3)]
    assert {one.group for one in await measured(store, "wait", "day")} == {quarter(MIDNIGHT)}


async def test_a_clock_that_jumped_back_makes_no_wait_of_less_than_nothing(store: Store) -> None:
    await seen(store, [consultation(clock(10), waited=-0.4)])
    assert await measured(store, "wait") == [Measured(NASHIK, 0, 1)]
