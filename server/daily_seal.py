"""The ends of the audit's chains, signed once a day by the service itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from storage.store import Store

DAY_SECONDS = 86_400.0
AFTER_MIDNIGHT_SECONDS = 60.0
"""Then it is past midnight for every process, if their clocks differ by less."""
LONGEST_PAUSE_SECONDS = 3_600.0
"""A machine that slept, or whose clock was put right, is late by no more."""
RETRY_SECONDS = 300.0

log = structlog.get_logger(__name__)


async def seal_daily(
    store: Store,
    key: Ed25519PrivateKey,
    wall_clock: Callable[[], float],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Until it is cancelled. At once where the day is not signed yet; of several processes one signs each day."""
    done: str | None = None
    while True:
        day = due_day(wall_clock(), done)
        if day is not None and not await _is_sealed(store, key, day):
            await sleep(RETRY_SECONDS)
            continue
        done = day or done
        await sleep(pause_seconds(wall_clock()))


def due_day(now: float, done: str | None) -> str | None:
    """The day (UTC, ISO date) that is to be signed now; ``done``: the last one that is.

    A day's signature is made when it begins, and covers all that was written before.
    """
    day = datetime.fromtimestamp(now - AFTER_MIDNIGHT_SECONDS, UTC).date().isoformat()
    return day if done is None or day > done else None


def pause_seconds(now: float) -> float:
    """Until another day may be due."""
    return min(DAY_SECONDS - (now - AFTER_MIDNIGHT_SECONDS) % DAY_SECONDS, LONGEST_PAUSE_SECONDS)


async def _is_sealed(store: Store, key: Ed25519PrivateKey, day: str) -> bool:
    """By this process or another; false where it failed."""
    try:
        async with store.writing() as records:
            seal = await records.audit.seal_day(day, key)
    except Exception:
        log.exception("audit_seal_failed", day=day)
        return False
    if seal is not None:
        log.info("audit_sealed", day=day, digest=seal.digest(), chains=len(seal.heads))
    return True
