"""No cell under five is told, and none can be found by taking what is told from what is told."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.statistics.telling import (
    QUARTERS_OF_A_DAY,
    Block,
    Told,
    began,
    blocks,
    first_of_day,
    first_of_month,
    is_first_of_month,
    quarter,
    tell,
    whole,
)

MARCH, APRIL = first_of_day(date(2026, 3, 1)), first_of_day(date(2026, 4, 1))
QUARTERS = 6
COUNTS = st.lists(st.integers(0, 8), min_size=QUARTERS, max_size=QUARTERS)
HALVES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=QUARTERS, max_size=QUARTERS)

Span = tuple[int, int]
Counts = dict[Span, int | None]
Parts = dict[Span, tuple[int, ...]]


def seen(counts: Sequence[int], since: int = MARCH) -> list[Block]:
    return blocks(((since + index, (count,)) for index, count in enumerate(counts)), (0,))[0]


def told(found: Sequence[Block], first: int, last: int, since: int = MARCH) -> Told:
    """As one cell of that span."""
    return tell(found, since + first, last - first, 1).get(0, Told())


def spans() -> Iterator[Span]:
    return combinations(range(QUARTERS + 1), 2)


def answers(counts: Sequence[int]) -> Counts:
    """To every question that can be asked of one clinic."""
    found = seen(counts)
    return {span: told(found, *span).count() for span in spans()}


def part_answers(halves: Sequence[tuple[int, int]]) -> Parts:
    """Of two parts of what is counted, and of the sum of both."""
    counted = ((MARCH + index, (one + other, one, other)) for index, (one, other) in enumerate(halves))
    base, _ = blocks(counted, (0,))
    parts, _ = blocks(whole(base), (1, 2))
    return {span: (told(base, *span).count() or 0, *told(parts, *span).parts[1:]) for span in spans()}


def neighbours(counts: Sequence[int]) -> Iterator[list[int]]:
    """Other histories: with one more or less here, and elsewhere the other way round."""
    for one in range(len(counts)):
        for other in range(len(counts)):
            for by in (-4, -3, -2, -1, 1, 2, 3, 4):
                changed = list(counts)
                changed[one] += by
                if other != one:
                    changed[other] -= by
                if min(changed) >= 0:
                    yield changed


def test_five_are_told_and_four_are_not() -> None:
    assert told(seen([5]), 0, 1).count() == 5
    assert told(seen([4]), 0, 1).count() is None


def test_nobody_at_all_is_told() -> None:
    assert told(seen([0, 0]), 0, 2).count() == 0


def test_small_quarters_are_told_together_in_the_one_in_which_they_are_five() -> None:
    found = seen([2, 1, 2])
    assert found == [Block(MARCH, MARCH + 2, (5,))]
    assert [told(found, index, index + 1).count() for index in range(3)] == [None, None, 5]


def test_a_quarter_without_anybody_is_not_told_apart_while_a_block_is_open() -> None:
    """Five in five days of which none was empty would be one each."""
    found = seen([2, 0, 3, 0])
    assert [told(found, index, index + 1).count() for index in range(4)] == [None, None, 5, 0]


def test_what_is_still_open_is_dropped_with_the_month() -> None:
    days = 3 * QUARTERS_OF_A_DAY
    found, left = blocks([(APRIL - days, (3,)), (APRIL + days, (3,)), (APRIL + days + 1, (4,))], (0,))
    assert found == [Block(APRIL - days, APRIL - 1, ()), Block(APRIL + days, APRIL + days + 1, (7,))]
    assert left is None
    assert told(found, 0, days, since=APRIL).count() == 0


def test_a_count_is_off_by_at_most_four_for_each_clinic() -> None:
    shown = told(seen([4, 4, 4, 4, 4, 4]), 1, 5).count()
    assert shown is not None
    assert abs(shown - 16) <= 4


@given(COUNTS)
def test_no_span_is_told_to_have_between_one_and_four_and_none_is_far_off(counts: list[int]) -> None:
    for (first, last), shown in answers(counts).items():
        true = sum(counts[first:last])
        if shown is None:
            assert true < 5
        else:
            assert shown == 0 or shown >= 5
            assert abs(shown - true) <= 4


@given(COUNTS)
def test_a_longer_span_has_nothing_more_than_a_shorter_one_or_at_least_five_more(counts: list[int]) -> None:
    shown = answers(counts)
    for (first, last), longer in shown.items():
        for (later, sooner), shorter in shown.items():
            if first <= later and sooner <= last:
                more = (longer or 0) - (shorter or 0)
                assert more == 0 or more >= 5


@given(st.lists(COUNTS, min_size=2, max_size=4), st.data())
def test_of_two_sets_of_clinics_the_larger_has_nothing_more_or_at_least_five_more(
    clinics: list[list[int]], data: st.DataObject
) -> None:
    some = data.draw(st.lists(st.sampled_from(range(len(clinics))), unique=True))

    def shown(of: Sequence[int]) -> int:
        together = Told()
        for one in of:
            together.add(told(seen(clinics[one]), 0, QUARTERS))
        return together.count() or 0

    more = shown(range(len(clinics))) - shown(some)
    assert more == 0 or more >= 5


def another_exists(counts: Sequence[int], index: int, ask: Callable[[Sequence[int]], object]) -> bool:
    known = ask(counts)
    return any(other[index] != counts[index] and ask(other) == known for other in neighbours(counts))


@given(COUNTS)
def test_every_hidden_quarter_could_as_well_be_another_for_whoever_knows_all_answers(counts: list[int]) -> None:
    """All spans are asked for, and how it is done is known: the same answers come of another history."""
    for index, count in enumerate(counts):
        if 1 <= count <= 4:
            assert another_exists(counts, index, answers)


@given(COUNTS, st.integers(1, 4))
def test_the_first_of_a_block_could_be_any_of_one_to_four(counts: list[int], could_be: int) -> None:
    known = answers(counts)
    for block in seen(counts):
        first = block.first - MARCH
        if 1 <= counts[first] <= 4:
            last = QUARTERS if block.is_open else block.last - MARCH
            rest = [] if block.is_open else [sum(block.parts) - could_be]
            other = [*counts[:first], could_be, *[0] * (last - first - 1), *rest, *counts[last + 1 :]]
            assert answers(other) == known


@given(HALVES)
def test_of_two_parts_neither_is_told_to_have_between_one_and_four(halves: list[tuple[int, int]]) -> None:
    for cell in part_answers(halves).values():
        assert all(part == 0 or part >= 5 for part in cell)


@given(HALVES)
def test_every_hidden_part_could_as_well_be_another(halves: list[tuple[int, int]]) -> None:
    """Where what both are together is known, and told: only how it is divided changes."""
    wholes = [one + other for one, other in halves]

    def divided(ones: Sequence[int]) -> Parts:
        if any(one > both for one, both in zip(ones, wholes, strict=True)):
            return {}
        return part_answers([(one, both - one) for one, both in zip(ones, wholes, strict=True)])

    for index, (one, other) in enumerate(halves):
        if 1 <= one <= 4 and other > 0:
            assert another_exists([one for one, _ in halves], index, divided)


@given(COUNTS, st.integers(0, QUARTERS))
def test_what_was_told_is_told_again_when_more_has_come(counts: list[int], until: int) -> None:
    """Whoever keeps an answer learns nothing by asking later."""
    before, after = seen(counts[:until]), seen(counts)
    for first, last in spans():
        if last <= until:
            assert told(before, first, last).count() == told(after, first, last).count()


@pytest.mark.parametrize(("part", "whole_", "percent"), [(5, 15, 33), (0, 9, 0), (7, 7, 100)])
def test_a_part_is_told_in_whole_percents(part: int, whole_: int, percent: int) -> None:
    assert Told((whole_, part, whole_ - part), 1).percent(1, (1, 2)) == percent


def test_nothing_is_told_of_parts_of_nothing() -> None:
    assert Told().percent(1, (1, 2)) is None


def test_what_is_surely_there_allows_for_what_was_carried_in() -> None:
    assert Told((20,), 2).surely == 12


@given(COUNTS, st.integers(0, QUARTERS))
def test_a_day_goes_on_with_what_the_day_before_has_left_open(counts: list[int], midnight: int) -> None:
    every = [(MARCH + index, (count,)) for index, count in enumerate(counts)]
    before, left = blocks(every[:midnight], (0,))
    after, still = blocks(every[midnight:], (0,), left)
    at_once, open_at_last = blocks(every, (0,))
    assert [one for one in (*before, *after) if one.parts] == [one for one in at_once if one.parts]
    assert still == open_at_last


@given(COUNTS)
def test_cells_beside_each_other_are_the_cell_of_both(counts: list[int]) -> None:
    found = seen(counts)
    both = Told()
    for cell in tell(found, MARCH, 1, QUARTERS).values():
        both.go_on(cell)
    assert both == told(found, 0, QUARTERS)


def test_days_and_months_begin_at_midnight_in_india() -> None:
    midnight = 1_772_303_400.0  # 28 February 2026, 18:30 UTC
    assert quarter(midnight) == MARCH == first_of_month(APRIL - 1)
    assert [is_first_of_month(one // QUARTERS_OF_A_DAY) for one in (MARCH - 1, MARCH)] == [False, True]
    assert quarter(midnight - 1) == first_of_day(date(2026, 3, 1)) - 1
    assert began(quarter(midnight + 899)) == midnight
