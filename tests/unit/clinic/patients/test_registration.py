"""Registering patients, and whose they are."""

import asyncio
from datetime import date

import pytest

from clinic.patients.patient import BirthDate, NewPatient, PatientId, PatientNotYours, ToldAge, indian_date
from rooms.ports import Refusal
from tests.unit.clinic.patients.people import (
    ASHA,
    CHO,
    CHO_ELSEWHERE,
    NUMBER,
    OTHER_NUMBER,
    RAVI,
    SPOKE,
    SPOKEN,
    STATE_OFFICER,
    TICKED,
    Clinic,
    holder_of,
)


async def test_she_is_registered_with_her_consent_and_the_audit_in_one_transaction(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    assert await clinic.patients.choose(asha.id, holder) == asha
    assert asha.birth == ToldAge(34, indian_date(clinic.clock.now))
    assert await clinic.consents.holds(asha.id, "registration")
    assert await clinic.actions() == ["household.opened", "patient.registered", "consent.given"]


async def test_nothing_is_kept_of_a_registration_whose_consent_names_no_text(clinic: Clinic) -> None:
    holder = holder_of((await clinic.family()).mobile)
    with pytest.raises(Refusal, match="no such text"):
        await clinic.patients.register(ASHA, TICKED.__class__("registration", 99, "hi", "ticked on page"), holder)
    assert (await clinic.family()).patients == ()


async def test_a_second_child_comes_under_the_same_number(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    clinic.clock.advance(60)
    ravi = await clinic.patients.register(RAVI, TICKED, holder)
    assert (await clinic.family()).patients == (asha, ravi)


async def test_whoever_taps_twice_registers_once(clinic: Clinic) -> None:
    holder = holder_of((await clinic.family()).mobile)
    taps = (clinic.patients.register(ASHA, TICKED, holder) for _ in range(2))
    outcomes = await asyncio.gather(*taps, return_exceptions=True)
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)] == ["patient_already_here"]
    assert len((await clinic.family()).patients) == 1


async def test_a_household_has_an_upper_size(clinic: Clinic) -> None:
    holder = holder_of((await clinic.family()).mobile)
    for age in range(30):
        await clinic.patients.register(NewPatient("Asha", "female", age_years=age), TICKED, holder)
    with pytest.raises(Refusal) as refused:
        await clinic.patients.register(RAVI, TICKED, holder)
    assert refused.value.code == "household_full"


async def test_the_rest_is_told_later_and_the_audit_names_the_fields_alone(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    clinic.clock.advance(60)
    changes = {
        "address": "12, Temple Road", "pin_code": "६९५ ००१", "state": 32, "district": "Thiruvananthapuram",
        "language": "ml", "abha_number": "91 1234-56789012", "abha_address": "Asha.1985@abdm",
        "birth_date": date(1990, 1, 31),
    }  # fmt: skip
    told = await clinic.patients.update(asha.id, changes, holder)  # type: ignore[arg-type]
    assert (told.pin_code, told.abha_number, told.abha_address) == ("695001", "91-1234-5678-9012", "asha.1985@abdm")
    assert told.birth == BirthDate(date(1990, 1, 31))
    assert await clinic.patients.choose(asha.id, holder) == told
    async with clinic.store.reading() as records:
        entry = (await records.audit.of_patient(asha.id))[0]
    expected = ("abha_address", "abha_number", "address", "birth", "district", "language", "pin_code", "state")
    assert (entry.action, entry.fields) == ("patient.changed", expected)


async def test_what_was_told_can_be_cleared_and_what_stays_the_same_is_no_change(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.patients.update(asha.id, {"address": "12, Temple Road", "pin_code": "695001"}, holder)
    cleared = await clinic.patients.update(asha.id, {"address": None, "name": "Asha Kumari"}, holder)
    assert (cleared.address, cleared.pin_code) == (None, "695001")
    before = await clinic.actions()
    await clinic.patients.update(asha.id, {"pin_code": "695001"}, holder)
    assert await clinic.actions() == before


async def test_the_wrong_person_is_removed_and_brought_back(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.patients.remove(asha.id, holder)
    assert (await clinic.family()).patients == ()
    with pytest.raises(PatientNotYours):
        await clinic.patients.choose(asha.id, holder)
    assert await clinic.patients.restore(asha.id, holder) == asha
    assert (await clinic.family()).patients == (asha,)
    assert (await clinic.actions())[-2:] == ["patient.removed", "patient.restored"]


async def test_nobody_restores_a_patient_who_was_never_hers(clinic: Clinic) -> None:
    _, asha = await clinic.registered()
    stranger, _ = await clinic.registered(RAVI, OTHER_NUMBER)
    with pytest.raises(PatientNotYours):
        await clinic.patients.restore(asha.id, stranger)


@pytest.mark.parametrize("named", ["hers", "unknown", "no id", "nothing", "a null", "half a character"])
async def test_a_patient_of_another_household_is_refused_like_one_who_does_not_exist(
    clinic: Clinic, named: str
) -> None:
    _, asha = await clinic.registered()
    stranger, ravi = await clinic.registered(RAVI, OTHER_NUMBER)
    ids = {"unknown": "0" * 32, "no id": "../x", "nothing": "", "a null": "\0", "half a character": chr(0xD800)}
    patient = PatientId(ids.get(named, asha.id))
    for attempt in (
        clinic.patients.choose(patient, stranger),
        clinic.patients.update(patient, {"address": "Mine now"}, stranger),
        clinic.patients.remove(patient, stranger),
        clinic.patients.restore(patient, stranger),
        clinic.patients.attend(patient, SPOKE, stranger),
        clinic.patients.open_record(patient, stranger),
        clinic.consents.withdraw(patient, "registration", stranger),
        clinic.rights.export(patient, stranger),
        clinic.rights.ask_erasure(patient, stranger),
    ):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert (refused.value.code, refused.value.message) == (
            "patient_not_yours",
            "This patient is not on your list.",
        )
    assert (await clinic.family()).patients == (asha,)
    assert (await clinic.family(OTHER_NUMBER)).patients == (ravi,)


async def test_a_forged_facility_is_refused(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    with pytest.raises(Refusal) as refused:
        await clinic.patients.attend(asha.id, "'; --", holder)
    assert refused.value.code == "facility_unknown"


async def test_a_refused_attempt_is_audited_and_a_forged_id_is_not_written_down(clinic: Clinic) -> None:
    stranger, _ = await clinic.registered(RAVI, OTHER_NUMBER)
    _, asha = await clinic.registered()
    for patient in (asha.id, "<script>"):
        await clinic.patients.note_refused(PatientNotYours(patient), stranger)
    refused = [entry.subject for entry in await clinic.entries() if entry.action == "record.refused"]
    assert refused == [f"patient:{asha.id}", "patient"]


async def test_staff_act_on_the_patients_of_their_facility_and_on_no_others(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    with pytest.raises(PatientNotYours):
        await clinic.patients.open_record(asha.id, CHO)
    await clinic.patients.attend(asha.id, SPOKE, holder)
    assert await clinic.patients.open_record(asha.id, CHO) == asha
    for elsewhere in (CHO_ELSEWHERE, STATE_OFFICER):
        with pytest.raises(PatientNotYours):
            await clinic.patients.open_record(asha.id, elsewhere)
    assert await clinic.actions(SPOKE) == ["patient.attends", "record.opened"]


async def test_staff_register_somebody_who_has_no_mobile(clinic: Clinic) -> None:
    asha = await clinic.patients.register(ASHA, SPOKEN, CHO)
    assert await clinic.patients.open_record(asha.id, CHO) == asha
    family = await clinic.family()
    await clinic.patients.attach(asha.id, family.mobile, CHO)
    assert (await clinic.family()).patients == (asha,)


async def test_a_patient_never_acts_for_another_household(clinic: Clinic) -> None:
    family = await clinic.family(NUMBER)
    stranger = holder_of((await clinic.family(OTHER_NUMBER)).mobile)
    await clinic.patients.register(ASHA, TICKED, stranger, mobile=family.mobile)
    assert (await clinic.family(NUMBER)).patients == ()
