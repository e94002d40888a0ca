"""Half-done sign-ins, wrong tries, recovery codes and invitations: ``clinic.staff.ports.SignInRecords``."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.staff.account import StaffId
from clinic.staff.ports import OpenSignIn
from storage.dialect import upsert
from storage.tables.staff import staff_invitations, staff_recovery_codes, staff_sign_ins, staff_tries
from storage.vault import Vault


class SignInTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def take_try(self, of: str, now: float, count: int, window_seconds: float) -> float | None:
        """Counts a try. If there were ``count`` already: when the window ends, and it is not counted."""
        await self._connection.execute(delete(staff_tries).where(staff_tries.c.since <= now - window_seconds))
        tried = upsert(self._connection, staff_tries).values(of=self._tried(of), count=1, since=now)
        counted = tried.on_conflict_do_update(
            index_elements=[staff_tries.c.of],
            set_={"count": staff_tries.c.count + 1},
            where=staff_tries.c.count < count,
        )
        if (await self._connection.execute(counted)).rowcount == 1:
            return None
        since = select(staff_tries.c.since).where(staff_tries.c.of == self._tried(of))
        return float((await self._connection.execute(since)).scalar_one()) + window_seconds

    async def forget_tries(self, of: str) -> None:
        await self._connection.execute(delete(staff_tries).where(staff_tries.c.of == self._tried(of)))

    async def open(self, ticket: str, staff: StaffId, expires_at: float, now: float) -> None:
        """Those of others that have expired go in passing."""
        await self._connection.execute(delete(staff_sign_ins).where(staff_sign_ins.c.expires_at <= now))
        row = {"ticket_sha256": _sha256(ticket), "staff": staff, "expires_at": expires_at}
        await self._connection.execute(insert(staff_sign_ins).values(row))

    async def find(self, ticket: str, now: float) -> OpenSignIn | None:
        good = (staff_sign_ins.c.ticket_sha256 == _sha256(ticket)) & (staff_sign_ins.c.expires_at > now)
        row = (await self._connection.execute(select(staff_sign_ins).where(good))).one_or_none()
        if row is None:
            return None
        pending = row.totp_pending and self._vault.unseal(row.totp_pending, _place(row.ticket_sha256))
        return OpenSignIn(StaffId(row.staff), pending)

    async def enrol(self, ticket: str, secret: str) -> None:
        sealed = self._vault.seal(secret, _place(_sha256(ticket)))
        this = staff_sign_ins.c.ticket_sha256 == _sha256(ticket)
        await self._connection.execute(update(staff_sign_ins).where(this).values(totp_pending=sealed))

    async def close(self, ticket: str) -> bool:
        """``False``: somebody else closed it before."""
        this = staff_sign_ins.c.ticket_sha256 == _sha256(ticket)
        return (await self._connection.execute(delete(staff_sign_ins).where(this))).rowcount == 1

    async def close_all(self, staff: StaffId) -> None:
        await self._connection.execute(delete(staff_sign_ins).where(staff_sign_ins.c.staff == staff))
        await self._connection.execute(delete(staff_invitations).where(staff_invitations.c.staff == staff))

    async def replace_recovery_codes(self, staff: StaffId, codes: Sequence[str]) -> None:
        await self._connection.execute(delete(staff_recovery_codes).where(staff_recovery_codes.c.staff == staff))
        if codes:
            rows = [{"code_lookup": self._code(staff, code), "staff": staff} for code in codes]
            await self._connection.execute(insert(staff_recovery_codes), rows)

    async def use_recovery_code(self, staff: StaffId, code: str, now: float) -> bool:
        """``False``: not hers, or used before."""
        this = staff_recovery_codes.c.code_lookup == self._code(staff, code)
        unused = this & staff_recovery_codes.c.used_at.is_(None)
        using = update(staff_recovery_codes).where(unused).values(used_at=now)
        return (await self._connection.execute(using)).rowcount == 1

    async def recovery_codes_left(self, staff: StaffId) -> int:
        unused = (staff_recovery_codes.c.staff == staff) & staff_recovery_codes.c.used_at.is_(None)
        return (await self._connection.execute(select(func.count()).where(unused))).scalar_one()

    async def invite(self, code: str, staff: StaffId, expires_at: float) -> None:
        """The code replaces those that she was given before."""
        await self._connection.execute(delete(staff_invitations).where(staff_invitations.c.staff == staff))
        row = {"code_sha256": _sha256(code), "staff": staff, "expires_at": expires_at}
        await self._connection.execute(insert(staff_invitations).values(row))

    async def invited(self, code: str, now: float) -> StaffId | None:
        good = (staff_invitations.c.code_sha256 == _sha256(code)) & (staff_invitations.c.expires_at > now)
        found = await self._connection.execute(select(staff_invitations.c.staff).where(good))
        invited = found.scalar_one_or_none()
        return None if invited is None else StaffId(invited)

    async def take_invitation(self, code: str, now: float) -> StaffId | None:
        """Whose it was; it is used by this."""
        invited = await self.invited(code, now)
        this = staff_invitations.c.code_sha256 == _sha256(code)
        used = (await self._connection.execute(delete(staff_invitations).where(this))).rowcount == 1
        return invited if used else None

    def _tried(self, of: str) -> str:
        return self._vault.lookup("staff.tries", of)

    def _code(self, staff: StaffId, code: str) -> str:
        return self._vault.lookup("staff.recovery_code", f"{staff}:{code}")


def _place(ticket_sha256: str) -> str:
    return f"staff_sign_ins.totp_pending:{ticket_sha256}"


def _sha256(secret: str) -> str:
    """Enough for a secret of 192 random bits, which nobody can try out."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
