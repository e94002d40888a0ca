"""One mobile and the family behind it: long silence, numbers that change hands, new numbers."""

import asyncio
from datetime import date

import pytest

from clinic.patients.household import DAY_SECONDS, Households, SecondFact
from clinic.patients.patient import NewPatient, PatientNotYours
from rooms.ports import Refusal
from tests.unit.clinic.patients.people import (
    ASHA,
    CHO,
    HERE,
    KERALA,
    NUMBER,
    OTHER_NUMBER,
    RAVI,
    SPOKE,
    STATE_OFFICER,
    TICKED,
    Clinic,
    holder_of,
)

TRUE_FACT = SecondFact("asha  KUMARI", age_years=34)
WRONG_FACT = SecondFact("Asha Kumari", age_years=50)
ALMOST_90_DAYS = 90 * DAY_SECONDS - 1
NINETY_DAYS = 90 * DAY_SECONDS


async def test_the_first_sign_in_makes_the_household_and_the_next_finds_it(clinic: Clinic) -> None:
    first = await clinic.family()
    assert await clinic.family() == first
    assert (first.patients, first.needs_second_fact) == ((), False)


async def test_two_first_sign_ins_at_once_make_one_household(clinic: Clinic) -> None:
    one, other = await asyncio.gather(clinic.family(), clinic.family())
    assert one == other
    assert (await clinic.actions()).count("household.opened") == 1


async def test_an_unknown_state_is_refused(clinic: Clinic) -> None:
    with pytest.raises(Refusal) as refused:
        await clinic.households.sign_in(NUMBER, 99, HERE)
    assert refused.value.code == "state_invalid"


async def test_a_number_silent_for_ninety_days_shows_nobody_until_a_second_fact_is_told(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    family = await clinic.family()
    assert (family.patients, family.needs_second_fact) == ((), True)
    assert await clinic.households.of(family.mobile) == family
    with pytest.raises(PatientNotYours):
        await clinic.patients.choose(asha.id, holder)
    with pytest.raises(Refusal) as refused:
        await clinic.patients.register(RAVI, TICKED, holder)
    assert refused.value.code == "second_fact_needed"
    assert (await clinic.households.prove(family.mobile, TRUE_FACT, HERE)).patients == (asha,)
    assert (await clinic.family()).patients == (asha,)


async def test_signing_in_again_does_not_end_the_doubt(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    await clinic.family()
    clinic.clock.advance(1)
    assert (await clinic.family()).needs_second_fact


async def test_a_number_seen_in_time_is_not_doubted(clinic: Clinic) -> None:
    _, asha = await clinic.registered()
    clinic.clock.advance(ALMOST_90_DAYS)
    assert (await clinic.family()).patients == (asha,)
    clinic.clock.advance(ALMOST_90_DAYS)
    await clinic.households.seen((await clinic.family()).mobile)
    clinic.clock.advance(ALMOST_90_DAYS)
    assert (await clinic.family()).patients == (asha,)


async def test_being_seen_does_not_end_a_doubt(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    await clinic.households.seen((await clinic.family()).mobile)
    assert (await clinic.family()).needs_second_fact


async def test_a_silent_number_without_patients_owes_nothing(clinic: Clinic) -> None:
    family = await clinic.family()
    clinic.clock.advance(NINETY_DAYS)
    again = await clinic.family()
    assert (again.mobile, again.needs_second_fact) == (family.mobile, False)


async def test_after_how_long_is_a_setting(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(100)
    assert (await Households(clinic.store, clinic.clock, 100).sign_in(NUMBER, KERALA, HERE)).needs_second_fact


@pytest.mark.parametrize(
    "wrong",
    [
        SecondFact("Asha Kumari", age_years=50),
        SecondFact("Nobody", age_years=34),
        SecondFact("Ravi Kumar", age_years=34),
        SecondFact("Asha Kumari"),
        SecondFact("", age_years=34),
    ],
)
async def test_a_wrong_fact_never_tells_which_part_was_wrong(clinic: Clinic, wrong: SecondFact) -> None:
    holder, _ = await clinic.registered()
    await clinic.patients.register(RAVI, TICKED, holder)
    clinic.clock.advance(NINETY_DAYS)
    mobile = (await clinic.family()).mobile
    with pytest.raises(Refusal) as refused:
        await clinic.households.prove(mobile, wrong, HERE)
    sentence = "This does not fit anybody who is registered with this number."
    assert (refused.value.code, refused.value.message) == ("second_fact_wrong", sentence)


async def test_three_wrong_facts_a_day_then_staff_alone_even_with_the_right_one(clinic: Clinic) -> None:
    _, asha = await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    mobile = (await clinic.family()).mobile
    tries = (clinic.households.prove(mobile, WRONG_FACT, HERE) for _ in range(10))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    codes = [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)]
    assert (codes.count("second_fact_wrong"), codes.count("second_fact_spent")) == (3, 7)
    with pytest.raises(Refusal, match="staff of your health centre"):
        await clinic.households.prove(mobile, TRUE_FACT, HERE)
    await clinic.households.vouch(mobile, CHO)
    assert (await clinic.family()).patients == (asha,)
    assert (await clinic.actions(SPOKE)) == ["household.proven"]


async def test_the_next_day_there_are_three_tries_again(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    mobile = (await clinic.family()).mobile
    for _ in range(3):
        with pytest.raises(Refusal, match="does not fit"):
            await clinic.households.prove(mobile, WRONG_FACT, HERE)
    clinic.clock.advance(DAY_SECONDS)
    with pytest.raises(Refusal, match="does not fit"):
        await clinic.households.prove(mobile, WRONG_FACT, HERE)
    assert not (await clinic.households.prove(mobile, TRUE_FACT, HERE)).needs_second_fact


async def test_patients_cannot_vouch_for_a_number(clinic: Clinic) -> None:
    holder, _ = await clinic.registered()
    with pytest.raises(Refusal) as refused:
        await clinic.households.vouch((await clinic.family()).mobile, holder)
    assert refused.value.code == "staff_of_facility_only"


async def test_staff_who_have_seen_the_family_end_the_doubt_by_its_number(clinic: Clinic) -> None:
    _, asha = await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    assert (await clinic.family()).needs_second_fact
    await clinic.households.vouch_number(NUMBER, CHO)
    assert (await clinic.family()).patients == (asha,)
    assert (await clinic.actions(SPOKE)) == ["household.proven"]


async def test_staff_can_vouch_before_the_family_has_signed_in_again(clinic: Clinic) -> None:
    _, asha = await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    await clinic.households.vouch_number(NUMBER, CHO)
    assert (await clinic.family()).patients == (asha,)


async def test_vouching_never_tells_whether_a_number_that_owes_nothing_is_known(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(ALMOST_90_DAYS)
    told = set()
    for number in (NUMBER, OTHER_NUMBER):
        with pytest.raises(Refusal) as refused:
            await clinic.households.vouch_number(number, CHO)
        told.add((refused.value.code, refused.value.message))
    assert [code for code, _ in told] == ["household_unknown"]
    assert (await clinic.actions(SPOKE)) == []


async def test_only_staff_of_a_facility_vouch_by_a_number(clinic: Clinic) -> None:
    holder, _ = await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    for actor in (holder, STATE_OFFICER):
        with pytest.raises(Refusal) as refused:
            await clinic.households.vouch_number(NUMBER, actor)
        assert refused.value.code == "staff_of_facility_only"
    assert (await clinic.family()).needs_second_fact


async def test_whoever_is_new_here_gets_an_empty_household_and_never_sees_the_old_one(clinic: Clinic) -> None:
    old_holder, asha = await clinic.registered()
    await clinic.patients.attend(asha.id, SPOKE, old_holder)
    clinic.clock.advance(NINETY_DAYS)
    old = await clinic.family()
    fresh = await clinic.households.start_anew(old.mobile, HERE)
    assert fresh.mobile != old.mobile
    assert await clinic.family() == fresh
    for attempt in (
        clinic.patients.restore(asha.id, holder_of(fresh.mobile)),
        clinic.patients.choose(asha.id, holder_of(fresh.mobile)),
        clinic.patients.choose(asha.id, old_holder),
    ):
        with pytest.raises(PatientNotYours):
            await attempt
    for ended in (clinic.households.of(old.mobile), clinic.households.prove(old.mobile, TRUE_FACT, HERE)):
        with pytest.raises(Refusal) as refused:
            await ended
        assert refused.value.code == "household_ended"
    assert (await clinic.patients.open_record(asha.id, CHO)).name == "Asha Kumari"


async def test_the_old_family_comes_back_with_the_help_of_staff(clinic: Clinic) -> None:
    old_holder, asha = await clinic.registered()
    await clinic.patients.attend(asha.id, SPOKE, old_holder)
    await clinic.households.start_anew((await clinic.family()).mobile, HERE)
    await clinic.patients.attach(asha.id, (await clinic.family(OTHER_NUMBER)).mobile, CHO)
    assert (await clinic.family(OTHER_NUMBER)).patients == (asha,)
    assert (await clinic.family(NUMBER)).patients == ()


async def test_a_new_number_takes_everybody_along_also_whom_she_had_removed(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    ravi = await clinic.patients.register(RAVI, TICKED, holder)
    await clinic.patients.remove(ravi.id, holder)
    moved = await clinic.households.change_number((await clinic.family()).mobile, OTHER_NUMBER, HERE)
    assert moved.patients == (asha,)
    assert await clinic.family(OTHER_NUMBER) == moved
    assert await clinic.patients.restore(ravi.id, holder_of(moved.mobile)) == ravi
    assert (await clinic.family(NUMBER)).patients == ()


async def test_a_new_number_that_has_a_household_unites_both(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    _, ravi = await clinic.registered(RAVI, OTHER_NUMBER)
    united = await clinic.households.change_number((await clinic.family()).mobile, OTHER_NUMBER, HERE)
    assert set(united.patients) == {asha, ravi}
    with pytest.raises(PatientNotYours):
        await clinic.patients.choose(asha.id, holder)


async def test_a_silent_household_is_not_shown_to_whoever_brings_another_number(clinic: Clinic) -> None:
    await clinic.registered(RAVI, OTHER_NUMBER)
    clinic.clock.advance(NINETY_DAYS)
    await clinic.registered()
    with pytest.raises(Refusal) as refused:
        await clinic.households.change_number((await clinic.family()).mobile, OTHER_NUMBER, HERE)
    assert refused.value.code == "second_fact_needed"
    assert len((await clinic.family()).patients) == 1


async def test_a_silent_number_that_nobody_is_reached_by_can_be_taken(clinic: Clinic) -> None:
    await clinic.family(OTHER_NUMBER)
    clinic.clock.advance(NINETY_DAYS)
    _, asha = await clinic.registered()
    moved = await clinic.households.change_number((await clinic.family()).mobile, OTHER_NUMBER, HERE)
    assert (moved.patients, moved.needs_second_fact) == ((asha,), False)
    again = await clinic.family(OTHER_NUMBER)
    assert (again.mobile, again.patients, again.needs_second_fact) == (moved.mobile, (asha,), False)


async def test_an_unproven_household_cannot_move(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(NINETY_DAYS)
    with pytest.raises(Refusal) as refused:
        await clinic.households.change_number((await clinic.family()).mobile, OTHER_NUMBER, HERE)
    assert refused.value.code == "second_fact_needed"


async def test_changing_to_the_same_number_changes_nothing(clinic: Clinic) -> None:
    await clinic.registered()
    family = await clinic.family()
    assert await clinic.households.change_number(family.mobile, NUMBER, HERE) == family


async def test_an_age_is_right_to_within_a_year_and_grows(clinic: Clinic) -> None:
    await clinic.registered()
    clinic.clock.advance(2 * 366 * DAY_SECONDS)
    mobile = (await clinic.family()).mobile
    with pytest.raises(Refusal):
        await clinic.households.prove(mobile, SecondFact("Asha Kumari", age_years=34), HERE)
    assert (await clinic.households.prove(mobile, SecondFact("Asha Kumari", age_years=37), HERE)).patients


@pytest.mark.parametrize(
    ("fact", "is_right"),
    [
        (SecondFact("Ravi", birth_date=date(2020, 2, 29)), True),
        (SecondFact("Ravi", birth_date=date(2020, 3, 1)), False),
        (SecondFact("Ravi", age_years=6), True),
        (SecondFact("Ravi", age_years=7), False),
    ],
)
async def test_a_known_date_of_birth_is_exact(clinic: Clinic, fact: SecondFact, is_right: bool) -> None:
    await clinic.registered(NewPatient("Ravi", "male", birth_date=date(2020, 2, 29)))
    clinic.clock.advance(NINETY_DAYS)
    mobile = (await clinic.family()).mobile
    if is_right:
        assert (await clinic.households.prove(mobile, fact, HERE)).patients
    else:
        with pytest.raises(Refusal):
            await clinic.households.prove(mobile, fact, HERE)


async def test_neither_number_nor_name_stands_readable_in_the_database(clinic: Clinic) -> None:
    await clinic.registered(ASHA)
    async with clinic.store.database.reading() as connection:
        kept = ""
        for table in ("mobiles", "patients", "patient_mobiles", "audit_entries", "consents", "name_tokens"):
            rows = await connection.exec_driver_sql(f"SELECT * FROM {table}")
            kept += repr([tuple(row) for row in rows])
    assert "34 20" not in kept
    for secret in ("9876543210", "Asha", "asha"):
        assert secret not in kept
