"""Short messages kept in memory: the twin of every gateway, for tests and load generators."""

import asyncio
from collections import defaultdict

from clinic.identity.mobile import Mobile
from clinic.identity.sms import Sms, SmsFailed


class MemorySms:
    """``sent[mobile]`` are the texts to that number, oldest first. While ``failing`` is set, every send raises it.

    While ``road`` is not set, messages are on their way: a slow provider.
    """

    def __init__(self) -> None:
        self.sent: dict[Mobile, list[str]] = defaultdict(list)
        self.failing: SmsFailed | None = None
        self.road = asyncio.Event()
        self.road.set()
        self._unread: dict[Mobile, asyncio.Queue[str]] = defaultdict(asyncio.Queue)

    async def send(self, message: Sms) -> None:
        await self.road.wait()
        if self.failing:
            raise self.failing
        self.sent[message.to].append(message.text)
        self._unread[message.to].put_nowait(message.text)

    async def next(self, mobile: Mobile) -> str:
        """The oldest text that was not read yet; waits for it."""
        return await self._unread[mobile].get()

    async def next_code(self, mobile: Mobile) -> str:
        return code_in(await self.next(mobile))


def code_in(text: str) -> str:
    """The code in the last line of a text: "@host #123456"."""
    return text.rpartition("#")[2]
