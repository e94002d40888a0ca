"""What time alone moves, on a wall clock that somebody puts right."""

import pytest

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.lifecycle import State
from tests.unit.clinic.opd.department import Department
from tests.unit.clinic.opd.fakes import doctor, mother

HOUR = 3_600.0


@pytest.fixture
def department() -> Department:
    one = Department()
    one.on_duty(0)
    return one


async def called(department: Department) -> ConsultationId:
    await department.takes(1)
    return (await department.calling.call_next(department.on_duty(0), doctor(0))).id


async def test_a_ring_ends_when_its_time_is_over(department: Department) -> None:
    token = await called(department)
    department.goes_on(119)
    await department.deadlines.keep()
    assert department.one(token).state is State.CALLED
    department.goes_on(1)
    await department.deadlines.keep()
    assert department.one(token).state is State.WAITING


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_a_wall_clock_that_jumps_neither_ends_a_ring_nor_prolongs_it(department: Department, jump: float) -> None:
    token = await called(department)
    await department.deadlines.keep()
    department.clock.advance(jump)
    department.goes_on(119)
    await department.deadlines.keep()
    assert department.one(token).state is State.CALLED
    department.goes_on(1)
    await department.deadlines.keep()
    assert department.one(token).state is State.WAITING


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_nor_does_it_cut_the_grace_of_a_broken_call(department: Department, jump: float) -> None:
    token = await called(department)
    await department.calling.answer(token, mother(1))
    await department.visits.dropped(token, "video", doctor(0))
    await department.deadlines.keep()
    department.clock.advance(jump)
    department.goes_on(299)
    await department.duties.seen([department.on_duty(0)])
    assert await department.deadlines.keep() == 0
    department.goes_on(1)
    assert await department.deadlines.keep() == 1
    assert department.one(token).state is State.INTERRUPTED


async def test_another_process_that_starts_later_keeps_what_is_left(department: Department) -> None:
    token = await called(department)
    department.goes_on(100)
    restarted = Department(store=department.store, clock=department.clock, steady=department.steady)
    assert await restarted.deadlines.keep() == 1  # the telephone, which is overdue
    department.goes_on(20)
    assert await restarted.deadlines.keep() == 1
    assert restarted.one(token).state is State.WAITING


async def test_a_doctor_who_never_decides_leaves_an_ended_consultation(department: Department) -> None:
    token = await called(department)
    await department.calling.answer(token, mother(1))
    await department.visits.dropped(token, "video", doctor(0))
    for seconds in (300.0, 1_800.0):
        department.goes_on(seconds)
        await department.duties.seen([department.on_duty(0)])
        await department.deadlines.keep()
    assert department.one(token).state is State.ENDED
