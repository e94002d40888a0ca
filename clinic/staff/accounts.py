"""Accounts of the staff: making one by hand, invitations to choose a password, and changing what one signs in by."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.ports import Store
from clinic.staff.account import Account, Assignment, NewAccount, Role, StaffId, Status
from clinic.staff.login import parse_login, parse_name
from clinic.staff.passwords import Passwords, check_password
from clinic.staff.ports import Records
from clinic.staff.second_factor import new_secret, provisioning_uri
from clinic.staff.sign_in import TRIES, TRIES_SECONDS, replace_codes, too_many
from rooms.ports import Refusal

ID_BYTES = 16
INVITATION_BYTES = 24
INVITATION_SECONDS = 7 * 86_400.0


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """All that she needs to sign in besides her password; it cannot be had again."""

    account: Account
    provisioning_uri: str
    recovery_codes: tuple[str, ...]


class Accounts:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], passwords: Passwords, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._passwords = passwords
        self._wall_clock = wall_clock

    async def get(self, staff: StaffId) -> Account:
        """As it is now: ask again for every request, since she may be suspended at once. Raises ``Refusal``."""
        async with self._store.glancing() as records:
            return await _known(records, staff)

    async def make_state_administrator(
        self, login: str, name: str, password: str, actor: Actor, *, another: bool = False
    ) -> NewAdministrator:
        """Verified, and with a second factor. Raises ``Refusal`` if there is one already, unless ``another``."""
        account = await self._administrator(login, name, password)
        secret = new_secret()
        async with self._store.writing() as records:
            if not another and await records.staff.count_role(Role.STATE_ADMINISTRATOR):
                raise Refusal("administrator_exists", "There is a state administrator already.")
            if not await records.staff.add(account):
                raise Refusal("login_taken", "This login has an account already.", ("login",))
            await records.staff.set_second_factor(account.id, secret, None, account.created_at)
            codes = await replace_codes(records, account.id)
            await records.audit.append(Event("staff.made", actor, f"staff:{account.id}"))
            made = await _known(records, account.id)
        return NewAdministrator(made, provisioning_uri(secret, account.login), codes)

    async def has_state_administrator(self) -> bool:
        async with self._store.reading() as records:
            return await records.staff.count_role(Role.STATE_ADMINISTRATOR) > 0

    async def invite(self, staff: StaffId, actor: Actor) -> str:
        """The code by which she chooses a password, good once and for seven days; to be sent to her alone.

        The caller has checked that the actor may do this. Raises ``Refusal``.
        """
        code = secrets.token_urlsafe(INVITATION_BYTES)
        async with self._store.writing() as records:
            account = await _known(records, staff)
            if account.status not in (Status.APPLIED, Status.VERIFIED):
                raise Refusal("staff_state", f"This cannot be done with an account that is {account.status}.")
            await records.staff.sign_ins.invite(code, staff, self._wall_clock() + INVITATION_SECONDS)
            await records.audit.append(Event("staff.invited", actor, f"staff:{staff}"))
        return code

    async def choose_password(self, code: str, password: str, origin: str) -> StaffId:
        """By an invitation. Raises ``Refusal``; a refused password leaves the invitation good."""
        now = self._wall_clock()
        account = await self._invited(code, now)
        check_password(password, account.login, account.name)
        password_hash = await self._passwords.hash(password)
        async with self._store.writing() as records:
            if await records.staff.sign_ins.take_invitation(code, now) != account.id:
                raise _unknown_invitation()
            await self._set_password(records, account, password_hash, origin)
        return account.id

    async def change_password(self, staff: StaffId, present: str, wanted: str, origin: str) -> None:
        """Raises ``Refusal``. Whoever finds her page open cannot try passwords there for ever either."""
        now, tried = self._wall_clock(), f"change:{staff}"
        async with self._store.writing() as records:
            account, credentials = await _known(records, staff), await records.staff.credentials(staff)
            until = await records.staff.sign_ins.take_try(tried, now, TRIES, TRIES_SECONDS)
        if until is not None:
            raise too_many(until - now)
        if not await self._passwords.matches(present, credentials.password_hash):
            raise Refusal("password_wrong", "Your present password is wrong.", ("present",))
        check_password(wanted, account.login, account.name)
        password_hash = await self._passwords.hash(wanted)
        async with self._store.writing() as records:
            await records.staff.sign_ins.forget_tries(tried)
            await self._set_password(records, account, password_hash, origin)

    async def renew_recovery_codes(self, staff: StaffId, origin: str) -> tuple[str, ...]:
        """The former ones are void. To be asked for only by herself, signed in."""
        async with self._store.writing() as records:
            account = await _known(records, staff)
            codes = await replace_codes(records, staff)
            await records.audit.append(Event("staff.recovery_codes_renewed", account.actor(origin), f"staff:{staff}"))
        return codes

    async def recovery_codes_left(self, staff: StaffId) -> int:
        async with self._store.reading() as records:
            return await records.staff.sign_ins.recovery_codes_left(staff)

    async def reset_second_factor(self, staff: StaffId, actor: Actor) -> None:
        """For who has lost telephone and codes: she enrols anew. The caller has checked that the actor may do this."""
        async with self._store.writing() as records:
            await _known(records, staff)
            await records.staff.set_second_factor(staff, None, None, self._wall_clock())
            await records.staff.sign_ins.replace_recovery_codes(staff, ())
            await records.staff.sign_ins.close_all(staff)
            await records.audit.append(Event("staff.second_factor_reset", actor, f"staff:{staff}"))

    async def _administrator(self, login: str, name: str, password: str) -> NewAccount:
        kept, shown = parse_login(login), parse_name(name)
        check_password(password, kept, shown)
        return NewAccount(
            StaffId(secrets.token_hex(ID_BYTES)),
            kept,
            shown,
            Status.VERIFIED,
            (Assignment(Role.STATE_ADMINISTRATOR, None),),
            self._wall_clock(),
            await self._passwords.hash(password),
        )

    async def _invited(self, code: str, now: float) -> Account:
        async with self._store.reading() as records:
            staff = await records.staff.sign_ins.invited(code, now)
            if staff is None:
                raise _unknown_invitation()
            return await _known(records, staff)

    async def _set_password(self, records: Records, account: Account, password_hash: str, origin: str) -> None:
        await records.staff.set_password(account.id, password_hash, self._wall_clock())
        await records.staff.sign_ins.close_all(account.id)
        await records.audit.append(Event("staff.password_changed", account.actor(origin), f"staff:{account.id}"))


async def _known(records: Records, staff: StaffId) -> Account:
    account = await records.staff.get(staff)
    if account is None:
        raise Refusal("staff_unknown", "There is no such account.")
    return account


def _unknown_invitation() -> Refusal:
    return Refusal("invitation_unknown", "This invitation is not good any more. Ask for a new one.")
