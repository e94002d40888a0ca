"""Alerts as the staff sees them: one takes it, and only she is told where it is and whom to ring."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from clinic.facilities.facility import Facility, FacilityId
from clinic.patients.patient import is_id
from clinic.places.states import StateCode
from clinic.ports import Store
from clinic.staff.account import Account
from clinic.staff.permissions import Permission, may_anywhere
from clinic.triage.alert import Alert, AlertId, Outcome, after
from clinic.triage.alerts import SEEN_WITHIN_SECONDS, AlertsRecords, Publish, event
from clinic.triage.events import AlertChanged
from rooms.ports import Refusal

MOST_LISTED = 100


class FacilityRecords(Protocol):
    async def get(self, facility: FacilityId) -> Facility | None: ...


class DeskRecords(AlertsRecords, Protocol):
    @property
    def facilities(self) -> FacilityRecords: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """``states``: of the facilities where she works, ``None`` for all. ``treats``: she is a doctor."""

    states: frozenset[StateCode] | None
    treats: bool

    def has(self, alert: Alert) -> bool:
        """Doctors have all of their state, the others those that no doctor has answered in time."""
        is_here = self.states is None or alert.state is None or alert.state in self.states
        return is_here and (self.treats or alert.told_again_at is not None)


class AlertDesk:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[DeskRecords], wall_clock: Callable[[], float], publish: Publish) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish

    async def open_for(self, account: Account) -> Sequence[Alert]:
        """Those that wait, the oldest first, and those that she has taken; never another's."""
        async with self._store.reading() as records:
            scope = await _scope_of(records, account)
            found = await records.alerts.open(MOST_LISTED)
        return [alert for alert in found if alert.taken_by in (None, account.id) and scope.has(alert)]

    async def take(self, alert: AlertId, account: Account, origin: str) -> Alert:
        """Of two who take it at once one wins. Taken by herself before, it is hers still. Raises ``Refusal``."""
        async with self._store.writing() as records:
            found = await self._held(records, alert, account)
            if found.taken_by == account.id and found.is_open:
                return found
            now = self._wall_clock()
            taken = replace(found, standing=after(found, "take"), taken_by=account.id, taken_at=now)
            changed = await self._changed(records, taken)
            await records.audit.append(event("taken", taken, account.actor(origin)))
        self._publish([changed])
        return taken

    async def close(self, alert: AlertId, outcome: Outcome | None, account: Account, origin: str) -> Alert:
        """By whoever took it. Raises ``Refusal``."""
        async with self._store.writing() as records:
            found = await self._held(records, alert, account)
            if found.standing == "taken" and found.taken_by != account.id:
                raise Refusal("alert_taken", "Somebody else has taken this alert.")
            closed = replace(found, standing=after(found, "close"), closed_at=self._wall_clock(), outcome=outcome)
            changed = await self._changed(records, closed)
            await records.audit.append(event("closed", closed, account.actor(origin)))
        self._publish([changed])
        return closed

    async def _held(self, records: DeskRecords, alert: AlertId, account: Account) -> Alert:
        found = await records.alerts.hold(alert) if is_id(alert) else None
        if found is None or not (found.taken_by == account.id or (await _scope_of(records, account)).has(found)):
            raise Refusal("alert_unknown", "There is no such alert.")
        return found

    async def _changed(self, records: DeskRecords, alert: Alert) -> AlertChanged:
        await records.alerts.change(alert)
        doctors = await records.alerts.on_duty(alert.state, self._wall_clock() - SEEN_WITHIN_SECONDS)
        more = () if alert.told_again_at is None else await records.alerts.responsible(alert.state)
        return AlertChanged(alert.id, tuple(dict.fromkeys([*doctors, *more])))


async def _scope_of(records: DeskRecords, account: Account) -> Scope:
    places = [one.facility for one in account.assignments]
    treats = may_anywhere(account, Permission.CONSULT)
    if None in places:
        return Scope(None, treats)
    found = [await records.facilities.get(FacilityId(place)) for place in places if place is not None]
    return Scope(frozenset(one.state for one in found if one is not None), treats)
