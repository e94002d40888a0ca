"""Which domain event reaches which handler: the one place where features of the clinic hear of one another."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from server.loops import attempt

Handler = Callable[[Any], Awaitable[None]]
Subscriptions = Mapping[type[Any], Sequence[Handler]]


class Dispatcher:
    """Events are told after they were kept; a handler that fails costs no other handler its event."""

    def __init__(self) -> None:
        self._subscriptions: Subscriptions = {}
        self._working: set[asyncio.Task[None]] = set()

    def subscribe(self, subscriptions: Subscriptions) -> None:
        """Besides those of before."""
        self._subscriptions = {**self._subscriptions, **subscriptions}

    def publish(self, events: Sequence[Any]) -> None:
        """Returns at once."""
        for event in dict.fromkeys(events):
            for handler in self._subscriptions.get(type(event), ()):
                task = asyncio.ensure_future(self._handle(handler, event))
                self._working.add(task)
                task.add_done_callback(self._working.discard)

    async def settled(self) -> None:
        """All that was told until now has been handled."""
        while self._working:
            await asyncio.gather(*self._working, return_exceptions=True)

    async def _handle(self, handler: Handler, event: Any) -> None:
        await attempt(f"not_heard_of_{type(event).__name__}", lambda: handler(event))
