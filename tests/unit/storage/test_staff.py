"""Staff in the database: what the services' tests do not see."""

import pytest
from sqlalchemy import select, update

from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from storage.staff_batches import in_batches
from storage.store import Store
from storage.tables.staff import staff
from storage.vault import VaultError
from tests.support.clocks import SOMETIME, Clock

ASHA, MEERA = StaffId("a" * 32), StaffId("b" * 32)


def account(staff_id: StaffId, login: str, *assignments: Assignment) -> NewAccount:
    return NewAccount(staff_id, login, "आशा", Status.VERIFIED, assignments, SOMETIME)


async def test_assignments_come_back_in_their_order_and_one_is_given_once(store: Store) -> None:
    given = (Assignment(Role.SPECIALIST, "z"), Assignment(Role.DOCTOR, "y"), Assignment(Role.STATE_ADMINISTRATOR, None))
    async with store.writing() as records:
        await records.staff.add(account(ASHA, "a@example.org", *given))
        await records.staff.assign(ASHA, Role.DOCTOR, "x")
        await records.staff.assign(ASHA, Role.DOCTOR, "x")
        kept = await records.staff.get(ASHA)
    assert kept is not None
    assert kept.assignments == (*given, Assignment(Role.DOCTOR, "x"))


async def test_a_login_that_is_taken_keeps_nothing(store: Store) -> None:
    async with store.writing() as records:
        assert await records.staff.add(account(ASHA, "a@example.org"))
        assert not await records.staff.add(account(MEERA, "a@example.org", Assignment(Role.DOCTOR, "x")))
        assert await records.staff.get(MEERA) is None
        assert await records.staff.count_role(Role.DOCTOR) == 0


async def test_a_name_moved_to_another_account_does_not_open(store: Store) -> None:
    async with store.writing() as records:
        await records.staff.add(account(ASHA, "a@example.org"))
        await records.staff.add(account(MEERA, "b@example.org"))
    async with store.database.writing() as connection:
        name = (await connection.execute(select(staff.c.name).where(staff.c.id == ASHA))).scalar_one()
        await connection.execute(update(staff).where(staff.c.id == MEERA).values(name=name))
    async with store.reading() as records:
        with pytest.raises(VaultError):
            await records.staff.get(MEERA)


async def test_an_account_moves_only_from_where_it_stands(store: Store) -> None:
    async with store.writing() as records:
        await records.staff.add(account(ASHA, "a@example.org"))
        assert not await records.staff.move(ASHA, Status.APPLIED, Status.REJECTED, SOMETIME)
        assert await records.staff.find("a@example.org") is not None
        assert await records.staff.move(ASHA, Status.VERIFIED, Status.SUSPENDED, SOMETIME)
        assert not await records.staff.move(ASHA, Status.VERIFIED, Status.SUSPENDED, SOMETIME)


async def test_old_tries_are_deleted_in_passing(store: Store, clock: Clock) -> None:
    async with store.writing() as records:
        for n in range(50):
            await records.staff.sign_ins.take_try(f"login {n}", clock.now, 5, 900.0)
        await records.staff.sign_ins.take_try("another", clock.now + 900, 5, 900.0)
    async with store.database.reading() as connection:
        rows = (await connection.exec_driver_sql("SELECT count(*) FROM staff_tries")).scalar_one()
    assert rows == 1


async def test_many_logins_are_looked_up_at_once(store: Store) -> None:
    async with store.writing() as records:
        many = [account(StaffId(f"{n:032d}"), f"{n}@example.org", Assignment(Role.DOCTOR, "x")) for n in range(1_203)]
        await records.staff.add_many(many)
        taken = await records.staff.taken({f"{n}@example.org" for n in range(1_000, 3_000)})
    assert len(taken) == 203


def test_batches_leave_nothing_out() -> None:
    assert [list(some) for some in in_batches(range(7), 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_batches([])) == []
