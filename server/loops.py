"""What goes on beside the requests, round after round, whatever happens in one of them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from clinic.ports import DatabaseAway

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
