import random
from collections.abc import Iterator

import pytest

from media.sfu.rewriter import Rewriter


def test_numbers_of_one_source_keep_their_distances() -> None:
    rewriter = Rewriter(90_000, first_sequence=5, first_timestamp=1000)
    rewriter.switch(100, 9000, now=1.0)
    assert rewriter.rewrite(100, 9000, now=1.0) == (5, 1000)
    assert rewriter.rewrite(102, 12000, now=1.03) == (7, 4000)
    assert rewriter.rewrite(101, 12000, now=1.04) == (6, 4000)


def test_another_source_goes_on_where_the_last_one_ended() -> None:
    rewriter = Rewriter(90_000, first_sequence=5, first_timestamp=1000)
    rewriter.switch(100, 9000, now=1.0)
    rewriter.rewrite(100, 9000, now=1.0)
    rewriter.switch(60_000, 0xFFFFFF00, now=3.0)
    assert rewriter.rewrite(60_000, 0xFFFFFF00, now=3.0) == (6, 1000 + 180_000)


def test_packets_of_before_the_switch_are_refused() -> None:
    rewriter = Rewriter(90_000, first_sequence=5)
    rewriter.switch(100, 0, now=1.0)
    assert rewriter.rewrite(99, 0, now=1.0) is None


def test_the_gap_of_a_skipped_packet_is_closed_and_late_packets_find_their_place() -> None:
    rewriter = Rewriter(90_000, first_sequence=0, first_timestamp=0)
    rewriter.switch(100, 0, now=1.0)
    rewriter.rewrite(100, 0, now=1.0)
    rewriter.skip(102)
    assert rewriter.rewrite(103, 0, now=1.0) is not None
    late = rewriter.rewrite(101, 0, now=1.0)
    assert late is not None
    assert late.sequence == 1
    after = rewriter.rewrite(104, 0, now=1.0)
    assert after is not None
    assert after.sequence == 3


def test_sequences_begin_in_the_lower_half() -> None:
    for _ in range(50):
        rewriter = Rewriter(90_000)
        rewriter.switch(40_000, 0, now=0.0)
        numbers = rewriter.rewrite(40_000, 0, now=0.0)
        assert numbers is not None
        assert numbers.sequence < 1 << 15


def test_sequences_and_timestamps_wrap() -> None:
    rewriter = Rewriter(90_000, first_sequence=65535, first_timestamp=0xFFFFFFFF)
    rewriter.switch(1, 0, now=0.0)
    assert rewriter.rewrite(1, 0, now=0.0) == (65535, 0xFFFFFFFF)
    assert rewriter.rewrite(2, 1, now=0.0) == (0, 0)


def story(chance: random.Random) -> Iterator[tuple[str, int]]:
    """Steps of a bad line: packets that come, come late, are skipped, and sources that change."""
    extended, late = 1000, list[int]()
    for _ in range(800):
        extended += 1
        roll = chance.random()
        if roll < 0.1:
            late.append(extended)
        elif roll < 0.2:
            yield "skip", extended
        elif roll < 0.22:
            extended += chance.randrange(-30_000, 30_000)
            late.clear()
            yield "switch", extended
        else:
            yield "come", extended
        if late and roll > 0.9:
            yield "come", late.pop(0)


@pytest.mark.parametrize("seed", range(20))
def test_no_two_packets_ever_share_a_number_whatever_is_lost_skipped_or_switched(seed: int) -> None:
    rewriter, used = Rewriter(90_000), set[int]()
    rewriter.switch(1000, 0, now=0.0)
    for step, extended in story(random.Random(seed)):
        if step == "switch":
            rewriter.switch(extended, 0, now=0.0)
        elif step == "skip":
            rewriter.skip(extended)
        elif numbers := rewriter.rewrite(extended, 0, now=0.0):
            assert numbers.sequence not in used
            used.add(numbers.sequence)
