"""What a doctor reads before the call, and who may read of the past."""

from dataclasses import replace

import pytest

from clinic.consultation.consultation import Consultation
from clinic.consultation.files import ConsultationFiles
from clinic.consultation.intake import NOTHING_TOLD
from clinic.consultation.intakes import Intakes
from clinic.consultation.lifecycle import State
from clinic.consultation.note import Diagnosis
from clinic.consultation.notes import Notes
from clinic.consultation.results import LaboratoryResults, ResultId
from clinic.consultation.summaries import Summaries
from clinic.patients.duplicates import Duplicates
from clinic.patients.patient import NewPatient, PatientNotYours
from clinic.patients.registration import Patients
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import (
    COLLEAGUE,
    DOCTOR,
    ELSEWHERE,
    Opd,
    another_family,
    doctor,
    small_icd10,
    uploaded,
)
from tests.unit.clinic.patients.people import SPOKEN
from tests.unit.clinic.staff.builders import HUB

TWO = ["name", "age"]


@pytest.fixture
def summaries(opd: Opd) -> Summaries:
    return Summaries(opd.store, opd.clock)


async def was_seen(opd: Opd, *, signed: bool = True, by: str = DOCTOR) -> Consultation:
    """Earlier, with notes."""
    one = await opd.consultation(State.ENDED, doctor=by)
    notes = Notes(opd.store, small_icd10(), opd.clock, opd.publish)
    written = {"diagnoses": [Diagnosis("R05", "")], "advice": "Steam, and rest"}
    await notes.save(one.id, 0, written, doctor(one.doctor))  # type: ignore[arg-type]
    if signed:
        await notes.sign(one.id, 1, TWO, doctor(one.doctor))  # type: ignore[arg-type]
    opd.clock.advance(3_600)
    return one


async def test_before_the_call_she_reads_what_was_told_sent_and_found_before(summaries: Summaries, opd: Opd) -> None:
    past = await was_seen(opd, by=COLLEAGUE)
    one = await opd.consultation(State.CALLED)
    await Intakes(opd.store, opd.clock, opd.publish).put(
        one.id, replace(NOTHING_TOLD, complaint="Cough again"), opd.holder
    )
    files = ConsultationFiles(opd.store, opd.clock, opd.publish)
    voice = await files.add(one.id, await uploaded(opd, opd.holder, "voice"), "voice", opd.holder)
    summary = await summaries.of(one.id, doctor())
    assert (summary.intake.complaint, list(summary.files)) == ("Cough again", [voice])
    [shown] = summary.past
    assert (shown.id, shown.day, shown.clinic_name, shown.doctor_name) == (past.id, past.day, "General OPD", "Dr b")
    assert (shown.diagnoses, shown.advice, shown.is_signed) == ((Diagnosis("R05", "Cough"),), "Steam, and rest", True)


async def test_that_she_has_read_it_stands_in_the_audit_with_the_patient(summaries: Summaries, opd: Opd) -> None:
    one = await opd.consultation(State.CALLED)
    for _ in range(3):
        await summaries.of(one.id, doctor())
    opened = [entry for entry in await opd.entries() if entry.action == "consultation.opened"]
    assert [(entry.actor.id, entry.actor.facility, entry.patient) for entry in opened] == [
        (DOCTOR, HUB, opd.patient.id)
    ]


async def test_while_she_waits_the_roster_reads_what_was_told_and_nothing_of_the_past(
    summaries: Summaries, opd: Opd
) -> None:
    await was_seen(opd)
    one = await opd.consultation()
    for reader in (doctor(), doctor(COLLEAGUE)):
        summary = await summaries.of(one.id, reader)
        assert (summary.intake, list(summary.past)) == (NOTHING_TOLD, [])
    for other in (doctor(ELSEWHERE), opd.holder):
        with pytest.raises(Refusal) as refused:
            await summaries.of(one.id, other)
        assert refused.value.code == "consultation_unknown"


async def test_what_another_doctor_has_not_signed_is_not_shown(summaries: Summaries, opd: Opd) -> None:
    await was_seen(opd, signed=False, by=COLLEAGUE)
    mine = await was_seen(opd, signed=False)
    one = await opd.consultation(State.CALLED)
    shown = {past.id: (past.advice, past.is_signed) for past in (await summaries.of(one.id, doctor())).past}
    assert shown.pop(mine.id) == ("Steam, and rest", False)
    assert list(shown.values()) == [("", False)]


async def test_results_of_past_consultations_are_attached_and_can_be_read(summaries: Summaries, opd: Opd) -> None:
    past = await was_seen(opd, by=COLLEAGUE)
    results = LaboratoryResults(opd.store, opd.clock, opd.publish)
    report = await results.add(past.id, await uploaded(opd, opd.holder), "", opd.holder)
    one = await opd.consultation(State.IN_PROGRESS)
    assert list((await summaries.of(one.id, doctor())).results) == [report]
    assert await summaries.attachment(one.id, report.id, doctor()) == report
    with pytest.raises(Refusal) as refused:
        await summaries.attachment(one.id, ResultId("0" * 32), doctor())
    assert refused.value.code == "document_unknown"
    with pytest.raises(Refusal):
        await summaries.attachment(one.id, report.id, doctor(COLLEAGUE))


async def test_what_was_merged_into_her_is_of_her_past_too(summaries: Summaries, opd: Opd) -> None:
    past = await was_seen(opd)
    cho = doctor()
    patients = Patients(opd.store, opd.clock)
    kept = await patients.register(NewPatient("Asha Kumari", "female", age_years=34), SPOKEN, cho)
    async with opd.store.writing() as records:
        await records.patients.attend(opd.patient, HUB, opd.clock.now)
    await Duplicates(opd.store, opd.clock).merge(kept.id, opd.patient.id, cho, "Same person")
    one = await opd.consultation(State.CALLED, patient=kept.id)
    assert [shown.id for shown in (await summaries.of(one.id, doctor())).past] == [past.id]


async def test_her_household_sees_what_was_signed_and_staff_of_her_facility_when_and_with_whom(
    summaries: Summaries, opd: Opd
) -> None:
    signed = await was_seen(opd)
    opd.clock.advance(10)
    unsigned = await was_seen(opd, signed=False)
    shown = await summaries.of_patient(opd.patient.id, opd.holder)
    assert [(one.id, one.advice) for one in shown] == [(unsigned.id, ""), (signed.id, "Steam, and rest")]
    async with opd.store.writing() as records:
        await records.patients.attend(opd.patient, HUB, opd.clock.now)
    seen = await summaries.of_patient(opd.patient.id, doctor(COLLEAGUE))
    assert [(one.id, one.doctor_name, one.advice, one.diagnoses) for one in seen] == [
        (unsigned.id, "Dr a", "", ()),
        (signed.id, "Dr a", "", ()),
    ]
    assert "consultations.listed" in [entry.action for entry in await opd.entries()]
    for other in (doctor(ELSEWHERE), await another_family(opd)):
        with pytest.raises(PatientNotYours):
            await summaries.of_patient(opd.patient.id, replace(other, facility="6" * 32))
