"""Long work on many rows without holding up the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

In = TypeVar("In")
Out = TypeVar("Out")
Progress = Callable[[int, int], None]
"""Told on the event loop how many rows are done, and of how many."""

ROWS_AT_ONCE = 500


def unwatched(done: int, total: int) -> None:
    """Where nobody looks at the progress."""


async def in_chunks(
    work: Callable[[In], Out], items: Sequence[In], progress: Progress = unwatched, at_once: int = ROWS_AT_ONCE
) -> list[Out]:
    """``work`` on every item, in a thread, a few hundred at a time; the results in the same order."""
    results: list[Out] = []
    for start in range(0, len(items), at_once):
        results += await asyncio.to_thread(_done, work, items[start : start + at_once])
        progress(len(results), len(items))
    return results


def _done(work: Callable[[In], Out], items: Sequence[In]) -> list[Out]:
    return [work(item) for item in items]
