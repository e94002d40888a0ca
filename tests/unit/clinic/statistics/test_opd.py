"""What administrators see of the online OPD: whose, how much of it, and from which times."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from clinic.actors import Actor
from clinic.opd.clinic import ClinicId
from clinic.staff.account import Account, Role, Status
from clinic.statistics.opd import OpdStatistics, Statistics, Wanted
from clinic.statistics.opd_figures import Figures
from clinic.statistics.opd_places import Level
from clinic.statistics.opd_rolling import DaysWritten
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import DISTRICT, HUB, PUNE, SPOKE, STATE, actions, employ
from tests.unit.clinic.statistics.days import (
    AKOLE,
    COLLEAGUE,
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

MONDAY, TUESDAY, SUNDAY = "2026-03-09", "2026-03-10", "2026-03-15"
EVENING = clock(20)


@pytest.fixture
async def state_administrator(store: Store) -> Account:
    await open_clinics(store)
    return await employ(store, "c", Role.STATE_ADMINISTRATOR, None)


async def asked(
    store: Store,
    who: Account,
    level: Level = "clinic",
    place: str = "",
    first: str = MONDAY,
    last: str = MONDAY,
    now: float = EVENING,
) -> Statistics:
    return await OpdStatistics(store).seen_by(who, Wanted(level, place, first, last), now)


def by_name(found: Statistics) -> dict[str, Figures]:
    return {row.place.name: row.figures for row in found.rows}


def counts(found: Statistics) -> dict[str, int | None]:
    return {name: told.seen for name, told in by_name(found).items()}


async def test_each_clinic_each_district_and_the_state(store: Store, state_administrator: Account) -> None:
    await seen(store, [*many(7, clock(10)), *many(6, clock(10), AKOLE), *many(5, clock(11), WAI)])
    assert counts(await asked(store, state_administrator)) == {"=Wai OPD": 5, "Akole OPD": 6, "Nashik OPD": 7}
    assert counts(await asked(store, state_administrator, "district")) == {"NASHIK": 13, "PUNE": 5}
    found = await asked(store, state_administrator, "state")
    assert counts(found) == {"MH": 18}
    assert found.total.seen == 18


async def test_a_small_clinic_is_hidden_and_cannot_be_found_by_its_districts_total(
    store: Store, state_administrator: Account
) -> None:
    await seen(store, [*many(7, clock(10)), *many(3, clock(10), AKOLE)])
    assert counts(await asked(store, state_administrator)) == {"=Wai OPD": 0, "Akole OPD": None, "Nashik OPD": 7}
    assert counts(await asked(store, state_administrator, "district")) == {"NASHIK": 7, "PUNE": 0}
    assert (await asked(store, state_administrator, place=AKOLE)).total.seen is None


async def test_nor_by_spans_that_differ_by_a_day(store: Store, state_administrator: Account) -> None:
    """Tuesday's three are told with Wednesday's, in the quarter that makes them five."""
    await seen(store, [*many(9, clock(10)), *many(3, clock(10, 1)), *many(4, clock(10, 2))])
    days = [f"2026-03-{day:02}" for day in (9, 10, 11)]
    week = [await asked(store, state_administrator, last=day, now=clock(20, 6)) for day in days]
    assert [one.total.seen for one in week] == [9, 9, 16]
    alone = await asked(store, state_administrator, first=TUESDAY, last=TUESDAY, now=clock(20, 6))
    assert alone.total.seen is None


@pytest.mark.parametrize(
    ("facility", "clinics", "districts"),
    [
        (HUB, ["Nashik OPD"], ["HUB-1"]),
        (DISTRICT, ["Akole OPD", "Nashik OPD"], ["NASHIK"]),
        (STATE, ["=Wai OPD", "Akole OPD", "Nashik OPD"], ["NASHIK", "PUNE"]),
    ],
    ids=["hub", "district", "state"],
)
async def test_she_sees_what_stands_beneath_her_and_no_row_says_more_than_that(
    store: Store, facility: str, clinics: list[str], districts: list[str]
) -> None:
    await open_clinics(store)
    who = await employ(store, "d", Role.HUB_ADMINISTRATOR, facility)
    await seen(store, [*many(7, clock(10)), *many(6, clock(10), AKOLE), *many(5, clock(11), WAI)])
    assert list(counts(await asked(store, who))) == clinics
    assert list(counts(await asked(store, who, "district"))) == districts


async def test_the_places_that_she_may_choose_are_hers(store: Store) -> None:
    await open_clinics(store)
    who = await employ(store, "d", Role.MEDICAL_OFFICER, DISTRICT)
    found = await asked(store, who)
    assert [(one.kind, one.name) for one in found.places] == [
        ("district", "NASHIK"),
        ("hub", "HUB-1"),
        ("spoke", "SPOKE-1"),
        ("opd", "Akole OPD"),
        ("opd", "Nashik OPD"),
    ]
    for one in found.places:
        await asked(store, who, place=one.id)


@pytest.mark.parametrize("where", [STATE, PUNE, WAI, "0" * 32], ids=["above", "beside", "clinic", "unknown"])
async def test_a_place_that_is_not_hers_is_refused_as_one_that_is_not_there(store: Store, where: str) -> None:
    await open_clinics(store)
    who = await employ(store, "d", Role.HUB_ADMINISTRATOR, DISTRICT)
    with pytest.raises(Refusal) as refused:
        await asked(store, who, place=where)
    assert refused.value.code == "not_permitted"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.DOCTOR, Status.VERIFIED), (Role.STATE_ADMINISTRATOR, Status.SUSPENDED)]
)
async def test_who_may_not_see_counts_sees_none(store: Store, role: Role, status: Status) -> None:
    await open_clinics(store)
    who = await employ(store, "d", role, None if role is Role.STATE_ADMINISTRATOR else HUB, status)
    with pytest.raises(Refusal) as refused:
        await asked(store, who)
    assert refused.value.code == "not_permitted"


@pytest.mark.parametrize(
    ("first", "last"),
    [(TUESDAY, MONDAY), ("2026-03-16", "2026-03-17"), ("2025-12-01", MONDAY), ("2026-02-30", MONDAY), ("", MONDAY)],
    ids=["backwards", "to come", "too long", "no day", "empty"],
)
async def test_a_span_is_one_to_ninety_two_days_that_have_begun(
    store: Store, state_administrator: Account, first: str, last: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await asked(store, state_administrator, first=first, last=last)
    assert refused.value.code == "span_invalid"


async def test_what_is_told_of_a_consultation(store: Store, state_administrator: Account) -> None:
    rows = [
        *(consultation(clock(10), waited=10.0 + minutes, lasted=6.0) for minutes in range(14)),
        *many(6, clock(10, 0), waited=40.0, lasted=6.0, mode="telephone", language="mr", doctor=COLLEAGUE),
        *many(5, clock(11), language="ta"),
        *many(6, clock(11), state="no_show"),
        *many(5, clock(11), state="withdrawn"),
    ]
    await seen(store, rows)
    await promised(store, [estimate(row, 8, 15, 24) for row in rows[:20]])
    told = (await asked(store, state_administrator)).total
    assert (told.seen, told.no_shows, told.withdrawn, told.cancelled) == (25, 6, 5, 0)
    assert (told.wait_median_minutes, told.wait_90_minutes) == (17, 40)
    assert (told.telephone_percent, told.language_met_percent) == (24, 80)
    assert (told.estimate_expected_minutes, told.estimate_error_minutes, told.estimate_coverage_percent) == (15, 5, 70)
    assert told.per_doctor_hour == 10.0


async def test_lines_that_broke(store: Store, state_administrator: Account) -> None:
    rows = many(12, clock(11))
    await seen(store, rows)
    back = [event(clock(10), "resume", row, "interrupted", "in_progress", broken=30.0) for row in rows[:7]]
    lost = [event(clock(10), "end", row, "interrupted", "ended") for row in rows[7:]]
    await happened(store, [*back, *lost])
    told = (await asked(store, state_administrator)).total
    assert (told.drops, told.resumed_percent, told.broken_mean_seconds) == (12, 58, 30)


async def test_a_ninetieth_percentile_needs_more_than_a_median(store: Store, state_administrator: Account) -> None:
    await seen(store, many(9, clock(10)))
    told = (await asked(store, state_administrator)).total
    assert (told.seen, told.wait_median_minutes, told.wait_90_minutes) == (9, 12, None)


async def test_the_quarter_that_is_running_is_not_counted(store: Store, state_administrator: Account) -> None:
    await seen(store, many(7, clock(10.1)))
    before = await asked(store, state_administrator, now=clock(10.25) + 59)
    after = await asked(store, state_administrator, now=clock(10.25) + 61)
    assert (before.total.seen, after.total.seen) == (0, 7)
    assert (before.until, after.until) == (clock(10), clock(10.25))


async def test_a_day_is_told_by_hours_and_a_week_by_days(store: Store, state_administrator: Account) -> None:
    await seen(store, [*many(7, clock(10)), *many(6, clock(12.5)), *many(5, clock(9, 3))])
    day = await asked(store, state_administrator, now=clock(20, 6))
    assert [(one.at, one.figures.seen) for one in day.points] == [(clock(10), 7), (clock(11), 0), (clock(12), 6)]
    week = await asked(store, state_administrator, last=SUNDAY, now=clock(20, 6))
    assert [one.figures.seen for one in week.points] == [13, 0, 0, 5]
    assert [week.step, day.step] == ["day", "hour"]


async def test_who_waits_now_is_told_of_this_day_alone(store: Store, state_administrator: Account) -> None:
    await seen(store, many(2, clock(10), state="waiting") + many(1, clock(10), AKOLE, state="waiting"))
    today = await asked(store, state_administrator)
    assert today.present is not None
    assert (today.present.waiting, today.present.doctors) == (3, 2)
    assert [row.present.waiting for row in today.rows if row.present] == [0, 1, 2]
    assert (await asked(store, state_administrator, now=clock(9, 1))).present is None


async def test_what_is_taken_along_is_in_the_audit(store: Store, state_administrator: Account) -> None:
    actor = Actor("staff", state_administrator.id, None, "192.0.2.1")
    wanted = Wanted("clinic", "", MONDAY, MONDAY)
    await OpdStatistics(store).downloaded_by(state_administrator, wanted, actor, EVENING)
    assert await actions(store) == ["statistics.downloaded"]


async def test_counted_once_in_a_quarter_it_is_not_counted_again(store: Store, state_administrator: Account) -> None:
    statistics, wanted = OpdStatistics(store), Wanted("clinic", "", MONDAY, MONDAY)
    await seen(store, many(7, clock(10)))
    first = await statistics.seen_by(state_administrator, wanted, EVENING)
    await seen(store, many(7, clock(10)))
    again = await statistics.seen_by(state_administrator, wanted, EVENING + 15)
    later = await statistics.seen_by(state_administrator, wanted, EVENING + 900)
    assert [one.total.seen for one in (first, again, later)] == [7, 7, 14]


SPANS = [("2026-02-20", "2026-03-20"), (MONDAY, SUNDAY), (MONDAY, TUESDAY), ("2026-02-28", "2026-03-01")]


async def test_days_that_are_written_down_tell_what_the_consultations_tell(
    store: Store, state_administrator: Account
) -> None:
    await seen_at_random(store, random.Random(7))
    before = await answers(store, state_administrator)
    assert any(one.total.seen for one in before)
    for day in (-5, 3, 30):
        written = DaysWritten(store, Clock(clock(1, day)))
        assert await written.roll_up() > 0
        assert await written.roll_up() == 0
        assert await answers(store, state_administrator) == before


async def test_two_servers_may_write_a_day_down(store: Store, state_administrator: Account) -> None:
    await seen(store, many(7, clock(10)))
    async with store.reading() as records:
        day = await records.opd_statistics.first_day()
    assert day is not None
    for _ in range(2):
        async with store.writing() as records:
            await records.opd_statistics.add_days(day, [])
    async with store.reading() as records:
        assert await records.opd_statistics.rolled_until() == day


async def test_where_nobody_has_been_there_is_nothing_to_write_down(store: Store) -> None:
    assert await DaysWritten(store, lambda: EVENING).roll_up() == 0


async def answers(store: Store, who: Account) -> list[Statistics]:
    places = ("", NASHIK, SPOKE)
    return [
        await asked(store, who, "district", place, *span, now=clock(15.1, 20)) for span in SPANS for place in places
    ]


async def seen_at_random(store: Store, draw: random.Random) -> None:
    """A month in three clinics, of which one is hardly used."""
    rows = [_drawn(draw, clinic) for clinic in 400 * [NASHIK] + 150 * [WAI] + 12 * [AKOLE]]
    await seen(store, rows)
    await promised(store, [estimate(row, 5, 12, 20) for row in rows if draw.random() < 0.8])
    await happened(store, _breaks(draw, rows))


def _drawn(draw: random.Random, clinic: ClinicId) -> dict[str, Any]:
    at = clock(9 + 8 * draw.random(), draw.randrange(-20, 20))
    words = draw.choices(["closed", "no_show", "withdrawn", "cancelled"], [80, 10, 8, 2])
    mode = draw.choices(["video", "telephone"], [9, 1])
    return consultation(
        at, clinic, state=words[0], mode=mode[0], waited=30 * draw.random(), language=draw.choice(["hi", "mr"])
    )


def _breaks(draw: random.Random, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    broken = [row for row in rows if draw.random() < 0.2]
    return [event(row["ended_at"], "resume", row, "interrupted", "in_progress", broken=20.0) for row in broken]
