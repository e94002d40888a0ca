"""A prescription is saved as it is typed; the rules' word comes with each save."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clinic.consultation.intake import Caller, Intake
from clinic.consultation.lifecycle import State
from clinic.opd.changes import ConsultationUnknown
from clinic.patients.patient import indian_date
from clinic.prescription.case import Sighting
from clinic.prescription.draft import PrescriptionChanged
from clinic.prescription.drafts import WRITTEN_FOR_SECONDS
from clinic.prescription.gathering import WRITTEN_WHILE
from clinic.prescription.line import MOST_LINES, InPerson, LineId, Vitals
from clinic.prescription.medicine import Ingredient, MedicineId
from clinic.staff.application import System
from rooms.ports import Refusal
from storage.blobs.encrypted import EncryptedBlobs
from tests.unit.clinic.consultation.builders import COLLEAGUE, ELSEWHERE, Opd, another_family, doctor
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, TWICE, line
from tests.unit.clinic.prescription.desk import Desk, desk_of, paracetamol, registered, unlisted


async def refused_with(code: str, coming: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await coming
    assert refused.value.code == code
    return refused.value


async def test_what_was_never_written_stands_empty_in_revision_0(desk: Desk) -> None:
    sheet = await desk.sheet()
    assert (sheet.gathered.draft.revision, sheet.gathered.draft.fields.lines, sheet.verdict.lines) == (0, (), [])


async def test_a_line_comes_back_with_all_that_the_formulary_says(desk: Desk) -> None:
    sheet = await desk.write(paracetamol())
    (kept,) = sheet.gathered.draft.fields.lines
    assert (kept.name, kept.strength, kept.units) == ("Paracetamol", "500 mg", 10)
    (verdict,) = sheet.verdict.lines
    assert (verdict.outcome, verdict.listed) == ("allowed", "O")
    assert verdict.checks is not None
    assert verdict.checks["interaction"] == "not_checked"


async def test_each_save_keeps_what_it_does_not_name(desk: Desk) -> None:
    await desk.write(paracetamol())
    sheet = await desk.write(diet="No salt", vitals=Vitals(weight_kg=54.0))
    fields = sheet.gathered.draft.fields
    assert (len(fields.lines), fields.diet, fields.vitals.weight_kg) == (1, "No salt", 54.0)


async def test_five_scripts_emoji_and_markup_stay_as_they_are(desk: Desk) -> None:
    texts = dict.fromkeys(("investigations", "diet", "worse", "referral"), FIVE_SCRIPTS)
    sheet = await desk.write(paracetamol(instructions=FIVE_SCRIPTS), **texts)
    fields = sheet.gathered.draft.fields
    assert [getattr(fields, name) for name in texts] == [FIVE_SCRIPTS] * 4
    assert fields.lines[0].instructions == FIVE_SCRIPTS
    assert (await desk.sheet()).gathered.draft == sheet.gathered.draft


async def test_two_windows_write_different_fields_and_both_stay(desk: Desk) -> None:
    saves = ({"diet": "No salt"}, {"worse": "Call 108"}, {"lines": (paracetamol(),)}, {"referral": "Pune"})
    await asyncio.gather(*(desk.drafts.save(desk.one.id, 0, one, doctor()) for one in saves))
    fields = (await desk.sheet()).gathered.draft.fields
    assert (fields.diet, fields.worse, fields.referral, len(fields.lines)) == ("No salt", "Call 108", "Pune", 1)


async def test_the_same_field_of_two_windows_is_shown_to_the_second(desk: Desk) -> None:
    await desk.drafts.save(desk.one.id, 0, {"diet": "No salt"}, doctor())
    with pytest.raises(PrescriptionChanged) as refused:
        await desk.drafts.save(desk.one.id, 0, {"diet": "Less salt"}, doctor())
    assert refused.value.fields == ("diet",)
    assert (await desk.sheet()).gathered.draft.fields.diet == "No salt"


@pytest.mark.parametrize("who", [COLLEAGUE, ELSEWHERE])
async def test_to_all_but_its_doctor_it_is_unknown(desk: Desk, who: Any) -> None:
    for coming in (
        desk.drafts.get(desk.one.id, doctor(who)),
        desk.drafts.save(desk.one.id, 0, {"diet": "x"}, doctor(who)),
    ):
        with pytest.raises(ConsultationUnknown):
            await coming


async def test_to_patients_a_draft_is_unknown(desk: Desk, opd: Opd) -> None:
    for actor in (opd.holder, await another_family(opd)):
        with pytest.raises(ConsultationUnknown):
            await desk.drafts.get(desk.one.id, actor)


@pytest.mark.parametrize("state", State)
async def test_it_is_written_from_the_call_on(opd: Opd, blobs: EncryptedBlobs, state: State) -> None:
    await registered(opd)
    desk = await desk_of(opd, blobs, state=state)
    saving = desk.drafts.save(desk.one.id, 0, {"diet": "No salt"}, doctor())
    if state in WRITTEN_WHILE:
        assert (await saving).gathered.draft.revision == 1
    else:
        with pytest.raises(Refusal):
            await saving


async def test_long_after_the_consultation_nothing_more_is_written(desk: Desk, opd: Opd) -> None:
    await opd.move(desk.one, state=State.CLOSED, ended_at=opd.clock.now)
    opd.clock.advance(WRITTEN_FOR_SECONDS + 1)
    await refused_with("consultation_state", desk.write(diet="x"))


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([paracetamol(number) for number in range(1, 201)], "lines_too_many"),
        ([paracetamol(number) for number in range(1, MOST_LINES + 2)], "lines_too_many"),
        ([paracetamol(), paracetamol()], "line_twice"),
        ([paracetamol(id=LineId("x"))], "line_invalid"),
        ([paracetamol(purpose="whim")], "line_invalid"),
        ([line(medicine=MedicineId("no-such"))], "line_unknown_medicine"),
        ([line(ingredients=(Ingredient("\u202e"),))], "medicine_invalid"),
        ([paracetamol(dosing=replace(TWICE, amounts=(9_000.0, 0.0, 0.0, 0.0)))], "dose_invalid"),
        ([paracetamol(dosing=replace(TWICE, days=181))], "days_invalid"),
        ([paracetamol(quantity=0.0)], "quantity_invalid"),
        ([paracetamol(quantity=float("nan"))], "quantity_invalid"),
        ([paracetamol(instructions="x" * 201)], "instructions_invalid"),
        ([paracetamol(overrides={"dose": "\x00"})], "override_invalid"),
        ([paracetamol(overrides={str(number): "why" for number in range(21)})], "override_invalid"),
    ],
)
async def test_a_line_that_nobody_can_mean_is_refused_and_loses_nothing(desk: Desk, lines: Any, code: str) -> None:
    before = (await desk.write(diet="No salt")).gathered.draft
    await refused_with(code, desk.write(*lines, diet="Salt"))
    assert (await desk.sheet()).gathered.draft == before


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"vitals": Vitals(weight_kg=0.0)}, "vitals_invalid"),
        ({"vitals": Vitals(weight_kg=float("nan"))}, "vitals_invalid"),
        ({"vitals": Vitals(pulse_bpm=900)}, "vitals_invalid"),
        ({"vitals": Vitals(spo2_percent=101)}, "vitals_invalid"),
        ({"in_person": InPerson(date(2099, 1, 1))}, "in_person_invalid"),
        ({"in_person": InPerson(date(1999, 1, 1))}, "in_person_invalid"),
        ({"diet": "x" * 2_001}, "diet_invalid"),
        ({"worse": "a\u202eb"}, "worse_invalid"),
    ],
)
async def test_what_cannot_be_measured_or_shown_is_refused(desk: Desk, fields: Any, code: str) -> None:
    await refused_with(code, desk.write(**fields))


async def test_the_whole_case_speaks_in_the_verdict(desk: Desk) -> None:
    await desk.see(Sighting(60.0, False))
    cream = line("clotrimazole", form="cream", route="topical")
    sheet = await desk.write(replace(cream, medicine=MedicineId("clotrimazole-1-percent-cream")))
    (verdict,) = sheet.verdict.lines
    assert [(one.code, one.clause) for one in verdict.rulings] == [("needs_video", "3.7.4, List A")]
    await desk.see(Sighting(60.0, True))
    assert (await desk.sheet()).verdict.lines[0].outcome == "allowed"


async def test_a_follow_up_is_the_doctors_word_alone(desk: Desk, opd: Opd) -> None:
    thiazide = line(medicine=MedicineId("hydrochlorothiazide-12-5-mg-tablet"), purpose="add_on")
    assert (await desk.write(thiazide)).verdict.lines[0].outcome == "refused"
    seen = InPerson(indian_date(opd.clock.now) - timedelta(days=30))
    assert (await desk.write(in_person=seen)).verdict.lines[0].outcome == "allowed"


async def test_a_lone_minor_is_not_prescribed_to(desk: Desk, opd: Opd) -> None:
    async with opd.store.writing() as records:
        found = await records.patients.find(opd.patient.id)
        assert found is not None
        child = replace(found, birth=replace(found.birth, years=9))  # type: ignore[arg-type]
        await records.patients.change(child, ["birth"])
    await desk.tell(Intake(caller=Caller(relation="self"), allergies="none"))
    assert [one.code for one in (await desk.write(paracetamol())).verdict.rulings] == ["adult_missing"]


@pytest.mark.parametrize("system", [one for one in System if one is not System.ALLOPATHY])
async def test_a_doctor_of_another_system_is_told(opd: Opd, blobs: EncryptedBlobs, system: System) -> None:
    await registered(opd, system)
    desk = await desk_of(opd, blobs)
    await desk.diagnose()
    assert [one.code for one in (await desk.write(paracetamol())).verdict.rulings] == ["system_not_covered"]


async def test_medical_officers_are_asked_for_what_no_list_has(desk: Desk, opd: Opd) -> None:
    sheet = await desk.write(paracetamol(), unlisted())
    assert [one.outcome for one in sheet.verdict.lines] == ["allowed", "held"]
    async with opd.store.reading() as records:
        asked = await records.unlisted_medicines.every()
    assert [(one.name, one.form, one.route) for one in asked] == [("amoxicillin", "tablet", "oral")]


async def test_saving_is_audited_once_in_a_while_with_no_word_of_it(desk: Desk, opd: Opd) -> None:
    for number in range(3):
        await desk.write(diet=f"Word {number}")
    entries = [one for one in await opd.entries() if one.action == "prescription.saved"]
    assert len(entries) == 1
    assert "Word" not in repr(entries)
