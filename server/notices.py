"""Sends what is due while the service runs: at once when something was written, and otherwise every second."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from server.loops import attempt

TICK_SECONDS = 1.0
"""What falls due by time alone, or was written by a process that died, waits no longer."""
BREATH_SECONDS = 0.2
"""Between two rounds: a hundred commits a second do not become a hundred rounds."""


class Rounds(Protocol):
    async def send_due(self) -> int: ...

    async def wait(self, seconds: float) -> None: ...


async def send_notices(notifier: Rounds, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
    """Until it is cancelled. A round that fails is logged and tried again."""
    while True:
        await attempt("notices_failed", notifier.send_due)
        await sleep(BREATH_SECONDS)
        await notifier.wait(TICK_SECONDS - BREATH_SECONDS)
