"""Telephone calls kept in memory: the twin of the gateway, for tests and load generators."""

import asyncio
from collections.abc import Mapping

from clinic.telephone.call import News, Purpose, Ringing, State
from clinic.telephone.ports import TelephoneFailed


class MemoryTelephone:
    """``rung``: what was asked for, oldest first. While ``failing`` is set, every call raises it.

    Its call-backs are ``{"state": "answered", "seconds": 30}``.
    """

    def __init__(self) -> None:
        self.rung: list[Ringing] = []
        self.failing: TelephoneFailed | None = None
        self.without_doctor = False
        self._unread: asyncio.Queue[Ringing] = asyncio.Queue()

    def needs_doctor(self, purpose: Purpose) -> bool:
        return not self.without_doctor

    def news(self, told: Mapping[str, object]) -> News:
        word, seconds = told.get("state"), told.get("seconds")
        state = State(word) if isinstance(word, str) and word in set(State) else None
        return News(state, duration_seconds=float(seconds) if isinstance(seconds, int | float) else None)

    async def ring(self, ringing: Ringing) -> str:
        if self.failing:
            raise self.failing
        self.rung.append(ringing)
        self._unread.put_nowait(ringing)
        return f"call-{len(self.rung)}"

    async def next(self) -> Ringing:
        """The oldest that was not read yet; waits for it."""
        return await self._unread.get()
