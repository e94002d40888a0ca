"""Administrators decide on accounts of the staff: verify, reject, suspend at once, reinstate."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.identity.sessions import Holder
from clinic.ports import Store
from clinic.staff.account import Account, Decision, StaffId, Status, after
from clinic.staff.application import Application
from clinic.staff.applications import ApplicationRecords
from clinic.staff.permissions import PERMISSIONS, Permission, governed_roles, may, may_anywhere
from clinic.staff.ports import AccountRecords, FacilityTree, SignInRecords, above
from rooms.ports import Refusal

PAGE = 50
HISTORY = 50
LONGEST_REASON = 1_000
ACTIONS: dict[Decision, str] = {
    "verify": "staff.verified",
    "reject": "staff.rejected",
    "suspend": "staff.suspended",
    "reinstate": "staff.reinstated",
}
PERMISSION: dict[Decision, Permission] = {
    "verify": Permission.VERIFY_STAFF,
    "reject": Permission.VERIFY_STAFF,
    "suspend": Permission.SUSPEND_STAFF,
    "reinstate": Permission.SUSPEND_STAFF,
}
NEEDS_REASON = frozenset[Decision]({"reject", "suspend"})


class SessionEnds(Protocol):
    async def end_all(self, kind: Holder, subject: str, now: float) -> int: ...


class StaffRecords(AccountRecords, Protocol):
    async def some(self, ids: Sequence[StaffId]) -> Sequence[Account]:
        """In the order of the ids."""

    @property
    def applications(self) -> ApplicationRecords: ...

    @property
    def sign_ins(self) -> SignInRecords: ...


class Entry(Protocol):
    """Of the audit."""

    @property
    def at(self) -> float: ...
    @property
    def action(self) -> str: ...
    @property
    def actor(self) -> Actor: ...


class AccountAudit(AuditTrail, Protocol):
    async def of_subject(self, subject: str, limit: int) -> Sequence[Entry]:
        """The newest first."""


class Records(Protocol):
    @property
    def staff(self) -> StaffRecords: ...

    @property
    def facilities(self) -> FacilityTree: ...

    @property
    def sessions(self) -> SessionEnds: ...

    @property
    def audit(self) -> AccountAudit: ...


@dataclass(frozen=True, slots=True)
class Dossier:
    """An account as its administrator sees it. ``history``: what was done with it, the newest first."""

    account: Account
    application: Application | None
    history: tuple[Entry, ...] = ()


async def _nobody(_: StaffId) -> None:
    """Where there are no open sockets to close."""


class Verification:
    """``on_suspended`` ends what is open just now: her sockets, her place in a room. Her sessions have ended before."""

    def __init__(
        self,
        store: Store[Records],
        wall_clock: Callable[[], float],
        on_suspended: Callable[[StaffId], Awaitable[None]] = _nobody,
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._on_suspended = on_suspended

    async def verify(self, staff: StaffId, by: StaffId, origin: str) -> None:
        """Raises ``Refusal``: staff_unknown also for one out of her scope, which is audited."""
        await self._decide("verify", staff, by, "", origin)

    async def reject(self, staff: StaffId, by: StaffId, reason: str, origin: str) -> None:
        """Her login and registration are free again. Raises ``Refusal``."""
        await self._decide("reject", staff, by, reason, origin)

    async def suspend(self, staff: StaffId, by: StaffId, reason: str, origin: str) -> None:
        """At once: her sessions end with it. Raises ``Refusal``."""
        await self._decide("suspend", staff, by, reason, origin)
        await self._on_suspended(staff)

    async def reinstate(self, staff: StaffId, by: StaffId, origin: str) -> None:
        """Only by who answers for every facility that she works at. Raises ``Refusal``."""
        await self._decide("reinstate", staff, by, "", origin)

    async def dossier(self, staff: StaffId, by: StaffId, origin: str) -> Dossier:
        """Raises ``Refusal`` as ``verify`` does."""
        async with self._store.reading() as records:
            account = await records.staff.get(staff)
            seen = account is not None and await _governs(records, await _decider(records, by), account, "verify")
            application = await records.staff.applications.get(staff) if seen else None
            history = await records.audit.of_subject(f"staff:{staff}", HISTORY) if seen else ()
        if not seen or account is None:
            await self._tell_refusal(staff, by, origin)
            raise _unknown()
        return Dossier(account, application, tuple(history))

    async def listed(
        self, by: StaffId, status: Status = Status.APPLIED, after: StaffId | None = None, limit: int = PAGE
    ) -> list[Dossier]:
        """Those in her scope in the order in which they applied. ``after``: the last one of the page before."""
        async with self._store.reading() as records:
            decider = await _decider(records, by)
            if not may_anywhere(decider, Permission.VERIFY_STAFF):
                raise Refusal("not_permitted", "You are not allowed to do this here.")
            places = await _scope(records, decider, status)
            ids = await records.staff.applications.listed(status, places, after, limit)
            accounts = await records.staff.some(ids)
            return [Dossier(one, await records.staff.applications.get(one.id)) for one in accounts]

    async def _decide(self, decision: Decision, staff: StaffId, by: StaffId, reason: str, origin: str) -> None:
        given = reason.strip()
        if decision in NEEDS_REASON and not 1 <= len(given) <= LONGEST_REASON:
            raise Refusal("reason_missing", "Write why.", ("reason",))
        async with self._store.writing() as records:
            decider, account = await _decider(records, by), await records.staff.get(staff)
            permitted = account is not None and await _governs(records, decider, account, decision)
            if permitted and account is not None:
                await self._move(records, decision, account, decider, given, origin)
        if not permitted:
            await self._tell_refusal(staff, by, origin)
            raise _unknown()

    async def _move(
        self, records: Records, decision: Decision, account: Account, decider: Account, reason: str, origin: str
    ) -> None:
        now, reached = self._wall_clock(), after(account.status, decision)
        if not await records.staff.move(account.id, account.status, reached, now):
            raise Refusal("staff_state", "Somebody else has decided on this account just now.")
        frees = reached is Status.REJECTED
        await records.staff.applications.decide(account.id, decider.id, reason, now, frees=frees)
        if reached in (Status.SUSPENDED, Status.REJECTED):
            await records.staff.sign_ins.close_all(account.id)
            await records.sessions.end_all("staff", account.id, now)
        facility = account.assignments[0].facility if account.assignments else None
        event = Event(ACTIONS[decision], decider.actor(origin), f"staff:{account.id}", facility=facility, reason=reason)
        await records.audit.append(event)

    async def _tell_refusal(self, staff: StaffId, by: StaffId, origin: str) -> None:
        """In a transaction of its own: the refusal must not undo it. An id from outside is not trusted to be one."""
        subject = staff if staff.isalnum() and len(staff) <= 32 else "?"
        async with self._store.writing() as records:
            decider = await _decider(records, by)
            await records.audit.append(Event("access.refused", decider.actor(origin), f"staff:{subject}"))


async def _decider(records: Records, by: StaffId) -> Account:
    decider = await records.staff.get(by)
    if decider is None:
        raise Refusal("not_permitted", "You are not allowed to do this here.")
    return decider


async def _governs(records: Records, decider: Account, account: Account, decision: Decision) -> bool:
    """She must govern all roles of the other, and answer for one of her facilities to suspend her, else for each.

    Nobody decides on herself.
    """
    if decider.id == account.id or not account.assignments:
        return False
    permission = PERMISSION[decision]
    covered = [
        may(decider, permission, given.facility, await above(records.facilities, given.facility))
        for given in account.assignments
    ]
    governed = governed_roles(decider, permission)
    knows_all = all(given.role in governed for given in account.assignments)
    return knows_all and (any(covered) if decision == "suspend" else all(covered))


async def _scope(records: Records, decider: Account, status: Status) -> list[str | None] | None:
    """The places of that status that she may decide on; ``None`` is everywhere."""
    deciding = [one for one in decider.assignments if Permission.VERIFY_STAFF in PERMISSIONS[one.role]]
    hers = {given.facility for given in deciding}
    if None in hers:
        return None
    places = await records.staff.applications.facilities(status)
    return [place for place in places if place and hers & {place, *await above(records.facilities, place)}]


def _unknown() -> Refusal:
    return Refusal("staff_unknown", "There is no such account.")
