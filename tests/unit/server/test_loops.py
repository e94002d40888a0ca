"""What goes on beside the requests, and how often boards are told."""

import asyncio

import pytest

from server.loops import beside
from server.opd import LONGEST_PAUSE_SECONDS, SHORTEST_PAUSE_SECONDS, pause_after


async def test_work_beside_ends_though_a_cancellation_was_lost() -> None:
    begun, lost = asyncio.Event(), asyncio.Event()

    async def loses_the_first() -> None:
        while not lost.is_set():
            try:
                begun.set()
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost.set()
        await asyncio.Event().wait()

    async with asyncio.timeout(5):
        async with beside(loses_the_first()):
            await begun.wait()
    assert lost.is_set()


async def test_what_broke_the_work_beside_is_not_kept_quiet() -> None:
    async def breaks() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        async with beside(breaks()):
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("took", "pause"),
    [(0.0, SHORTEST_PAUSE_SECONDS), (0.25, 2.0), (0.5, 4.0), (60.0, LONGEST_PAUSE_SECONDS)],
)
def test_boards_are_told_less_often_the_longer_it_takes(took: float, pause: float) -> None:
    assert pause_after(took) == pause
