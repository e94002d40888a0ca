"""Ending what runs beside."""

import asyncio
from typing import Any

AGAIN_SECONDS = 0.1


async def ended(task: asyncio.Task[Any]) -> None:
    """Cancelled until it ends: the Redis client uses ``asyncio.wait_for``, which in Python 3.11 may swallow it once."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=AGAIN_SECONDS)
