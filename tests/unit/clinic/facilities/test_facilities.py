import asyncio

import pytest

from clinic.audit.event import STATE_CHAIN
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import Facility, FacilityId, NewFacility
from clinic.facilities.ports import Search
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.facilities.builders import ADMINISTRATOR, GOA, MAHARASHTRA, a_district, a_spoke, a_state

NOBODY = FacilityId("0" * 32)


@pytest.fixture
def facilities(store: Store, clock: Clock) -> Facilities:
    return Facilities(store, clock)


async def refused(facilities: Facilities, new: NewFacility, parent: FacilityId | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        await facilities.add(ADMINISTRATOR, new, parent)
    return refusal.value.code


async def audited(store: Store) -> list[tuple[str, str, tuple[str, ...]]]:
    async with store.reading() as records:
        entries = await records.audit.entries(STATE_CHAIN)
    return [(entry.action, entry.subject, entry.fields) for entry in entries]


async def test_a_facility_takes_state_and_district_from_what_stands_above_it(facilities: Facilities) -> None:
    state = await a_state(facilities)
    district = await a_district(facilities, state)
    spoke = await a_spoke(facilities, district)
    assert (state.state, state.district, state.parent) == (MAHARASHTRA, None, None)
    assert (district.state, district.district, district.parent) == (MAHARASHTRA, "Pune", state.id)
    assert (spoke.state, spoke.district, spoke.parent) == (MAHARASHTRA, "Pune", district.id)
    assert await facilities.get(spoke.id) == spoke


async def test_ancestors_are_the_district_and_the_state_the_nearest_first(facilities: Facilities) -> None:
    state = await a_state(facilities)
    district = await a_district(facilities, state)
    spoke = await a_spoke(facilities, district)
    assert await facilities.ancestors(spoke.id) == [district, state]
    assert await facilities.ancestors(state.id) == []
    assert await facilities.ancestors(NOBODY) == []


@pytest.mark.parametrize("code", ["", "A B", "É1", "X" * 21, "-1", "=1+1", "A_B", "A\n"])
async def test_a_code_is_up_to_20_letters_digits_and_dashes(facilities: Facilities, code: str) -> None:
    if code == "A\n":
        assert (await a_state(facilities, code)).code == "A"
    else:
        assert await refused(facilities, NewFacility(code, "Goa", "state", GOA)) == "facility_code"


async def test_a_code_is_taken_in_small_letters_too(facilities: Facilities) -> None:
    await a_state(facilities, "MH")
    assert await refused(facilities, NewFacility("mh", "Another", "state", MAHARASHTRA)) == "facility_code_taken"


@pytest.mark.parametrize("name", ["", "  ", "x" * 121, "=cmd()", "@a", "a\u202eb", "a\x00b", "a\u200eb", chr(0xD800)])
async def test_a_name_that_cannot_be_shown_safely_is_refused(facilities: Facilities, name: str) -> None:
    assert await refused(facilities, NewFacility("GA", name, "state", GOA)) == "facility_name"


async def test_a_script_in_a_name_is_a_name_like_another_and_joiners_stay(facilities: Facilities) -> None:
    for code, name in (("A", "<script>alert(1)</script>"), ("B", "क्\u200dष केंद्र")):
        added = await facilities.add(ADMINISTRATOR, NewFacility(code, name, "state", GOA))
        assert (await facilities.get(added.id)).name == name


async def test_only_kinds_that_follow_each_other_stand_beneath_each_other(facilities: Facilities) -> None:
    state = await a_state(facilities)
    district = await a_district(facilities, state)
    spoke = await a_spoke(facilities, district)
    for kind, parent in (
        ("state", state),
        ("district", district),
        ("district", None),
        ("clinic", state),
        ("hub", None),
        ("spoke", spoke),
    ):
        place = parent.id if parent else None
        assert await refused(facilities, NewFacility("X", "X", kind, MAHARASHTRA), place) == "facility_parent", kind


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewFacility("X", "X", "hospital", GOA), "facility_kind"),
        (NewFacility("X", "X", "state", None), "facility_state"),
        (NewFacility("X", "X", "state", 26), "facility_state"),  # type: ignore[arg-type]
    ],
)
async def test_an_unknown_kind_or_state_is_refused(facilities: Facilities, new: NewFacility, code: str) -> None:
    assert await refused(facilities, new) == code


async def test_a_place_that_contradicts_the_one_above_is_refused(facilities: Facilities) -> None:
    district = await a_district(facilities, await a_state(facilities))
    assert await refused(facilities, NewFacility("X", "X", "hub", GOA), district.id) == "facility_state"
    thane = NewFacility("X", "X", "hub", MAHARASHTRA, "Thane")
    assert await refused(facilities, thane, district.id) == "facility_district"


async def test_beneath_an_unknown_facility_nothing_is_added(facilities: Facilities) -> None:
    assert await refused(facilities, NewFacility("X", "X", "hub"), NOBODY) == "facility_unknown"


async def test_a_moved_facility_lies_where_its_new_district_lies(facilities: Facilities) -> None:
    state = await a_state(facilities)
    pune, thane = await a_district(facilities, state), await a_district(facilities, state, "MH-THA", "Thane")
    spoke = await a_spoke(facilities, pune)
    moved = await facilities.move(ADMINISTRATOR, spoke.id, thane.id)
    assert (moved.parent, moved.district) == (thane.id, "Thane")
    assert await facilities.get(spoke.id) == moved
    assert await facilities.ancestors(spoke.id) == [thane, state]


async def test_a_district_that_moves_to_another_state_takes_along_what_stands_beneath_it(
    facilities: Facilities,
) -> None:
    maharashtra, goa = await a_state(facilities), await a_state(facilities, "GA", GOA)
    pune, thane = await a_district(facilities, maharashtra), await a_district(facilities, maharashtra, "T", "Thane")
    spoke, other = await a_spoke(facilities, pune), await a_spoke(facilities, thane, "SPK-2")
    await facilities.move(ADMINISTRATOR, pune.id, goa.id)
    assert ((await facilities.get(spoke.id)).state, (await facilities.get(spoke.id)).district) == (GOA, "Pune")
    assert await facilities.get(other.id) == other


async def test_no_facility_comes_to_stand_beneath_itself(facilities: Facilities) -> None:
    state = await a_state(facilities)
    district = await a_district(facilities, state)
    spoke = await a_spoke(facilities, district)
    for moving, parent in ((state, spoke), (state, state), (district, district), (district, spoke), (spoke, spoke)):
        with pytest.raises(Refusal, match="stands beneath") as refusal:
            await facilities.move(ADMINISTRATOR, moving.id, parent.id)
        assert refusal.value.code == "facility_parent"


async def test_what_has_open_facilities_beneath_it_cannot_be_closed(facilities: Facilities) -> None:
    district = await a_district(facilities, await a_state(facilities))
    spoke = await a_spoke(facilities, district)
    with pytest.raises(Refusal) as refusal:
        await facilities.close(ADMINISTRATOR, district.id)
    assert refusal.value.code == "facility_not_empty"
    await facilities.close(ADMINISTRATOR, spoke.id)
    assert not (await facilities.close(ADMINISTRATOR, district.id)).active
    assert not (await facilities.get(district.id)).active


async def test_beneath_a_closed_facility_nothing_is_added_moved_or_opened(facilities: Facilities) -> None:
    state = await a_state(facilities)
    pune, thane = await a_district(facilities, state), await a_district(facilities, state, "T", "Thane")
    spoke, other = await a_spoke(facilities, pune), await a_spoke(facilities, thane, "SPK-2")
    for closing in (spoke, pune):
        await facilities.close(ADMINISTRATOR, closing.id)
    assert await refused(facilities, NewFacility("X", "X", "hub"), pune.id) == "facility_closed"
    for attempt in (facilities.move(ADMINISTRATOR, other.id, pune.id), facilities.reopen(ADMINISTRATOR, spoke.id)):
        with pytest.raises(Refusal) as refusal:
            await attempt
        assert refusal.value.code == "facility_closed"
    await facilities.reopen(ADMINISTRATOR, pune.id)
    assert await facilities.reopen(ADMINISTRATOR, spoke.id) == spoke
    assert await facilities.get(spoke.id) == spoke


async def test_a_closed_parent_and_a_new_child_never_come_out_of_one_race(facilities: Facilities) -> None:
    state = await a_state(facilities)
    for number in range(10):
        district = await a_district(facilities, state, f"D{number}", f"District {number}")
        outcomes = await asyncio.gather(
            facilities.close(ADMINISTRATOR, district.id),
            a_spoke(facilities, district, f"S{number}"),
            return_exceptions=True,
        )
        assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 1
        assert sum(isinstance(outcome, Facility) for outcome in outcomes) == 1


async def test_of_two_who_take_one_code_at_once_one_is_refused(facilities: Facilities) -> None:
    adding = [a_state(facilities, "GA", GOA) for _ in range(5)]
    outcomes = await asyncio.gather(*adding, return_exceptions=True)
    codes = [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)]
    assert codes == ["facility_code_taken"] * 4


async def test_search_finds_words_of_name_and_code_in_any_letters(facilities: Facilities) -> None:
    district = await a_district(facilities, await a_state(facilities))
    khed = await a_spoke(facilities, district, "SPK-1", "Khed Rural Hospital")
    junnar = await a_spoke(facilities, district, "SPK-2", "जुन्नर 100% Hospital")
    assert await facilities.search(Search("HOSPITAL", district="Pune")) == [khed, junnar]
    assert await facilities.search(Search("hospital rural")) == [khed]
    assert await facilities.search(Search("spk-2")) == [junnar]
    assert await facilities.search(Search("जुन्नर")) == [junnar]
    assert await facilities.search(Search("100%")) == [junnar]
    assert await facilities.search(Search("_")) == []
    assert await facilities.search(Search("'; DROP TABLE facilities; --")) == []


async def test_search_narrows_by_place_kind_and_parent_and_leaves_the_closed_out(facilities: Facilities) -> None:
    maharashtra, goa = await a_state(facilities), await a_state(facilities, "GA", GOA)
    pune = await a_district(facilities, maharashtra)
    spoke = await a_spoke(facilities, pune)
    assert await facilities.search(Search(state=GOA)) == [goa]
    assert await facilities.search(Search(kind="district")) == [pune]
    assert await facilities.search(Search(parent=pune.id)) == [spoke]
    closed = await facilities.close(ADMINISTRATOR, spoke.id)
    assert await facilities.search(Search(parent=pune.id)) == []
    assert await facilities.search(Search(parent=pune.id, closed_too=True)) == [closed]


async def test_search_goes_page_by_page_and_misses_nobody(facilities: Facilities) -> None:
    district = await a_district(facilities, await a_state(facilities))
    spokes = [await a_spoke(facilities, district, f"S{number:02}") for number in range(7)]
    found: list[Facility] = []
    while page := await facilities.search(Search(kind="spoke", after=found[-1].code if found else "", limit=3)):
        found += page
    assert found == spokes


async def test_every_change_is_audited_by_ids_and_names_of_fields(facilities: Facilities, store: Store) -> None:
    state = await a_state(facilities)
    pune, thane = await a_district(facilities, state), await a_district(facilities, state, "T", "Thane")
    spoke = await a_spoke(facilities, pune)
    await facilities.rename(ADMINISTRATOR, spoke.id, "Khed Rural Hospital")
    await facilities.move(ADMINISTRATOR, spoke.id, thane.id)
    await facilities.close(ADMINISTRATOR, spoke.id)
    await facilities.reopen(ADMINISTRATOR, spoke.id)
    subject = f"facility:{spoke.id}"
    assert (await audited(store))[3:] == [
        ("facility.added", subject, ()),
        ("facility.renamed", subject, ("name",)),
        ("facility.moved", subject, ("parent", "district")),
        ("facility.closed", subject, ("active",)),
        ("facility.reopened", subject, ("active",)),
    ]


async def test_what_changes_nothing_and_what_is_refused_is_not_audited(facilities: Facilities, store: Store) -> None:
    state = await a_state(facilities)
    before = await audited(store)
    await facilities.rename(ADMINISTRATOR, state.id, f" {state.name} ")
    await facilities.reopen(ADMINISTRATOR, state.id)
    assert await refused(facilities, NewFacility("MH", "Again", "state", MAHARASHTRA)) == "facility_code_taken"
    assert await audited(store) == before
