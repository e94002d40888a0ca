"""What goes on beside the requests, round after round, whatever happens in one of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

from clinic.ports import DatabaseAway
from cluster.tasks import ended

log = structlog.get_logger(__name__)


async def attempt(what: str, act: Callable[[], Awaitable[object]]) -> bool:
    """One round. A failure is logged under that name, and costs no later round; false then."""
    try:
        await act()
    except DatabaseAway:
        log.warning("database_away", meanwhile=what)
        return False
    except Exception:
        log.exception(what)
        return False
    return True


async def again_and_again(seconds: float, what: str, act: Callable[[], Awaitable[object]]) -> None:
    """Until it is cancelled, with so many seconds between two rounds. ``what``: how a failure is called."""
    while True:
        await asyncio.sleep(seconds)
        await attempt(what, act)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """It goes on while the block runs."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await ended(task)
        if not task.cancelled():
            task.result()
