"""Sends what is due while the service runs: at once when something was written, and otherwise every second."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

TICK_SECONDS = 1.0
"""What falls due by time alone, or was written by a process that died, waits no longer."""
BREATH_SECONDS = 0.2
"""Between two rounds: a hundred commits a second do not become a hundred rounds."""

log = structlog.get_logger(__name__)


class Rounds(Protocol):
    async def send_due(self) -> int: ...

    async def wait(self, seconds: float) -> None: ...


async def send_notices(notifier: Rounds, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
    """Until it is cancelled. A round that fails is logged and tried again."""
    while True:
        try:
            await notifier.send_due()
        except Exception:
            log.exception("notices_failed")
        await sleep(BREATH_SECONDS)
        await notifier.wait(TICK_SECONDS - BREATH_SECONDS)
