"""Web push kept in memory: the twin of the gateway, for tests and load generators."""

import asyncio
from collections import defaultdict

from clinic.notification.push import Push, PushFailed, PushGone, Shown, Subscription

KEY = "B" * 87
"""As long as a real one; no browser would take it."""


class MemoryPush:
    """``sent[endpoint]`` is what came to that browser, oldest first. Endpoints in ``gone`` take nothing any more.

    While ``failing`` is set, every send raises it.
    """

    public_key = KEY

    def __init__(self) -> None:
        self.sent: dict[str, list[Shown]] = defaultdict(list)
        self.gone: set[str] = set()
        self.failing: PushFailed | None = None
        self._unread: dict[str, asyncio.Queue[Shown]] = defaultdict(asyncio.Queue)

    def accepts(self, endpoint: str) -> bool:
        return endpoint.startswith("https://")

    async def send(self, push: Push, to: Subscription) -> None:
        if self.failing:
            raise self.failing
        if to.endpoint in self.gone:
            raise PushGone
        self.sent[to.endpoint].append(push.shown)
        self._unread[to.endpoint].put_nowait(push.shown)

    async def next(self, endpoint: str) -> Shown:
        """The oldest that was not read yet; waits for it."""
        return await self._unread[endpoint].get()
