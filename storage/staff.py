"""Accounts of the staff in the database: ``clinic.staff.ports.AccountRecords``, and what belongs to them."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.staff.account import Account, Assignment, NewAccount, Role, StaffId, Status
from clinic.staff.ports import Credentials
from storage.dialect import upsert
from storage.staff_applications import ApplicationTable
from storage.staff_batches import in_batches, inserted
from storage.staff_glass import GlassTable
from storage.staff_imports import ImportTable
from storage.staff_sign_ins import SignInTable
from storage.tables.staff import staff, staff_assignments
from storage.vault import Vault

# In one step: she is asked for with every request of hers.
_WHOLE = (
    select(staff, staff_assignments.c.role, staff_assignments.c.facility)
    .select_from(staff.outerjoin(staff_assignments))
    .order_by(staff_assignments.c.position)
)
_BY_ID = _WHOLE.where(staff.c.id == bindparam("staff"))


class StaffTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    @cached_property
    def sign_ins(self) -> SignInTable:
        return SignInTable(self._connection, self._vault)

    @cached_property
    def applications(self) -> ApplicationTable:
        return ApplicationTable(self._connection, self._vault)

    @cached_property
    def imports(self) -> ImportTable:
        return ImportTable(self._connection, self._vault)

    @cached_property
    def glass(self) -> GlassTable:
        return GlassTable(self._connection, self._vault)

    async def add(self, account: NewAccount) -> bool:
        """``False``: the login is taken, and nothing is kept."""
        adding = upsert(self._connection, staff).on_conflict_do_nothing().values(**self._row(account))
        if (await self._connection.execute(adding)).rowcount == 0:
            return False
        if account.assignments:
            await self._connection.execute(insert(staff_assignments), _assignment_rows(account))
        return True

    async def add_many(self, accounts: Sequence[NewAccount]) -> None:
        """Their logins were free a moment ago. Raises ``Refusal`` where one is not any more."""
        for some in in_batches(accounts):
            await inserted(self._connection, insert(staff), [self._row(account) for account in some])
            await self._connection.execute(
                insert(staff_assignments), [row for account in some for row in _assignment_rows(account)]
            )

    async def get(self, staff_id: StaffId) -> Account | None:
        return self._whole((await self._connection.execute(_BY_ID, {"staff": staff_id})).all())

    async def find(self, login: str) -> Account | None:
        return await self._one(staff.c.login_lookup == self._lookup(login))

    async def some(self, ids: Sequence[StaffId]) -> list[Account]:
        """In the order of the ids; unknown ones are left out."""
        found: dict[str, Account] = {}
        for batch in in_batches(ids):
            rows = (await self._connection.execute(select(staff).where(staff.c.id.in_(batch)))).all()
            assigned = await self._assignments(staff_assignments.c.staff.in_(batch))
            found |= {row.id: self._account(row, assigned.get(row.id, ())) for row in rows}
        return [found[one] for one in ids if one in found]

    async def taken(self, logins: Collection[str]) -> frozenset[str]:
        """Those of them that belong to somebody."""
        found = set[str]()
        for some in in_batches(list(logins)):
            by_lookup = {self._lookup(login): login for login in some}
            held = select(staff.c.login_lookup).where(staff.c.login_lookup.in_(by_lookup))
            rows = await self._connection.execute(held)
            found.update(by_lookup[lookup] for lookup in rows.scalars())
        return frozenset(found)

    async def credentials(self, staff_id: StaffId) -> Credentials:
        columns = (staff.c.password_hash, staff.c.totp_secret, staff.c.totp_step)
        row = (await self._connection.execute(select(*columns).where(staff.c.id == staff_id))).one()
        secret = row.totp_secret and self._vault.unseal(row.totp_secret, _place("totp_secret", staff_id))
        return Credentials(staff_id, row.password_hash, secret, row.totp_step)

    async def set_password(self, staff_id: StaffId, password_hash: str, now: float) -> None:
        await self._set(staff.c.id == staff_id, password_hash=password_hash, changed_at=now)

    async def set_second_factor(self, staff_id: StaffId, secret: str | None, step: int | None, now: float) -> None:
        sealed = secret and self._vault.seal(secret, _place("totp_secret", staff_id))
        await self._set(staff.c.id == staff_id, totp_secret=sealed, totp_step=step, changed_at=now)

    async def use_step(self, staff_id: StaffId, step: int) -> bool:
        """``False``: this one or a later one was used."""
        unused = staff.c.totp_step.is_(None) | (staff.c.totp_step < step)
        return await self._set((staff.c.id == staff_id) & unused, totp_step=step)

    async def move(self, staff_id: StaffId, before: Status, after: Status, now: float) -> bool:
        """``False``: her account does not stand there any more. Rejecting frees the login."""
        freed = {"login_lookup": None} if after is Status.REJECTED else {}
        there = (staff.c.id == staff_id) & (staff.c.status == before.value)
        return await self._set(there, status=after.value, changed_at=now, **freed)

    async def assign(self, staff_id: StaffId, role: Role, facility: str | None) -> None:
        held = select(func.count()).where(staff_assignments.c.staff == staff_id)
        position = (await self._connection.execute(held)).scalar_one()
        row = {"staff": staff_id, "role": role.value, "facility": facility or "", "position": position}
        await self._connection.execute(upsert(self._connection, staff_assignments).on_conflict_do_nothing().values(row))

    async def count_role(self, role: Role) -> int:
        """Of those who are verified."""
        holders = select(func.count(staff.c.id.distinct())).join_from(staff, staff_assignments)
        verified = (staff_assignments.c.role == role.value) & (staff.c.status == Status.VERIFIED.value)
        return (await self._connection.execute(holders.where(verified))).scalar_one()

    async def _one(self, condition: ColumnElement[bool]) -> Account | None:
        return self._whole((await self._connection.execute(_WHOLE.where(condition))).all())

    def _whole(self, rows: Sequence[Row[Any]]) -> Account | None:
        if not rows:
            return None
        assigned = (Assignment(Role(row.role), row.facility or None) for row in rows if row.role is not None)
        return self._account(rows[0], tuple(assigned))

    async def _assignments(self, condition: ColumnElement[bool]) -> dict[str, tuple[Assignment, ...]]:
        ordered = select(staff_assignments).where(condition).order_by(staff_assignments.c.position)
        found: dict[str, tuple[Assignment, ...]] = {}
        for row in await self._connection.execute(ordered):
            found[row.staff] = (*found.get(row.staff, ()), Assignment(Role(row.role), row.facility or None))
        return found

    async def _set(self, condition: ColumnElement[bool], **values: Any) -> bool:
        return (await self._connection.execute(update(staff).where(condition).values(**values))).rowcount == 1

    def _lookup(self, login: str) -> str:
        return self._vault.lookup("staff.login", login)

    def _row(self, account: NewAccount) -> dict[str, Any]:
        return {
            "id": account.id,
            "login_lookup": self._lookup(account.login),
            "login": self._vault.seal(account.login, _place("login", account.id)),
            "name": self._vault.seal(account.name, _place("name", account.id)),
            "status": account.status.value,
            "password_hash": account.password_hash,
            "imported_by": account.imported_by,
            "created_at": account.created_at,
            "changed_at": account.created_at,
        }

    def _account(self, row: Row[Any], assignments: tuple[Assignment, ...]) -> Account:
        login = self._vault.unseal(row.login, _place("login", row.id))
        name = self._vault.unseal(row.name, _place("name", row.id))
        has_second_factor = row.totp_secret is not None
        return Account(StaffId(row.id), login, name, Status(row.status), assignments, has_second_factor)


def _assignment_rows(account: NewAccount) -> list[dict[str, Any]]:
    return [
        {"staff": account.id, "role": given.role.value, "facility": given.facility or "", "position": position}
        for position, given in enumerate(account.assignments)
    ]


def _place(column: str, staff_id: str) -> str:
    return f"staff.{column}:{staff_id}"
