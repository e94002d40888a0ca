"""One person registered twice: merging, and taking it back."""

import asyncio
from itertools import permutations

import pytest

from clinic.patients.duplicates import without
from clinic.patients.patient import NewPatient, Patient, PatientId, PatientNotYours
from rooms.ports import Refusal
from tests.unit.clinic.patients.people import (
    CHO,
    CHO_ELSEWHERE,
    NUMBER,
    OTHER_NUMBER,
    OTHER_SPOKE,
    SPOKE,
    SPOKEN,
    STATE_OFFICER,
    Clinic,
    holder_of,
)

REASON = "Same ABHA number"
ASHA = NewPatient("Asha Kumari", "female", age_years=34)
USHA = NewPatient("Usha Kumari", "female", age_years=34)


async def patients_of_spoke(clinic: Clinic, count: int = 3) -> list[Patient]:
    found = []
    for number in range(count):
        found.append(await clinic.patients.register(NewPatient(f"Asha {number}", "female", age_years=34), SPOKEN, CHO))
        clinic.clock.advance(1)
    return found


async def both(clinic: Clinic) -> tuple[Patient, Patient]:
    """Asha with one number, and once more as Usha with another; both attend the spoke."""
    people = []
    for told, number in ((ASHA, NUMBER), (USHA, OTHER_NUMBER)):
        holder, patient = await clinic.registered(told, number)
        await clinic.patients.attend(patient.id, SPOKE, holder)
        people.append(patient)
    return people[0], people[1]


async def who(clinic: Clinic, *records: Patient) -> list[PatientId]:
    """Whom each of the records is part of."""
    return [(await clinic.patients.open_record(record.id, CHO)).id for record in records]


async def test_whoever_asks_for_the_duplicate_gets_the_kept_one(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    assert await clinic.duplicates.merge(asha.id, usha.id, CHO, REASON) == asha
    assert await clinic.patients.open_record(usha.id, CHO) == asha
    assert (await clinic.family(OTHER_NUMBER)).patients == (asha,)
    assert (await clinic.family(NUMBER)).patients == (asha,)
    assert await clinic.patients.search("usha", CHO) == (asha,)


async def test_unmerging_brings_back_exactly_what_was(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    await clinic.duplicates.merge(asha.id, usha.id, CHO, REASON)
    assert await clinic.duplicates.unmerge(usha.id, CHO, REASON) == usha
    assert (await clinic.family(NUMBER)).patients == (asha,)
    assert (await clinic.family(OTHER_NUMBER)).patients == (usha,)
    assert await clinic.patients.search("usha", CHO) == (usha,)
    with pytest.raises(PatientNotYours):
        await clinic.patients.choose(asha.id, holder_of((await clinic.family(OTHER_NUMBER)).mobile))


async def test_the_audit_names_both_and_seals_the_reason(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    await clinic.duplicates.merge(asha.id, usha.id, CHO, REASON)
    async with clinic.store.reading() as records:
        entry = (await records.audit.entries(SPOKE, limit=100))[-1]
        assert records.audit.reason(entry) == REASON
    assert (entry.action, entry.subject, entry.patient) == ("patient.merged", f"patient:{usha.id}", asha.id)
    assert REASON.encode() not in entry.reason


async def test_a_consent_given_to_either_record_holds_for_both(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    holder = holder_of((await clinic.family(NUMBER)).mobile)
    await clinic.consents.withdraw(asha.id, "registration", holder)
    await clinic.duplicates.merge(asha.id, usha.id, CHO, REASON)
    assert await clinic.consents.holds(asha.id, "registration")
    await clinic.consents.withdraw(asha.id, "registration", holder)
    assert not await clinic.consents.holds(usha.id, "registration")


async def test_one_record_cannot_be_merged_into_itself_nor_twice(clinic: Clinic) -> None:
    first, second, third = await patients_of_spoke(clinic)
    await clinic.duplicates.merge(first.id, second.id, CHO, REASON)
    for kept, duplicate, code in (
        (first, first, "same_patient"),
        (first, second, "same_patient"),
        (second, first, "same_patient"),
        (third, second, "already_merged"),
    ):
        with pytest.raises(Refusal) as refused:
            await clinic.duplicates.merge(kept.id, duplicate.id, CHO, REASON)
        assert refused.value.code == code
    assert await who(clinic, first, second, third) == [first.id, first.id, third.id]


async def test_merging_into_a_duplicate_merges_into_whom_it_is_part_of(clinic: Clinic) -> None:
    first, second, third = await patients_of_spoke(clinic)
    await clinic.duplicates.merge(first.id, second.id, CHO, REASON)
    await clinic.duplicates.merge(second.id, third.id, CHO, REASON)
    assert await who(clinic, second, third) == [first.id, first.id]
    await clinic.duplicates.unmerge(second.id, CHO, REASON)
    assert await who(clinic, second, third) == [second.id, first.id]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_a_chain_of_merges_is_undone_in_any_order(clinic: Clinic, order: tuple[int, ...]) -> None:
    """0 into 1, 1 into 2, 2 into 3. Whatever is undone, the rest holds."""
    people = await patients_of_spoke(clinic, 4)
    for duplicate in range(3):
        await clinic.duplicates.merge(people[duplicate + 1].id, people[duplicate].id, CHO, REASON)
    assert set(await who(clinic, *people)) == {people[3].id}
    going_on = {0, 1, 2}
    for undone in order:
        await clinic.duplicates.unmerge(people[undone].id, CHO, REASON)
        going_on.remove(undone)
        expected = [last_of(going_on, record) for record in range(4)]
        assert await who(clinic, *people) == [people[last].id for last in expected]


def last_of(merges: set[int], record: int) -> int:
    return last_of(merges, record + 1) if record in merges else record


async def test_merging_again_after_undoing_forgets_the_first_time(clinic: Clinic) -> None:
    first, second, third = await patients_of_spoke(clinic)
    await clinic.duplicates.merge(second.id, first.id, CHO, REASON)
    await clinic.duplicates.unmerge(first.id, CHO, REASON)
    await clinic.duplicates.merge(third.id, first.id, CHO, REASON)
    await clinic.duplicates.merge(third.id, second.id, CHO, REASON)
    await clinic.duplicates.unmerge(second.id, CHO, REASON)
    assert await who(clinic, first, second, third) == [third.id, second.id, third.id]


async def test_who_was_never_merged_cannot_be_unmerged(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    await clinic.duplicates.merge(asha.id, usha.id, CHO, REASON)
    with pytest.raises(Refusal) as refused:
        await clinic.duplicates.unmerge(asha.id, CHO, REASON)
    assert refused.value.code == "not_merged"


async def test_merging_both_ways_at_once_merges_once(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    outcomes = await asyncio.gather(
        clinic.duplicates.merge(asha.id, usha.id, CHO, REASON),
        clinic.duplicates.merge(usha.id, asha.id, CHO, REASON),
        return_exceptions=True,
    )
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)] == ["same_patient"]
    assert len(set(await who(clinic, asha, usha))) == 1


async def test_only_staff_of_a_facility_that_both_attend_may_merge(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    holder = holder_of((await clinic.family(NUMBER)).mobile)
    await clinic.patients.attend(asha.id, OTHER_SPOKE, holder)
    for actor in (holder, STATE_OFFICER, CHO_ELSEWHERE):
        with pytest.raises(Refusal) as refused:
            await clinic.duplicates.merge(asha.id, usha.id, actor, REASON)
        assert refused.value.code in ("staff_of_facility_only", "patient_not_yours")
    assert await who(clinic, asha, usha) == [asha.id, usha.id]


async def test_a_reason_must_be_given(clinic: Clinic) -> None:
    asha, usha = await both(clinic)
    with pytest.raises(Refusal) as refused:
        await clinic.duplicates.merge(asha.id, usha.id, CHO, "  ")
    assert refused.value.code == "reason_invalid"


def test_what_was_merged_into_a_duplicate_goes_with_it() -> None:
    a, b, c, d = map(PatientId, "abcd")
    assert without({a: b, b: d, c: d}, b) == [a]
    assert without({a: b, b: d, c: d}, a) == []
