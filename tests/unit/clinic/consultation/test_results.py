"""A laboratory's result that comes later goes to the doctor who asked."""

import asyncio
from dataclasses import replace

import pytest

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation
from clinic.consultation.lifecycle import SEEN, State
from clinic.consultation.results import LaboratoryResults, ResultId
from clinic.opd.events import DeskChanged, NoticesWritten
from clinic.staff.account import Role, Status
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import (
    COLLEAGUE,
    DOCTOR,
    ELSEWHERE,
    Opd,
    another_family,
    doctor,
    uploaded,
)
from tests.unit.clinic.patients.people import HERE
from tests.unit.clinic.staff.builders import HUB, SPOKE, employ

CHO = Actor("staff", "d" * 32, SPOKE, HERE)


@pytest.fixture
def results(opd: Opd) -> LaboratoryResults:
    return LaboratoryResults(opd.store, opd.clock, opd.publish)


@pytest.fixture
async def over(opd: Opd) -> Consultation:
    """Of a patient who attends the spoke, where a health worker brings her results."""
    await employ(opd.store, "d", Role.HEALTH_WORKER, SPOKE)
    async with opd.store.writing() as records:
        await records.patients.attend(opd.patient, SPOKE, opd.clock.now)
    return await opd.consultation(State.CLOSED)


async def suspended(opd: Opd) -> None:
    async with opd.store.writing() as records:
        assert await records.staff.move(DOCTOR, Status.VERIFIED, Status.SUSPENDED, opd.clock.now)


async def notices(opd: Opd) -> list[tuple[str, str]]:
    async with opd.store.writing() as records:
        due = await records.notices.take_due(opd.clock.now, opd.clock.now + 60, 100)
    return sorted((one.notice.kind.value, one.notice.to.id) for one in due)


async def test_it_waits_on_the_desk_of_the_doctor_who_asked_and_she_is_told(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    added = await results.add(over.id, await uploaded(opd, CHO), " Haemoglobin 9.1 ", CHO)
    [waiting] = await results.waiting_for(DOCTOR)
    assert (waiting.id, waiting.consultation, waiting.patient) == (added.id, over.id, opd.patient.id)
    assert (added.note, added.facility, added.added_by) == ("Haemoglobin 9.1", SPOKE, CHO.id)
    assert await results.waiting_for(COLLEAGUE) == []
    assert await notices(opd) == [("result_ready", DOCTOR)]
    assert opd.told == [DeskChanged(DOCTOR), NoticesWritten()]


async def test_once_she_has_read_it_it_is_off_her_desk(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    added = await results.add(over.id, await uploaded(opd, CHO), "", CHO)
    opd.clock.advance(5)
    assert await results.open(added.id, doctor()) == added
    await results.see(added.id, doctor())
    await results.see(added.id, doctor())
    assert await results.waiting_for(DOCTOR) == []
    seen = await results.open(added.id, doctor())
    assert (seen.seen_at, seen.seen_by) == (opd.clock.now, DOCTOR)
    actions = await opd.actions()
    assert actions == ["result.added", "result.opened", "result.seen", "result.opened"]
    opened = [entry for entry in await opd.entries() if entry.action == "result.opened"]
    assert [(entry.patient, entry.actor.facility) for entry in opened] == [(opd.patient.id, HUB)] * 2


async def test_where_the_doctor_is_suspended_it_goes_to_the_others_of_her_clinic(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    await suspended(opd)
    added = await results.add(over.id, await uploaded(opd, CHO), "", CHO)
    assert [one.id for one in await results.waiting_for(COLLEAGUE)] == [added.id]
    assert await results.waiting_for(ELSEWHERE) == []
    assert await notices(opd) == [("result_ready", COLLEAGUE)]
    await results.see(added.id, doctor(COLLEAGUE))
    assert await results.waiting_for(COLLEAGUE) == []


async def test_the_household_sends_a_report_after_the_consultation(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    assert await results.is_after(over.id, opd.holder)
    added = await results.add(over.id, await uploaded(opd, opd.holder), "", opd.holder)
    assert [one.id for one in await results.waiting_for(DOCTOR)] == [added.id]
    [file] = await results.sent_by_household(over.id, opd.holder)
    assert (str(file.id), file.kind, file.blob) == (added.id, "report", added.blob)


async def test_what_staff_have_added_is_not_listed_as_sent_by_the_household(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    await results.add(over.id, await uploaded(opd, CHO), "", CHO)
    assert await results.sent_by_household(over.id, opd.holder) == []


async def test_a_result_that_is_sent_again_is_kept_and_told_once(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    upload = await uploaded(opd, CHO)
    first = await results.add(over.id, upload, "", CHO)
    assert await results.add(over.id, upload, "", CHO) == first
    outcomes = await asyncio.gather(*(results.add(over.id, upload, "", CHO) for _ in range(3)), return_exceptions=True)
    assert {outcome.id for outcome in outcomes if not isinstance(outcome, BaseException)} == {first.id}
    assert len(await results.waiting_for(DOCTOR)) == 1


async def test_only_staff_where_she_attends_and_her_household_add_one(
    results: LaboratoryResults, opd: Opd, over: Consultation
) -> None:
    for other, code in (
        (doctor(ELSEWHERE), "patient_not_yours"),
        (replace(CHO, facility=None), "patient_not_yours"),
        (await another_family(opd), "consultation_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            await results.add(over.id, await uploaded(opd, other), "", other)
        assert refused.value.code == code


@pytest.mark.parametrize("state", sorted(set(State) - SEEN))
async def test_none_is_added_before_a_doctor_has_seen_her(
    results: LaboratoryResults, opd: Opd, over: Consultation, state: State
) -> None:
    one = await opd.consultation(state)
    assert not await results.is_after(one.id, opd.holder)
    with pytest.raises(Refusal) as refused:
        await results.add(one.id, await uploaded(opd, CHO), "", CHO)
    assert refused.value.code == "consultation_state"


async def test_to_other_doctors_it_is_unknown(results: LaboratoryResults, opd: Opd, over: Consultation) -> None:
    added = await results.add(over.id, await uploaded(opd, CHO), "", CHO)
    for other in (doctor(COLLEAGUE), doctor(ELSEWHERE), opd.holder):
        for attempt in (results.open(added.id, other), results.see(added.id, other)):
            with pytest.raises(Refusal) as refused:
                await attempt
            assert refused.value.code == "result_unknown"
    with pytest.raises(Refusal):
        await results.open(ResultId("\0"), doctor())


@pytest.mark.parametrize("note", ["x" * 1_001, "bell \a", "???"])
async def test_a_note_that_cannot_be_kept_is_refused(
    results: LaboratoryResults, opd: Opd, over: Consultation, note: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await results.add(over.id, await uploaded(opd, CHO), note, CHO)
    assert refused.value.code == "note_invalid"


async def test_the_note_stands_sealed_in_the_database(results: LaboratoryResults, opd: Opd, over: Consultation) -> None:
    await results.add(over.id, await uploaded(opd, CHO), "Haemoglobin 9.1", CHO)
    async with opd.store.database.reading() as connection:
        rows = repr((await connection.exec_driver_sql("SELECT * FROM laboratory_results")).all())
    assert "Haemoglobin" not in rows
