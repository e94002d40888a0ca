"""What the staff's services need of the records: each within the caller's transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.audit.event import AuditTrail
from clinic.facilities.facility import Facility, FacilityId
from clinic.staff.account import Account, NewAccount, Role, StaffId, Status


@dataclass(frozen=True, slots=True)
class Credentials:
    """By what she proves that it is her. ``totp_step``: of the last code that she used."""

    staff: StaffId
    password_hash: str | None
    totp_secret: str | None
    totp_step: int | None


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """The password was right; the second factor is missing. ``totp_pending``: a secret that she is enrolling."""

    staff: StaffId
    totp_pending: str | None


class AccountRecords(Protocol):
    async def add(self, account: NewAccount) -> bool:
        """``False``: the login is taken, and nothing is kept."""

    async def add_many(self, accounts: Sequence[NewAccount]) -> None:
        """Their logins were free a moment ago. Raises ``Refusal`` where one is not any more."""

    async def get(self, staff: StaffId) -> Account | None: ...

    async def find(self, login: str) -> Account | None: ...

    async def taken(self, logins: Collection[str]) -> frozenset[str]:
        """Those of them that belong to somebody."""

    async def credentials(self, staff: StaffId) -> Credentials: ...

    async def set_password(self, staff: StaffId, password_hash: str, now: float) -> None: ...

    async def set_second_factor(self, staff: StaffId, secret: str | None, step: int | None, now: float) -> None: ...

    async def use_step(self, staff: StaffId, step: int) -> bool:
        """``False``: this one or a later one was used."""

    async def move(self, staff: StaffId, before: Status, after: Status, now: float) -> bool:
        """``False``: her account does not stand there any more. Rejecting frees the login."""

    async def assign(self, staff: StaffId, role: Role, facility: str | None) -> None: ...

    async def count_role(self, role: Role) -> int:
        """Of those who are verified."""


class SignInRecords(Protocol):
    async def take_try(self, of: str, now: float, count: int, window_seconds: float) -> float | None:
        """Counts a try. If there were ``count`` already: when the window ends, and it is not counted."""

    async def forget_tries(self, of: str) -> None: ...

    async def open(self, ticket: str, staff: StaffId, expires_at: float, now: float) -> None: ...

    async def find(self, ticket: str, now: float) -> OpenSignIn | None: ...

    async def enrol(self, ticket: str, secret: str) -> None: ...

    async def close(self, ticket: str) -> bool:
        """``False``: somebody else closed it before."""

    async def close_all(self, staff: StaffId) -> None: ...

    async def replace_recovery_codes(self, staff: StaffId, codes: Sequence[str]) -> None: ...

    async def use_recovery_code(self, staff: StaffId, code: str, now: float) -> bool:
        """``False``: not hers, or used before."""

    async def recovery_codes_left(self, staff: StaffId) -> int: ...

    async def invite(self, code: str, staff: StaffId, expires_at: float) -> None:
        """The code replaces those that she was given before."""

    async def take_invitation(self, code: str, now: float) -> StaffId | None:
        """Whose it was; it is used by this."""

    async def invited(self, code: str, now: float) -> StaffId | None: ...


class FacilityTree(Protocol):
    async def get(self, facility: FacilityId) -> Facility | None: ...

    async def ancestors(self, facility: FacilityId) -> Sequence[Facility]:
        """All above it."""

    async def by_codes(self, codes: Collection[str]) -> Mapping[str, Facility]:
        """Those that there are, by their code."""


async def above(facilities: FacilityTree, facility: str | None) -> tuple[str, ...]:
    """The ids of all that stand above it."""
    if facility is None:
        return ()
    return tuple(one.id for one in await facilities.ancestors(FacilityId(facility)))


class StaffRecords(AccountRecords, Protocol):
    @property
    def sign_ins(self) -> SignInRecords: ...


class Records(Protocol):
    @property
    def staff(self) -> StaffRecords: ...

    @property
    def audit(self) -> AuditTrail: ...
