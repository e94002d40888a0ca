"""An administrator opens one patient's record, with a reason that is written down."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clinic.audit.event import AuditTrail, Event
from clinic.ports import Store
from clinic.staff.account import Account, StaffId
from clinic.staff.permissions import Permission, check_may, may_anywhere
from clinic.staff.ports import FacilityTree, above
from rooms.ports import Refusal

REASON_LENGTH = 15
LONGEST_REASON = 1_000
OPEN_SECONDS = 1_800.0
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Opening:
    """One record, for one of the staff, until a time."""

    id: str
    staff: StaffId
    patient: str
    opened_at: float
    until: float


class GlassRecords(Protocol):
    async def add(self, opening: Opening) -> None: ...

    async def open_until(self, staff: StaffId, patient: str) -> float | None:
        """The latest end of her openings of that record; ``None`` where there was none."""


class StaffRecords(Protocol):
    async def get(self, staff: StaffId) -> Account | None: ...

    @property
    def glass(self) -> GlassRecords: ...


class Records(Protocol):
    @property
    def staff(self) -> StaffRecords: ...

    @property
    def facilities(self) -> FacilityTree: ...

    @property
    def audit(self) -> AuditTrail: ...


class BreakGlass:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def open(self, staff: StaffId, patient: str, facility: str | None, reason: str, origin: str) -> Opening:
        """``facility``: where the patient is known, as her record says, never as the page does. Raises ``Refusal``."""
        given = reason.strip()
        if not REASON_LENGTH <= len(given) <= LONGEST_REASON:
            sentence = f"Write why you must open this record, in at least {REASON_LENGTH} characters."
            raise Refusal("reason_short", sentence, ("reason",))
        now = self._wall_clock()
        opening = Opening(secrets.token_hex(ID_BYTES), staff, patient, now, now + OPEN_SECONDS)
        async with self._store.writing() as records:
            account = await self._permitted(records, staff, facility)
            await records.staff.glass.add(opening)
            actor = account.actor(origin)
            event = Event("record.broken_glass", actor, f"patient:{patient}", patient, facility, given)
            await records.audit.append(event)
        return opening

    async def is_open(self, staff: StaffId, patient: str) -> bool:
        """Whether she may see that record now: not when she was suspended since."""
        async with self._store.reading() as records:
            account = await records.staff.get(staff)
            until = await records.staff.glass.open_until(staff, patient)
        may_break = account is not None and may_anywhere(account, Permission.BREAK_GLASS)
        return may_break and until is not None and self._wall_clock() < until

    async def _permitted(self, records: Records, staff: StaffId, facility: str | None) -> Account:
        account = await records.staff.get(staff)
        if account is None:
            raise Refusal("staff_unknown", "There is no such account.")
        check_may(account, Permission.BREAK_GLASS, facility, await above(records.facilities, facility))
        return account
