"""Waiting for something that a browser, a process or a network will show by itself, with a deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

POLL_SECONDS = 0.05

T = TypeVar("T")


async def eventually(what: str, look: Callable[[], Awaitable[T | None]], *, within_seconds: float) -> T:
    """The first true value of ``look()``; an AssertionError with the last one when the time is over."""
    deadline = monotonic() + within_seconds
    while True:
        seen = await look()
        if seen:
            return seen
        if monotonic() > deadline:
            raise AssertionError(f"not within {within_seconds} s: {what} (last seen: {seen!r})")
        await asyncio.sleep(POLL_SECONDS)
