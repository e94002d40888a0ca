import asyncio
import itertools
import random

import pytest

from clinic.audit.event import STATE_CHAIN
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import Facility, FacilityId
from clinic.facilities.onboarding import Accepted, Report, check_rows, codes_in
from clinic.facilities.ports import Search
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.facilities.builders import ADMINISTRATOR, MAHARASHTRA, Line, a_state, lines

TREE = (
    "SPK-1, Khed, spoke, MH-PUN",
    "MH-PUN, Pune, district, MH",
    "HUB-1, Sassoon Hospital, hub, mh-pun, Maharashtra, Pune",
    "MH, Maharashtra, state, , 27",
)


@pytest.fixture
def facilities(store: Store, clock: Clock) -> Facilities:
    return Facilities(store, clock)


def checked(*rows: str, known: dict[str, Facility] | None = None) -> Report:
    numbers = itertools.count()
    return check_rows(lines(*rows), known or {}, lambda: FacilityId(f"{next(numbers):032x}"))


def refusals(report: Report) -> dict[int, str]:
    return {refused.line: refused.code for refused in report.refused}


def test_parents_may_stand_anywhere_in_the_same_list() -> None:
    report = checked(*TREE)
    assert refusals(report) == {}
    by_code = {facility.code: facility for facility in report.accepted}
    assert by_code["SPK-1"].parent == by_code["HUB-1"].parent == by_code["MH-PUN"].id
    assert {facility.state for facility in report.accepted} == {MAHARASHTRA}
    assert by_code["SPK-1"].district == "Pune"


@pytest.mark.parametrize("seed", range(5))
def test_any_order_gives_the_same_tree_with_parents_first(seed: int) -> None:
    rows = list(TREE)
    random.Random(seed).shuffle(rows)
    accepted = checked(*rows).accepted
    places = {facility.id: place for place, facility in enumerate(accepted)}
    assert len(accepted) == 4
    assert all(facility.parent is None or places[facility.parent] < places[facility.id] for facility in accepted)


def test_every_line_has_an_outcome_in_the_order_of_the_list() -> None:
    report = checked("MH, Maharashtra, state, , 27", "??, Bad, state, , 27", "GA, Goa, state, , Goa")
    assert [outcome.line for outcome in report.outcomes] == [2, 3, 4]
    assert [isinstance(outcome, Accepted) for outcome in report.outcomes] == [True, False, True]


@pytest.mark.parametrize(
    ("row", "code", "columns"),
    [
        ("M H, X, state, , 27", "facility_code", ("code",)),
        (", X, state, , 27", "facility_code", ("code",)),
        ("X, , state, , 27", "facility_name", ("name",)),
        ("X, =1+1, state, , 27", "facility_name", ("name",)),
        ("X, X, hospital, , 27", "facility_kind", ("kind",)),
        ("X, X, state, , Atlantis", "facility_state", ("state",)),
        ("X, X, state, , 26", "facility_state", ("state",)),
        ("X, X, district, NOWHERE", "facility_parent", ("parent",)),
        ("X, X, spoke, ", "facility_parent", ("parent",)),
        ("X, X, district, MH, Goa", "facility_state", ("state",)),
        ("X, X, district, MH, 27, @x", "facility_name", ("district",)),
    ],
)
def test_a_bad_row_is_refused_with_its_column(row: str, code: str, columns: tuple[str, ...]) -> None:
    (refused,) = checked("MH, Maharashtra, state, , 27", row).refused
    assert (refused.line, refused.code, refused.columns) == (3, code, columns)


def test_cells_that_are_missing_count_as_empty() -> None:
    report = check_rows([Line(2, {}), Line(3, {"code": "X"})], {}, lambda: FacilityId("0"))
    assert refusals(report) == {2: "facility_code", 3: "facility_kind"}


def test_a_code_that_comes_twice_counts_the_first_time() -> None:
    report = checked("MH, Maharashtra, state, , 27", "mh, Again, state, , 27")
    assert refusals(report) == {3: "facility_code_repeated"}
    assert report.refused[0].message == "Line 2 has this code already."


@pytest.mark.parametrize(
    "rows",
    [
        ("A, A, district, A",),
        ("A, A, district, B", "B, B, district, A"),
        ("A, A, state, B, 27", "B, B, district, A"),
        ("A, A, spoke, B", "B, B, district, C", "C, C, state, A, 27"),
    ],
)
def test_a_circle_is_refused_whole(rows: tuple[str, ...]) -> None:
    report = checked(*rows)
    assert report.accepted == ()
    assert set(refusals(report).values()) == {"facility_parent"}


def test_beneath_a_refused_row_all_is_refused_and_told_of_its_line() -> None:
    report = checked("S, S, spoke, D", "D, D, district, M", "M, =M, state, , 27")
    assert refusals(report) == {2: "facility_parent", 3: "facility_parent", 4: "facility_name"}
    assert "line 3" in report.refused[0].message


def test_the_codes_of_a_list_are_its_own_and_its_parents() -> None:
    assert codes_in(lines("s, S, spoke, d", "x, X, state")) == {"S", "D", "X"}


async def test_a_dry_run_changes_nothing_and_tells_what_accepting_does(facilities: Facilities) -> None:
    rows = lines(*TREE, "BAD, Bad, spoke, NOWHERE")
    dry = await facilities.dry_run(rows)
    assert await facilities.search(Search()) == []
    report = await facilities.accept(ADMINISTRATOR, rows)
    assert refusals(dry) == refusals(report) == {6: "facility_parent"}
    found = await facilities.search(Search())
    assert {facility.code: facility for facility in found} == {facility.code: facility for facility in report.accepted}


async def test_the_list_stands_beneath_what_there_was_and_takes_no_code_twice(facilities: Facilities) -> None:
    state = await a_state(facilities)
    report = await facilities.accept(ADMINISTRATOR, lines("MH, Again, state, , 27", "MH-PUN, Pune, district, MH"))
    assert refusals(report) == {2: "facility_code_taken"}
    (district,) = report.accepted
    assert await facilities.ancestors(district.id) == [state]


async def test_the_same_list_again_adds_nothing(facilities: Facilities) -> None:
    await facilities.accept(ADMINISTRATOR, lines(*TREE))
    again = await facilities.accept(ADMINISTRATOR, lines(*TREE))
    assert set(refusals(again).values()) == {"facility_code_taken"}
    assert again.accepted == ()


async def test_each_facility_of_a_list_is_audited(facilities: Facilities, store: Store) -> None:
    report = await facilities.accept(ADMINISTRATOR, lines(*TREE))
    async with store.reading() as records:
        subjects = [entry.subject for entry in await records.audit.entries(STATE_CHAIN)]
    assert subjects == [f"facility:{facility.id}" for facility in report.accepted]


async def test_a_code_that_is_taken_meanwhile_leaves_nothing_of_the_list(facilities: Facilities, store: Store) -> None:
    state = await a_state(facilities)
    rival = checked("GA, Goa, state, , 30", "MH, Maharashtra, state, , 27")
    async with store.reading() as records:
        before = await records.facilities.search(Search())
    with pytest.raises(Refusal) as refusal:
        async with store.writing() as records:
            await records.facilities.add_all(rival.accepted, now=0.0)
    assert refusal.value.code == "facility_code_taken"
    assert await facilities.search(Search()) == before == [state]


async def test_a_list_waits_for_whoever_is_closing_the_facility_above(facilities: Facilities) -> None:
    await a_state(facilities)
    for number in range(5):
        await facilities.accept(ADMINISTRATOR, lines(f"D{number}, D{number}, district, MH"))
        (district,) = await facilities.search(Search(f"D{number}"))
        closed, report = await asyncio.gather(
            facilities.close(ADMINISTRATOR, district.id),
            facilities.accept(ADMINISTRATOR, lines(f"S{number}, S{number}, spoke, D{number}")),
            return_exceptions=True,
        )
        assert isinstance(report, Report)
        assert isinstance(closed, Facility) == (refusals(report) == {2: "facility_closed"})
