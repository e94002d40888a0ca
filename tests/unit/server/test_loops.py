"""What goes on beside the requests."""

import asyncio

import pytest

from server.loops import beside


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
