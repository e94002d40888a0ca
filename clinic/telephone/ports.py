"""What calling needs: a gateway, and records in the caller's transaction."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from clinic.audit.event import AuditTrail
from clinic.consultation.consultation import ConsultationId
from clinic.notification.ports import NumberRecords
from clinic.staff.account import Account, StaffId
from clinic.staff.application import Application
from clinic.telephone.call import Call, CallId, News, Purpose, Ringing, State


class TelephoneFailed(Exception):
    """``may_ring``: the request may have arrived all the same. ``reason`` is for the log: it holds no number."""

    def __init__(self, reason: str, *, may_ring: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_ring = may_ring


class TelephoneGateway(Protocol):
    def needs_doctor(self, purpose: Purpose) -> bool:
        """Whether the provider must know the doctor's number for it."""

    async def ring(self, ringing: Ringing) -> str:
        """What the provider calls it, "" where it does not say. Raises ``TelephoneFailed``."""

    def news(self, told: Mapping[str, object]) -> News:
        """What a call-back's fields mean; a JSON body's as they are, a form's as texts."""


class CallRecords(Protocol):
    async def add(self, call: Call, token_sha256: str) -> bool:
        """``False``, and nothing is kept, while another one of this consultation and purpose goes on."""

    async def hold(self, call: CallId) -> Call | None:
        """Locked until the transaction ends."""

    async def knows(self, token_sha256: str) -> bool:
        """Whether there is a call with this token."""

    async def hold_by_token(self, token_sha256: str) -> Call | None:
        """Locked until the transaction ends."""

    async def save(self, call: Call) -> None: ...

    async def of(self, consultation: ConsultationId) -> Sequence[Call]:
        """The oldest first."""

    async def silent(self, states: Collection[State], heard_before: float, limit: int) -> Sequence[CallId]: ...


class ApplicationRecords(Protocol):
    async def get(self, staff: StaffId) -> Application | None: ...


class StaffRecords(Protocol):
    async def get(self, staff: StaffId) -> Account | None: ...

    @property
    def applications(self) -> ApplicationRecords: ...


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def mobiles(self) -> NumberRecords: ...
    @property
    def staff(self) -> StaffRecords: ...
    @property
    def telephone_calls(self) -> CallRecords: ...
