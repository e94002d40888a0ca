"""What alerts need of the records: each within the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.audit.event import AuditTrail
from clinic.patients.patient import MobileId
from clinic.patients.ports import MobileRecord
from clinic.places.states import StateCode
from clinic.staff.account import StaffId
from clinic.triage.alert import Alert, AlertId


class DutyDoctors(Protocol):
    """Who could answer."""

    async def on_duty(self, state: StateCode | None, seen_since: float) -> Sequence[StaffId]:
        """Doctors on duty, in a break too, whose desk was there since then; of every state where none is named."""

    async def responsible(self, state: StateCode | None) -> Sequence[StaffId]:
        """Medical officers and administrators of that state, or of the whole; verified ones."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody's live consultation."""

    consultation: str
    clinic: str
    state: StateCode
    patient: str


class WaitingPatients(Protocol):
    async def mark_worse(self, consultation: str, mobile: MobileId, now: float) -> Waiting | None:
        """``None``, and nothing is marked: not this household's, or over."""


class AlertRecords(DutyDoctors, WaitingPatients, Protocol):
    async def add(self, alert: Alert) -> bool:
        """False, and nothing is kept, where there is one with this key."""

    async def by_key(self, key: str) -> Alert | None: ...

    async def find(self, alert: AlertId) -> Alert | None: ...

    async def hold(self, alert: AlertId) -> Alert | None:
        """Locked until the transaction ends."""

    async def change(self, alert: Alert) -> None:
        """Where it stands, and who has it."""

    async def open(self, limit: int) -> Sequence[Alert]:
        """Raised or taken, the oldest first."""

    async def is_any_unanswered(self, raised_before: float) -> bool: ...

    async def unanswered(self, raised_before: float, limit: int) -> Sequence[Alert]:
        """Raised before then, and nobody was told again; held."""

    async def forgotten(self, taken_before: float, raised_before: float, limit: int) -> Sequence[Alert]:
        """Taken before then and not closed, or raised before then and never taken; held."""

    async def remove_over(self, before: float) -> int:
        """Those that were closed or expired before then; how many."""


class MobileRecords(Protocol):
    async def get(self, mobile: MobileId) -> MobileRecord | None: ...


class Records(Protocol):
    @property
    def alerts(self) -> AlertRecords: ...
    @property
    def mobiles(self) -> MobileRecords: ...
    @property
    def audit(self) -> AuditTrail: ...
