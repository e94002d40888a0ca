"""How often something may be done: by number and by device first, by address last and generously.

A whole village shares one address behind its carrier. Windows begin with the first use and are kept in the database:
all processes count together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Literal, Protocol

from rooms.ports import Refusal

Scope = Literal["number", "device", "address"]
Who = Mapping[Scope, str]

HOUR_SECONDS = 3600.0
DAY_SECONDS = 24 * HOUR_SECONDS
MINUTE_SECONDS = 60
IPV6_NETWORK_BITS = 64


@dataclass(frozen=True, slots=True)
class Limit:
    """``count`` times in ``window_seconds``, for each number, device or address."""

    action: str
    scope: Scope
    count: int
    window_seconds: float


OTP_LIMITS = (
    Limit("otp_request", "number", 5, HOUR_SECONDS),
    Limit("otp_request", "number", 10, DAY_SECONDS),
    Limit("otp_request", "device", 10, HOUR_SECONDS),
    Limit("otp_request", "address", 600, HOUR_SECONDS),
    Limit("otp_resend", "number", 10, HOUR_SECONDS),
    Limit("otp_resend", "number", 20, DAY_SECONDS),
    Limit("otp_resend", "device", 20, HOUR_SECONDS),
    Limit("otp_resend", "address", 600, HOUR_SECONDS),
    Limit("otp_wrong", "number", 15, HOUR_SECONDS),
    Limit("otp_wrong", "device", 30, HOUR_SECONDS),
    Limit("otp_wrong", "address", 3000, HOUR_SECONDS),
)


@dataclass(frozen=True, slots=True)
class Use:
    """One use, under one limit, by whom."""

    limit: Limit
    value: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How often in the window that ends at ``ends_at``."""

    limit: Limit
    count: int
    ends_at: float


class LimitRecords(Protocol):
    async def add(self, uses: Sequence[Use], now: float) -> Sequence[Tally]:
        """Counts each once more, in a new window where the last one is over."""

    async def read(self, uses: Sequence[Use], now: float) -> Sequence[Tally]:
        """Those whose window is not over."""

    async def forget(self, now: float, at_most: int) -> int:
        """Removes windows that are over; how many."""


class TooMany(Refusal):
    """Later it will be granted: after ``retry_after_seconds``, not before."""

    def __init__(self, retry_after_seconds: int, code: str = "too_many", reason: str = "Too many attempts.") -> None:
        super().__init__(code, f"{reason} Try again in {_in_words(retry_after_seconds)}.")
        self.retry_after_seconds = retry_after_seconds


class Limits:
    def __init__(self, limits: Sequence[Limit] = OTP_LIMITS) -> None:
        self._limits = tuple(limits)

    async def take(self, records: LimitRecords, action: str, who: Who, now: float) -> None:
        """Counts one use. Raises ``TooMany``: let it leave the transaction, so that what is refused is not counted."""
        tallies = await records.add(self._uses(action, who), now)
        _refuse([tally for tally in tallies if tally.count > tally.limit.count], now)

    async def check(self, records: LimitRecords, action: str, who: Who, now: float) -> None:
        """Counts nothing. Raises ``TooMany`` where one more use would be too many."""
        tallies = await records.read(self._uses(action, who), now)
        _refuse([tally for tally in tallies if tally.count >= tally.limit.count], now)

    async def note(self, records: LimitRecords, action: str, who: Who, now: float) -> None:
        """Counts one use that has happened."""
        await records.add(self._uses(action, who), now)

    def _uses(self, action: str, who: Who) -> list[Use]:
        """Whom we cannot tell (a browser without a device's cookie) is counted by what remains."""
        mine = (limit for limit in self._limits if limit.action == action)
        return [Use(limit, _counted(limit.scope, who[limit.scope])) for limit in mine if who.get(limit.scope)]


def _refuse(full: Sequence[Tally], now: float) -> None:
    if full:
        raise TooMany(ceil(max(tally.ends_at for tally in full) - now))


def _counted(scope: Scope, value: str) -> str:
    """Of an IPv6 address the network: each phone has one of its own, with 2⁶⁴ addresses to choose from."""
    if scope != "address":
        return value
    try:
        address = ip_address(value.partition("%")[0])
    except ValueError:
        return value
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> IPV6_NETWORK_BITS << IPV6_NETWORK_BITS))


def _in_words(seconds: int) -> str:
    for length, name in ((int(HOUR_SECONDS), "hour"), (MINUTE_SECONDS, "minute")):
        if seconds > length:
            return f"{ceil(seconds / length)} {name}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
