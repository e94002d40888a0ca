"""How many patients and staff each facility has. Cells under five are hidden: somebody could be found by them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.facilities.facility import Facility
from clinic.ports import Store
from clinic.staff.account import Account
from clinic.staff.permissions import PERMISSIONS, Permission, hidden_if_small, may_anywhere
from rooms.ports import Refusal

DAY_SECONDS = 86_400.0
INDIAN_OFFSET_SECONDS = 19_800.0


@dataclass(frozen=True, slots=True)
class Count:
    """Of one facility. ``registered_today``: of its patients, since midnight in India."""

    facility: Facility
    patients: int
    staff: int
    registered_today: int


@dataclass(frozen=True, slots=True)
class ShownCount:
    """``None``: between one and four."""

    facility: Facility
    patients: int | None
    staff: int
    registered_today: int | None


class CountRecords(Protocol):
    async def by_facility(self, beneath: Collection[str] | None, since: float) -> Sequence[Count]:
        """Of those facilities and all beneath them, by code; ``None`` is everywhere. Only where anybody is."""


class Records(Protocol):
    @property
    def counts(self) -> CountRecords: ...


class Counts:
    def __init__(self, store: Store[Records]) -> None:
        self._store = store

    async def seen_by(self, account: Account, now: float) -> list[ShownCount]:
        """Raises ``Refusal``."""
        if not may_anywhere(account, Permission.SEE_COUNTS):
            raise Refusal("not_permitted", "You are not allowed to do this here.")
        hers = {one.facility for one in account.assignments if Permission.SEE_COUNTS in PERMISSIONS[one.role]}
        places = None if None in hers else {place for place in hers if place is not None}
        async with self._store.reading() as records:
            return [_shown(count) for count in await records.counts.by_facility(places, midnight(now))]


def midnight(now: float) -> float:
    """The last one in India, as seconds since 1970 UTC."""
    return now - (now + INDIAN_OFFSET_SECONDS) % DAY_SECONDS


def _shown(count: Count) -> ShownCount:
    patients, today = hidden_if_small(count.patients), hidden_if_small(count.registered_today)
    return ShownCount(count.facility, patients, count.staff, today)
