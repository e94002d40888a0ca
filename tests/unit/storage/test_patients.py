"""Patients in the database: what two transactions at once must not do to each other, and what is sealed."""

import asyncio
from collections.abc import Mapping

import pytest
from sqlalchemy import event

from clinic.patients.fields import changed
from clinic.patients.patient import Patient, PatientId
from storage.store import Store
from storage.vault import VaultError
from tests.support.clocks import Clock
from tests.unit.clinic.patients.people import ASHA, CHO, OTHER_NUMBER, RAVI, SPOKEN, STATE_OFFICER, Clinic, clinic_of

WAITS_SECONDS = 0.3


@pytest.fixture
def clinic(store: Store, clock: Clock) -> Clinic:
    return clinic_of(store, clock)


async def both(clinic: Clinic) -> tuple[Patient, Patient]:
    asha = await clinic.patients.register(ASHA, SPOKEN, CHO)
    return asha, await clinic.patients.register(RAVI, SPOKEN, CHO)


async def test_whoever_locks_the_same_patients_waits_and_sees_what_the_first_one_did(clinic: Clinic) -> None:
    asha, ravi = await both(clinic)

    async def second() -> Mapping[PatientId, PatientId]:
        async with clinic.store.writing() as records:
            return await records.patients.lock([ravi.id, asha.id])

    async with clinic.store.writing() as records:
        await records.patients.lock([asha.id, ravi.id])
        waiting = asyncio.create_task(second())
        assert not (await asyncio.wait([waiting], timeout=WAITS_SECONDS))[0]
        await records.patients.add_merge(asha.id, ravi.id, clinic.clock.now)
    assert await waiting == {asha.id: asha.id, ravi.id: asha.id}


async def test_a_change_that_comes_after_the_erasure_writes_nothing_personal_back(clinic: Clinic) -> None:
    asha, _ = await both(clinic)
    told, fields = changed(asha, {"name": "Asha Singh", "address": "12, Temple Road"}, clinic.clock.now)
    await clinic.rights.erase((await clinic.rights.ask_erasure(asha.id, CHO)).id, STATE_OFFICER)
    async with clinic.store.writing() as records:
        await records.patients.change(told, fields)
    async with clinic.store.database.reading() as connection:
        rows = await connection.exec_driver_sql(f"SELECT name, address FROM patients WHERE id = '{asha.id}'")
        assert [tuple(row) for row in rows] == [(None, None)]
        left = await connection.exec_driver_sql(f"SELECT * FROM name_tokens WHERE patient = '{asha.id}'")
        assert left.all() == []


async def test_whoever_was_removed_from_the_new_number_is_there_again_when_the_old_one_had_her(clinic: Clinic) -> None:
    asha, _ = await both(clinic)
    old, new = await clinic.family(), await clinic.family(OTHER_NUMBER)
    for family in (old, new):
        await clinic.patients.attach(asha.id, family.mobile, CHO)
    await clinic.patients.remove(asha.id, CHO, new.mobile)
    moved = await clinic.households.change_number(old.mobile, OTHER_NUMBER, "here")
    assert (moved.mobile, moved.patients) == (new.mobile, (asha,))


async def test_a_sealed_name_does_not_open_in_another_row(clinic: Clinic) -> None:
    asha, ravi = await both(clinic)
    async with clinic.store.database.writing() as connection:
        await connection.exec_driver_sql(
            f"UPDATE patients SET name = (SELECT name FROM patients WHERE id = '{asha.id}') WHERE id = '{ravi.id}'"
        )
    async with clinic.store.reading() as records:
        with pytest.raises(VaultError):
            await records.patients.find(ravi.id)


async def test_a_registration_costs_few_statements(clinic: Clinic) -> None:
    """So that an office computer sustains 60 a second. Three of them are an entry of the audit."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement.split()[0])

    await clinic.registered()  # the chain's first entry costs more
    event.listen(clinic.store.database.engine.sync_engine, "before_cursor_execute", note)
    await clinic.registered(RAVI, OTHER_NUMBER)
    assert len([word for word in statements if word in ("SELECT", "INSERT", "UPDATE", "DELETE")]) <= 18
