import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooms.ports import ParticipantId, Shown
from rooms.slots import Placement, SlotMap

ASHA, RAO, MEERA, JOHN = (Shown(ParticipantId(name), "camera") for name in ("asha", "rao", "meera", "john"))
SCREEN_OF_RAO, SCREEN_OF_ASHA = (Shown(ParticipantId(name), "second") for name in ("rao", "asha"))


def sources(slots: SlotMap) -> list[Shown | None]:
    return [placement.shown for placement in slots.placements]


def test_a_person_keeps_her_pair_while_she_stays() -> None:
    slots = SlotMap(pair_count=3)
    slots.show([ASHA, RAO])
    slots.show([MEERA, RAO])
    slots.show([JOHN, MEERA, RAO])
    assert sources(slots)[1] == RAO


def test_a_freed_pair_is_reused_last() -> None:
    slots = SlotMap(pair_count=3)
    slots.show([ASHA, RAO])
    slots.show([RAO])
    slots.show([RAO, MEERA])
    assert sources(slots) == [None, RAO, MEERA]
    slots.show([RAO, MEERA, JOHN])
    assert sources(slots) == [JOHN, RAO, MEERA]


def test_whoever_finds_no_free_pair_waits_for_one() -> None:
    slots = SlotMap(pair_count=1)
    slots.show([ASHA, RAO])
    assert sources(slots) == [ASHA]
    slots.show([RAO])
    assert sources(slots) == [RAO]


def test_nothing_is_fed_before_it_is_acknowledged() -> None:
    slots = SlotMap(pair_count=2)
    slots.show([ASHA])
    assert slots.acknowledged_pairs_of(ASHA.participant) == ()
    assert slots.acknowledge(slots.revision) == (Placement(0, ASHA),)
    assert slots.acknowledged_pairs_of(ASHA.participant) == (Placement(0, ASHA),)


def test_an_older_acknowledgement_does_not_settle_a_pair_changed_since() -> None:
    slots = SlotMap(pair_count=1)
    slots.show([ASHA])
    first = slots.revision
    slots.show([RAO])
    assert slots.acknowledge(first) == ()
    assert slots.acknowledged_pairs_of(RAO.participant) == ()


def test_an_older_acknowledgement_settles_what_has_not_changed_since() -> None:
    slots = SlotMap(pair_count=2)
    slots.show([ASHA])
    first = slots.revision
    slots.show([ASHA, RAO])
    assert slots.acknowledge(first) == (Placement(0, ASHA),)
    assert slots.acknowledge(slots.revision) == (Placement(1, RAO),)


def test_the_same_acknowledgement_again_feeds_nothing_twice() -> None:
    slots = SlotMap(pair_count=1)
    slots.show([ASHA])
    slots.acknowledge(slots.revision)
    assert slots.acknowledge(slots.revision) == ()


@pytest.mark.parametrize("revision", [-1, 2])
def test_a_revision_never_sent_cannot_be_acknowledged(revision: int) -> None:
    slots = SlotMap(pair_count=1)
    slots.show([ASHA])
    with pytest.raises(ValueError, match="revision"):
        slots.acknowledge(revision)


def test_a_new_transport_keeps_everybody_in_place_and_asks_for_a_new_acknowledgement() -> None:
    slots = SlotMap(pair_count=2)
    slots.show([ASHA])
    old = slots.revision
    slots.acknowledge(old)
    slots.renew()
    assert sources(slots) == [ASHA, None]
    assert slots.acknowledge(old) == ()
    assert slots.acknowledge(slots.revision) == (Placement(0, ASHA),)


def test_showing_the_same_people_changes_nothing() -> None:
    slots = SlotMap(pair_count=2)
    slots.show([ASHA, RAO])
    before = slots.revision
    assert slots.show([RAO, ASHA]) == ()
    assert slots.revision == before


def test_a_camera_takes_the_pair_of_a_second_video_where_no_other_is_free() -> None:
    slots = SlotMap(pair_count=2)
    slots.show([RAO, SCREEN_OF_RAO])
    assert slots.show([RAO, MEERA, SCREEN_OF_RAO]) == (1,)
    assert sources(slots) == [RAO, MEERA]
    slots.show([RAO, SCREEN_OF_RAO])
    assert sources(slots) == [RAO, SCREEN_OF_RAO]


def test_a_second_video_takes_nothing_from_another() -> None:
    slots = SlotMap(pair_count=2)
    slots.show([RAO, SCREEN_OF_RAO])
    assert slots.show([RAO, SCREEN_OF_ASHA, SCREEN_OF_RAO]) == ()


def test_both_videos_of_a_person_are_found() -> None:
    slots = SlotMap(pair_count=3)
    slots.show([ASHA, RAO, SCREEN_OF_RAO])
    slots.acknowledge(slots.revision)
    both = (Placement(1, RAO), Placement(2, SCREEN_OF_RAO))
    assert slots.acknowledged_pairs_of(RAO.participant) == both


def test_without_pairs_nothing_is_shown() -> None:
    slots = SlotMap(pair_count=0)
    assert slots.show([ASHA, SCREEN_OF_RAO]) == ()


EVERYTHING = [ASHA, RAO, MEERA, JOHN, SCREEN_OF_ASHA, SCREEN_OF_RAO]


@given(st.lists(st.lists(st.sampled_from(EVERYTHING), unique=True), max_size=20))
def test_no_camera_moves_and_nothing_stands_twice_whoever_comes_and_goes(history: list[list[Shown]]) -> None:
    slots = SlotMap(pair_count=3)
    for present in history:
        before = sources(slots)
        changed = slots.show(present)
        after = sources(slots)
        shown = [source for source in after if source is not None]
        assert len(shown) == len(set(shown)) == min(3, len(present))
        assert set(changed) == {pair for pair in range(3) if before[pair] != after[pair]}
        assert all(after[pair] == who for pair, who in enumerate(before) if who in present and _is_camera(who))
        cameras = sum(map(_is_camera, present))
        assert sum(map(_is_camera, shown)) == min(3, cameras)


def _is_camera(shown: Shown) -> bool:
    return shown.video == "camera"
