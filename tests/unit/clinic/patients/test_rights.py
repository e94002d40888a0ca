"""What a patient can see, take along and have erased."""

import asyncio
import json

import pytest

from clinic.patients.duplicates import Duplicates
from clinic.patients.patient import PatientNotYours
from clinic.patients.rights import Rights
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
)

NEVER_AGAIN = ("Asha", "12, Temple Road", "695001", "91-1234-5678-9012", NUMBER)


async def test_she_takes_along_everything_that_is_held_as_json(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.patients.update(asha.id, {"address": "12, Temple Road", "state": 32}, holder)
    await clinic.patients.attend(asha.id, SPOKE, holder)
    await clinic.patients.open_record(asha.id, CHO)
    await clinic.rights.ask_erasure(asha.id, holder)
    held = json.loads(json.dumps(await clinic.rights.export(asha.id, holder)))
    assert (held["patient"]["name"], held["patient"]["address"]) == ("Asha Kumari", "12, Temple Road")
    assert (held["patient"]["age_years"], held["patient"]["state"]) == (34, 32)
    assert held["numbers"] == [{"number": NUMBER, "since": "2026-09-21T14:13:20Z", "until": None}]
    assert [facility["facility"] for facility in held["facilities"]] == [SPOKE]
    assert [(consent["purpose"], consent["version"]) for consent in held["consents"]] == [("registration", 1)]
    assert [request["state"] for request in held["erasure_requests"]] == ["asked"]
    opened = [line for line in held["opened"] if line["action"] == "record.opened"]
    assert [(line["by"], line["facility"]) for line in opened] == [(f"staff:{CHO.id}", SPOKE)]
    assert (await clinic.actions())[-1] == "record.exported"


async def test_what_was_merged_into_her_is_hers_to_see(clinic: Clinic) -> None:
    kept, duplicate = [await clinic.patients.register(told, SPOKEN, CHO) for told in (ASHA, RAVI)]
    await clinic.patients.open_record(duplicate.id, CHO)
    await Duplicates(clinic.store, clinic.clock).merge(kept.id, duplicate.id, CHO, "Same person")
    held = await clinic.rights.export(duplicate.id, CHO)
    assert (held["patient"]["name"], held["merged_records"][0]["name"]) == ("Asha Kumari", "Ravi Kumar")
    assert "record.opened" in [line["action"] for line in held["opened"]]
    assert len(held["consents"]) == 2


async def test_asked_twice_it_stays_one_request(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    asked = await asyncio.gather(*(clinic.rights.ask_erasure(asha.id, holder) for _ in range(3)))
    assert len({request.id for request in asked}) == 1
    assert list(await clinic.rights.waiting()) == [asked[0]]
    assert (await clinic.actions()).count("erasure.asked") == 1


async def test_nothing_personal_is_left_after_an_erasure_and_it_says_what_stays_and_why(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    changes = {"address": "12, Temple Road", "pin_code": "695001", "abha_number": "91123456789012"}
    await clinic.patients.update(asha.id, changes, holder)  # type: ignore[arg-type]
    await clinic.patients.attend(asha.id, SPOKE, holder)
    request = await clinic.rights.ask_erasure(asha.id, holder)
    erasure = await clinic.rights.erase(request.id, CHO)
    assert {"name", "birth", "address", "mobile"} <= set(erasure.erased)
    assert [kept.years for kept in erasure.kept] == [None, None, None, 3]
    assert all(kept.why for kept in erasure.kept)
    for asker in (holder, CHO):
        with pytest.raises(PatientNotYours):
            await clinic.patients.open_record(asha.id, asker)
    assert await clinic.patients.search("asha", CHO) == ()
    async with clinic.store.database.reading() as connection:
        patients = (await connection.exec_driver_sql("SELECT * FROM patients")).mappings().all()
        mobiles = (await connection.exec_driver_sql("SELECT * FROM mobiles")).mappings().all()
        tokens = (await connection.exec_driver_sql("SELECT * FROM name_tokens")).all()
    left = {name for name, value in patients[0].items() if value is not None}
    assert left == {"id", "created_at", "changed_at", "erased_at"}
    assert [mobiles[0][name] for name in ("number", "lookup", "ended_lookup")] == [None, None, None]
    assert tokens == []


async def test_the_consents_stay_as_proof_but_hold_no_more(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.rights.erase((await clinic.rights.ask_erasure(asha.id, holder)).id, STATE_OFFICER)
    assert not await clinic.consents.holds(asha.id, "registration")
    async with clinic.store.reading() as records:
        assert [consent.purpose for consent in await records.consents.consents_of(asha.id)] == ["registration"]
    assert {"patient.registered", "erasure.asked", "erasure.done"} <= set(await clinic.actions())


async def test_the_rest_of_the_family_keeps_the_number(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    ravi = await clinic.patients.register(RAVI, TICKED, holder)
    await clinic.rights.erase((await clinic.rights.ask_erasure(asha.id, holder)).id, STATE_OFFICER)
    assert (await clinic.family()).patients == (ravi,)
    assert await clinic.patients.choose(ravi.id, holder) == ravi


async def test_an_erased_number_signs_in_as_a_new_one(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    await clinic.rights.erase((await clinic.rights.ask_erasure(asha.id, holder)).id, STATE_OFFICER)
    fresh = await clinic.family()
    assert (fresh.mobile == holder.id, fresh.patients) == (False, ())


async def test_what_was_merged_into_her_is_erased_with_her(clinic: Clinic) -> None:
    kept, duplicate = [await clinic.patients.register(told, SPOKEN, CHO) for told in (ASHA, RAVI)]
    await Duplicates(clinic.store, clinic.clock).merge(kept.id, duplicate.id, CHO, "Same person")
    await clinic.rights.erase((await clinic.rights.ask_erasure(duplicate.id, CHO)).id, CHO)
    async with clinic.store.database.reading() as connection:
        names = await connection.exec_driver_sql("SELECT name FROM patients")
        assert [row.name for row in names] == [None, None]


async def test_who_was_merged_into_another_after_asking_is_erased_as_a_whole(clinic: Clinic) -> None:
    kept, duplicate = [await clinic.patients.register(told, SPOKEN, CHO) for told in (ASHA, RAVI)]
    requests = [await clinic.rights.ask_erasure(patient.id, CHO) for patient in (duplicate, kept)]
    await Duplicates(clinic.store, clinic.clock).merge(kept.id, duplicate.id, CHO, "Same person")
    assert (await clinic.rights.erase(requests[0].id, STATE_OFFICER)).patient == kept.id
    async with clinic.store.database.reading() as connection:
        names = await connection.exec_driver_sql("SELECT name FROM patients")
        assert [row.name for row in names] == [None, None]
    await clinic.rights.erase(requests[1].id, STATE_OFFICER)
    assert list(await clinic.rights.waiting()) == []


async def test_a_request_is_decided_once(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    request = await clinic.rights.ask_erasure(asha.id, holder)
    await clinic.rights.refuse_erasure(request.id, STATE_OFFICER, "Treatment goes on; she agreed on the telephone")
    with pytest.raises(Refusal) as refused:
        await clinic.rights.erase(request.id, STATE_OFFICER)
    assert refused.value.code == "erasure_decided"
    assert await clinic.patients.choose(asha.id, holder) == asha
    assert (await clinic.rights.ask_erasure(asha.id, holder)).id != request.id


async def test_two_who_erase_at_once_erase_once(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    request = await clinic.rights.ask_erasure(asha.id, holder)
    erasures = (clinic.rights.erase(request.id, STATE_OFFICER) for _ in range(2))
    outcomes = await asyncio.gather(*erasures, return_exceptions=True)
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)] == ["erasure_decided"]
    assert (await clinic.actions()).count("erasure.done") == 1


async def test_neither_patients_nor_staff_of_elsewhere_decide(clinic: Clinic) -> None:
    holder, asha = await clinic.registered()
    request = await clinic.rights.ask_erasure(asha.id, holder)
    for actor, code in ((holder, "erasure_unknown"), (CHO_ELSEWHERE, "patient_not_yours")):
        with pytest.raises(Refusal) as refused:
            await clinic.rights.erase(request.id, actor)
        assert refused.value.code == code
    with pytest.raises(Refusal):
        await clinic.rights.erase("\0", STATE_OFFICER)
    assert await clinic.patients.choose(asha.id, holder) == asha


async def test_how_long_care_is_kept_is_a_setting(clinic: Clinic) -> None:
    holder, asha = await clinic.registered(number=OTHER_NUMBER)
    rights = Rights(clinic.store, clinic.clock, retention_years=7)
    erasure = await rights.erase((await rights.ask_erasure(asha.id, holder)).id, STATE_OFFICER)
    assert erasure.kept[-1].years == 7


async def test_nothing_personal_of_hers_is_left_in_the_file_of_the_database(clinic: Clinic) -> None:
    """Also not readable before: what is erased was sealed all the time."""
    holder, asha = await clinic.registered()
    await clinic.patients.update(asha.id, {"address": "12, Temple Road", "pin_code": "695001"}, holder)
    async with clinic.store.database.reading() as connection:
        rows = (await connection.exec_driver_sql("SELECT * FROM patients")).all()
    assert not [secret for secret in NEVER_AGAIN if secret in repr(rows)]
