"""Doctors coming on duty, resting and going home."""

import pytest

from clinic.opd.clinic import DutyState
from rooms.ports import Refusal
from tests.unit.clinic.opd.department import Department
from tests.unit.clinic.opd.fakes import CLINIC, doctor, mother


@pytest.fixture
def department() -> Department:
    return Department()


async def test_only_who_is_on_the_roster_comes_on_duty(department: Department) -> None:
    stranger = department.on_duty(1)
    department.store.kept.rosters[CLINIC].clear()
    with pytest.raises(Refusal) as refused:
        await department.duties.put(stranger, DutyState.ON, CLINIC, doctor(1))
    assert refused.value.code == "not_on_roster"


async def test_who_has_left_the_roster_may_still_rest_and_go_home(department: Department) -> None:
    one = department.on_duty(1)
    department.store.kept.rosters[CLINIC].clear()
    for state in (DutyState.BREAK, DutyState.OFF):
        assert (await department.duties.put(one, state, None, doctor(1))).state is state


async def test_a_doctor_whose_desk_is_gone_is_on_a_break_and_keeps_whom_she_has(department: Department) -> None:
    idle, busy = department.on_duty(1), department.on_duty(2)
    await department.takes(1)
    token = (await department.calling.call_next(busy, doctor(2))).id
    department.goes_on(department.rules.silent_desk_seconds + 1)
    await department.duties.rest_silent()
    duties = department.store.kept.duties
    assert (duties[idle].state, duties[busy].state) == (DutyState.BREAK, DutyState.ON)
    assert department.one(token).doctor == busy


async def test_nobody_goes_home_with_a_patient_in_her_hands(department: Department) -> None:
    one = department.on_duty(1)
    await department.takes(1)
    token = (await department.calling.call_next(one, doctor(1))).id
    with pytest.raises(Refusal) as refused:
        await department.duties.put(one, DutyState.OFF, None, doctor(1))
    assert refused.value.code == "patient_in_hands"
    await department.calling.answer(token, mother(1))
    await department.visits.end(one, token, doctor(1))
    assert (await department.duties.put(one, DutyState.OFF, None, doctor(1))).busy_since is None
