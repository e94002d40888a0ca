"""Signing in, in two steps: the password gives a ticket, and the ticket with a code gives the account."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from clinic.audit.event import Event
from clinic.identity.limits import TooMany
from clinic.ports import Store
from clinic.staff.account import Account, StaffId, Status
from clinic.staff.login import parse_login
from clinic.staff.passwords import Passwords
from clinic.staff.ports import Credentials, OpenSignIn, Records
from clinic.staff.second_factor import (
    is_clock_code,
    matched_step,
    new_recovery_codes,
    new_secret,
    plain_code,
    provisioning_uri,
)
from rooms.ports import Refusal

TICKET_BYTES = 24
TICKET_SECONDS = 600.0
TRIES = 5
TRIES_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class SignInTicket:
    """``must_enrol``: she has no second factor yet, and gets no further before she has one."""

    ticket: str
    expires_at: float
    must_enrol: bool


@dataclass(frozen=True, slots=True)
class Enrolment:
    """For her authenticator app: as a QR code, or to be typed."""

    uri: str
    secret: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The codes cannot be had again."""

    account: Account
    recovery_codes: tuple[str, ...]


class SignIn:
    """``wall_clock`` gives seconds since 1970 UTC. Wrong tries make her wait, and never lock her out for ever."""

    def __init__(self, store: Store[Records], passwords: Passwords, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._passwords = passwords
        self._wall_clock = wall_clock

    async def begin(self, login: str, password: str) -> SignInTicket:
        """Raises ``Refusal``, the same and after the same time for a wrong password and an unknown login."""
        now = self._wall_clock()
        kept = login_as_kept(login)
        tried = f"password:{kept or login.strip().casefold()}"  # one account, however its login is written
        credentials = await self._tried_credentials(kept, tried, now)
        known_hash = credentials.password_hash if credentials else None
        if not await self._passwords.matches(password, known_hash) or credentials is None:
            raise Refusal("sign_in_refused", "The login or the password is wrong.")
        return await self._open(credentials, password, tried, now)

    async def enrol(self, ticket: str) -> Enrolment:
        """A new secret for her authenticator; asking again replaces it. Raises ``Refusal``."""
        async with self._store.writing() as records:
            _, account = await self._opened(records, ticket)
            if account.has_second_factor:
                raise Refusal("already_enrolled", "This account has a second factor already.")
            secret = new_secret()
            await records.staff.sign_ins.enrol(ticket, secret)
        return Enrolment(provisioning_uri(secret, account.login), secret)

    async def is_enrolling(self, ticket: str) -> bool:
        """Whether the code of this ticket is the first one from her app. Raises ``Refusal``."""
        async with self._store.reading() as records:
            opened, account = await self._opened(records, ticket)
        return opened.totp_pending is not None and not account.has_second_factor

    async def confirm_enrolment(self, ticket: str, code: str, origin: str) -> Enrolled:
        """The first code from her app. Raises ``Refusal``."""
        now = self._wall_clock()
        await self._count_code(ticket, now)
        async with self._store.writing() as records:
            opened, account = await self._opened(records, ticket)
            if opened.totp_pending is None or account.has_second_factor:
                raise Refusal("not_enrolling", "Ask for a new QR code first.")
            step = matched_step(opened.totp_pending, plain_code(code), now, None)
            if step is None:
                raise _wrong_code()
            await records.staff.set_second_factor(account.id, opened.totp_pending, step, now)
            codes = await replace_codes(records, account.id)
            await self._close(records, ticket, account.id)
            await _told(records, account, origin, "staff.second_factor_enrolled")
            await _told(records, account, origin, "staff.signed_in")
            account = await _account(records, account.id)
        return Enrolled(account, codes)

    async def finish(self, ticket: str, code: str, origin: str) -> Account:
        """``code``: from her authenticator app, or one of her recovery codes. Raises ``Refusal``."""
        now = self._wall_clock()
        await self._count_code(ticket, now)
        async with self._store.writing() as records:
            _, account = await self._opened(records, ticket)
            if not account.has_second_factor:
                raise Refusal("must_enrol", "Set up your authenticator app first.")
            if not await _proved(records, account, plain_code(code), now, origin):
                raise _wrong_code()
            await self._close(records, ticket, account.id)
            await _told(records, account, origin, "staff.signed_in")
        return account

    async def _tried_credentials(self, kept: str, tried: str, now: float) -> Credentials | None:
        """The try is counted before the slow hash: many at the same moment are still few."""
        async with self._store.writing() as records:
            until = await records.staff.sign_ins.take_try(tried, now, TRIES, TRIES_SECONDS)
            account = await records.staff.find(kept) if until is None else None
            credentials = await records.staff.credentials(account.id) if account else None
        if until is not None:
            raise too_many(until - now)
        return credentials

    async def _open(self, credentials: Credentials, password: str, tried: str, now: float) -> SignInTicket:
        known_hash = credentials.password_hash or ""
        fresh = await self._passwords.hash(password) if self._passwords.is_outdated(known_hash) else None
        ticket, expires_at = secrets.token_urlsafe(TICKET_BYTES), now + TICKET_SECONDS
        async with self._store.writing() as records:
            account = await _account(records, credentials.staff)
            if account.status is Status.SUSPENDED:
                raise Refusal("staff_suspended", "This account is suspended. Ask your administrator.")
            if fresh:
                await records.staff.set_password(account.id, fresh, now)
            await records.staff.sign_ins.forget_tries(tried)
            await records.staff.sign_ins.open(ticket, account.id, expires_at, now)
        return SignInTicket(ticket, expires_at, must_enrol=not account.has_second_factor)

    async def _opened(self, records: Records, ticket: str) -> tuple[OpenSignIn, Account]:
        opened = await records.staff.sign_ins.find(ticket, self._wall_clock())
        if opened is None:
            raise Refusal("ticket_unknown", "Signing in took too long. Begin again.")
        return opened, await _account(records, opened.staff)

    async def _count_code(self, ticket: str, now: float) -> None:
        """In a transaction of its own, which the refusal of a wrong code does not undo."""
        async with self._store.writing() as records:
            opened, _ = await self._opened(records, ticket)
            until = await records.staff.sign_ins.take_try(f"code:{opened.staff}", now, TRIES, TRIES_SECONDS)
        if until is not None:
            raise too_many(until - now)

    async def _close(self, records: Records, ticket: str, staff: StaffId) -> None:
        """Of two who hold one ticket, one gets in."""
        if not await records.staff.sign_ins.close(ticket):
            raise Refusal("ticket_unknown", "Signing in took too long. Begin again.")
        await records.staff.sign_ins.forget_tries(f"code:{staff}")


def login_as_kept(login: str) -> str:
    """What cannot be a login is nobody's, and is looked up all the same."""
    try:
        return parse_login(login)
    except Refusal:
        return ""


async def replace_codes(records: Records, staff: StaffId) -> tuple[str, ...]:
    codes = new_recovery_codes()
    await records.staff.sign_ins.replace_recovery_codes(staff, [plain_code(code) for code in codes])
    return codes


async def _proved(records: Records, account: Account, code: str, now: float, origin: str) -> bool:
    if not is_clock_code(code):
        used = await records.staff.sign_ins.use_recovery_code(account.id, code, now)
        if used:
            await _told(records, account, origin, "staff.recovery_code_used")
        return used
    credentials = await records.staff.credentials(account.id)
    step = matched_step(credentials.totp_secret or "", code, now, credentials.totp_step)
    return step is not None and await records.staff.use_step(account.id, step)


async def _account(records: Records, staff: StaffId) -> Account:
    account = await records.staff.get(staff)
    if account is None:
        raise Refusal("staff_unknown", "There is no such account.")
    return account


async def _told(records: Records, account: Account, origin: str, action: str) -> None:
    await records.audit.append(Event(action, account.actor(origin), f"staff:{account.id}"))


def _wrong_code() -> Refusal:
    return Refusal("code_wrong", "This code is wrong, or was used before.")


def too_many(seconds: float) -> TooMany:
    """For so long, rounded up to whole seconds."""
    return TooMany(max(1, -int(-seconds // 1)), reason="Too many wrong tries.")
