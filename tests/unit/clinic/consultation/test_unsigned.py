"""Work that was left unsigned follows its doctor."""

from typing import Any

import pytest

from clinic.consultation.lifecycle import State
from clinic.consultation.unsigned import UnsignedWork, tell_at_end_of_shift
from tests.unit.clinic.consultation.builders import COLLEAGUE, DOCTOR, Opd

HOUR, DAY = 3_600.0, 86_400.0
# 1_790_000_000 is 19:43 in India: the next morning is some hours away.
TO_NEXT_NOON = 16.5 * HOUR


@pytest.fixture
def work(opd: Opd) -> UnsignedWork:
    return UnsignedWork(opd.store, opd.clock)


async def told(opd: Opd) -> list[tuple[str, Any]]:
    async with opd.store.writing() as records:
        due = await records.notices.take_due(opd.clock.now, opd.clock.now + 60, 100)
    return [(one.notice.to.id, one.notice.values["count"]) for one in due if one.notice.kind == "unsigned_work"]


async def test_it_is_shown_until_it_is_signed(work: UnsignedWork, opd: Opd) -> None:
    first = await opd.consultation(State.ENDED)
    opd.clock.advance(60)
    second = await opd.consultation(State.REFERRED)
    await opd.consultation(State.CLOSED, signed_at=opd.clock.now)
    await opd.consultation(State.IN_PROGRESS)
    await opd.consultation(State.ENDED, doctor=COLLEAGUE)
    assert [one.id for one in await work.of(DOCTOR)] == [first.id, second.id]


async def test_at_the_end_of_her_shift_she_is_told_once_how_much_is_left(work: UnsignedWork, opd: Opd) -> None:
    for _ in range(2):
        await opd.consultation(State.ENDED)
    async with opd.store.writing() as records:
        assert await tell_at_end_of_shift(records, DOCTOR, opd.clock.now)
        assert not await tell_at_end_of_shift(records, DOCTOR, opd.clock.now)
        assert not await tell_at_end_of_shift(records, COLLEAGUE, opd.clock.now)
    assert await told(opd) == [(DOCTOR, "2")]


async def test_it_follows_her_once_a_day_in_the_day_and_ends_after_a_week(work: UnsignedWork, opd: Opd) -> None:
    await opd.consultation(State.ENDED)
    assert await work.remind() == 0  # the same evening
    opd.clock.advance(7 * HOUR)
    assert await work.remind() == 0  # in the night
    opd.clock.advance(TO_NEXT_NOON - 7 * HOUR)
    assert (await work.remind(), await work.remind()) == (1, 0)
    assert await told(opd) == [(DOCTOR, "1")]
    opd.clock.advance(DAY)
    assert await work.remind() == 1
    opd.clock.advance(7 * DAY)
    assert await work.remind() == 0


async def test_what_is_signed_follows_nobody(work: UnsignedWork, opd: Opd) -> None:
    await opd.consultation(State.CLOSED, signed_at=opd.clock.now)
    opd.clock.advance(TO_NEXT_NOON)
    assert await work.remind() == 0
