"""Telling before the doctor comes: by the household alone, while the consultation lives."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clinic.consultation.consent import implied_consent
from clinic.consultation.consultation import ConsultationId
from clinic.consultation.intake import NOTHING_TOLD, Authority, Caller, Identity, Intake
from clinic.consultation.intakes import Intakes, check_may_begin
from clinic.consultation.lifecycle import LIVE, State
from clinic.opd.events import DeskChanged, QueueChanged
from clinic.patients.patient import BirthDate, NewPatient
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import DOCTOR, OPD, Opd, another_family, doctor, opd_of
from tests.unit.clinic.patients.people import RAVI

TOLD = Intake(
    caller=Caller("child", True, "Asha Devi", None, Identity("voter", "XY12"), Authority("guardian", "His mother")),
    complaint="तीन दिन से बुखार 🤒 <b>",
    since="3 days",
    symptoms=("fever", "cough"),
    allergies="none",
    medicines="Paracetamol",
    weight_kg=14.5,
)


@pytest.fixture
def intakes(opd: Opd) -> Intakes:
    return Intakes(opd.store, opd.clock, opd.publish)


async def test_what_is_told_is_kept_with_all_its_parts(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    told = replace(TOLD, pregnancy="no", last_period=date(2026, 9, 1))
    answer = await intakes.put(one.id, told, opd.holder)
    assert answer.intake == told
    assert (await intakes.get(one.id, opd.holder)).intake == told
    [entry] = [entry for entry in await opd.entries() if entry.action == "intake.told"]
    assert (entry.patient, "complaint" in entry.fields, "since" in entry.fields) == (opd.patient.id, True, True)


async def test_told_again_without_a_change_it_is_no_event(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    for _ in range(2):
        await intakes.put(one.id, TOLD, opd.holder)
    assert (await opd.actions()).count("intake.told") == 1


async def test_the_doctors_list_hears_of_what_it_shows(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    await intakes.put(one.id, replace(NOTHING_TOLD, complaint="Fever"), opd.holder)
    assert opd.told == [QueueChanged(OPD)]
    opd.told.clear()
    await intakes.put(one.id, replace(NOTHING_TOLD, complaint="Fever", since="3 days"), opd.holder)
    assert opd.told == []
    called = await opd.move(one, state=State.CALLED, doctor=DOCTOR)
    await intakes.put(called.id, replace(NOTHING_TOLD, complaint="Fever"), opd.holder)
    assert opd.told == [DeskChanged(DOCTOR)]


async def test_what_is_still_to_be_asked_comes_with_the_answer(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    answer = await intakes.put(one.id, replace(NOTHING_TOLD, complaint="Fever"), opd.holder)
    assert answer.missing[:3] == ("relation", "patient_beside", "since")
    assert (answer.needed, answer.guidance) == ((), None)


@pytest.mark.parametrize("state", sorted(set(State) - LIVE))
async def test_nothing_is_told_after_the_end(intakes: Intakes, opd: Opd, state: State) -> None:
    one = await opd.consultation(state)
    with pytest.raises(Refusal) as refused:
        await intakes.put(one.id, TOLD, opd.holder)
    assert refused.value.code == "consultation_state"


async def test_nobody_but_the_household_reads_or_writes_it(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    for other in (await another_family(opd), doctor()):
        for attempt in (intakes.get(one.id, other), intakes.put(one.id, TOLD, other)):
            with pytest.raises(Refusal) as refused:
                await attempt
            assert refused.value.code == "consultation_unknown"
    with pytest.raises(Refusal):
        await intakes.get(ConsultationId("\0"), opd.holder)


async def test_whoever_has_not_proven_a_number_that_was_silent_sees_nothing(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    await intakes.put(one.id, TOLD, opd.holder)
    async with opd.store.writing() as records:
        mobile = await records.mobiles.get(one.mobile)
        assert mobile is not None
        await records.mobiles.change(replace(mobile, doubted_at=opd.clock.now))
    with pytest.raises(Refusal) as refused:
        await intakes.get(one.id, opd.holder)
    assert refused.value.code == "consultation_unknown"


async def test_two_pages_at_once_leave_one_whole_intake(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    others = [replace(TOLD, complaint=f"Fever {number}", since=f"{number} days") for number in range(5)]
    await asyncio.gather(*(intakes.put(one.id, told, opd.holder) for told in others))
    assert (await intakes.get(one.id, opd.holder)).intake in others


async def test_what_was_told_stands_sealed_in_the_database(intakes: Intakes, opd: Opd) -> None:
    one = await opd.consultation()
    await intakes.put(one.id, TOLD, opd.holder)
    async with opd.store.database.reading() as connection:
        rows = repr((await connection.exec_driver_sql("SELECT * FROM intakes")).all())
    for words in ("बुखार", "Paracetamol", "Asha", "XY12"):
        assert words not in rows


async def test_many_are_read_in_one_question(intakes: Intakes, opd: Opd) -> None:
    told = await opd.consultation()
    await intakes.put(told.id, TOLD, opd.holder)
    async with opd.store.reading() as records:
        found = await records.intakes.some([told.id, ConsultationId("0" * 32)])
        assert await records.intakes.some([]) == {}
    assert list(found) == [told.id]


async def test_a_child_is_not_let_into_the_call_without_an_adult(opd: Opd) -> None:
    child = replace(opd.patient, birth=BirthDate(date(2020, 1, 1)))
    one = await opd.consultation()
    intakes = Intakes(opd.store, opd.clock, opd.publish)
    async with opd.store.reading() as records:
        with pytest.raises(Refusal) as refused:
            await check_may_begin(records, one, child, opd.clock.now)
    assert refused.value.code == "adult_needed"
    await intakes.put(one.id, TOLD, opd.holder)
    async with opd.store.reading() as records:
        await check_may_begin(records, one, child, opd.clock.now)


@pytest.mark.parametrize(("language", "shown"), [("hi", "hi"), ("hi-IN", "hi"), ("en", "en"), ("ta", "en")])
async def test_consent_is_implied_by_asking_and_names_the_text_that_was_to_be_read(
    opd: Opd, language: str, shown: str
) -> None:
    consent = implied_consent(opd.patient.id, language, opd.holder, opd.clock.now)
    assert (consent.purpose, consent.how, consent.version) == ("consultation", "implied by asking", 1)
    assert (consent.language, consent.patient, consent.at) == (shown, opd.patient.id, opd.clock.now)
    assert len(consent.text_sha256) == 64


async def test_a_girl_who_is_alone_is_led_to_a_helpline(store: Any, clock: Any) -> None:
    opd = await opd_of(store, clock, NewPatient("Rani", "female", "self", age_years=15))
    one = await opd.consultation()
    intakes = Intakes(store, clock, opd.publish)
    answer = await intakes.put(one.id, replace(NOTHING_TOLD, caller=Caller("self")), opd.holder)
    assert answer.guidance == "lone_adolescent"
    assert answer.needed == ("adult_relation", "adult_name", "adult_identity")


async def test_a_small_boy_is_weighed(store: Any, clock: Any) -> None:
    opd = await opd_of(store, clock, RAVI)
    one = await opd.consultation()
    answer = await Intakes(store, clock, opd.publish).get(one.id, opd.holder)
    assert "weight_kg" in answer.missing
    assert "pregnancy" not in answer.missing
