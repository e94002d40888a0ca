"""The loop that sends what is due."""

import asyncio

import pytest
from structlog.testing import capture_logs

from server.notices import BREATH_SECONDS, TICK_SECONDS, send_notices


class Rounds:
    """Each of ``results`` is what a round does; at their end the process is stopped."""

    def __init__(self, *results: int | Exception) -> None:
        self.results = list(results)
        self.waits: list[float] = []

    async def send_due(self) -> int:
        if not self.results:
            raise asyncio.CancelledError
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


async def run(rounds: Rounds) -> list[float]:
    breaths: list[float] = []

    async def sleep(seconds: float) -> None:
        breaths.append(seconds)

    with pytest.raises(asyncio.CancelledError):
        await send_notices(rounds, sleep)
    return breaths


async def test_between_two_rounds_it_takes_breath_and_waits_a_second_at_most() -> None:
    rounds = Rounds(3, 0)
    assert await run(rounds) == [BREATH_SECONDS] * 2
    assert rounds.waits == [TICK_SECONDS - BREATH_SECONDS] * 2


async def test_a_round_that_fails_is_logged_and_tried_again() -> None:
    rounds = Rounds(OSError("the database is away"), 1)
    with capture_logs() as lines:
        await run(rounds)
    assert [line["event"] for line in lines] == ["notices_failed"]
    assert len(rounds.waits) == 2
