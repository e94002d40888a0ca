"""How often whoever we need not know may ask for what costs us: by device first, by address generously."""

from collections.abc import Callable
from typing import Protocol

from clinic.identity.limits import HOUR_SECONDS, Limit, LimitRecords, Limits, Who
from clinic.ports import Store

ANYBODYS_LIMITS = (
    Limit("complaint", "device", 10, HOUR_SECONDS),
    Limit("complaint", "address", 100, HOUR_SECONDS),
    Limit("application", "device", 10, HOUR_SECONDS),
    Limit("application", "address", 100, HOUR_SECONDS),
    Limit("upload", "device", 100, HOUR_SECONDS),
    Limit("upload", "address", 1000, HOUR_SECONDS),
    Limit("alert", "device", 10, HOUR_SECONDS),
    Limit("alert", "address", 300, HOUR_SECONDS),
    Limit("link", "device", 30, HOUR_SECONDS),
    Limit("link", "address", 600, HOUR_SECONDS),
    Limit("verification", "device", 300, HOUR_SECONDS),
    Limit("verification", "address", 3000, HOUR_SECONDS),
    Limit("document_check", "device", 60, HOUR_SECONDS),
    Limit("document_check", "address", 600, HOUR_SECONDS),
)


class Records(Protocol):
    @property
    def limits(self) -> LimitRecords: ...


class Guard:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._limits = Limits(ANYBODYS_LIMITS)

    async def take(self, action: str, device: str, origin: str) -> None:
        """One use of it. Raises ``TooMany``, and then it is not counted."""
        async with self._store.writing() as records:
            who: Who = {"device": device, "address": origin}
            await self._limits.take(records.limits, action, who, self._wall_clock())
