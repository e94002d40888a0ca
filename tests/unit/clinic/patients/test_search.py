"""Finding a patient by name: within one's own facility, in any script, however it is written."""

import pytest

from clinic.patients.names import same_name, tokens, wanted_tokens, words
from clinic.patients.patient import NewPatient
from rooms.ports import Refusal
from tests.unit.clinic.patients.people import (
    CHO,
    CHO_ELSEWHERE,
    OTHER_SPOKE,
    SPOKEN,
    STATE_OFFICER,
    Clinic,
)


async def at_spoke(clinic: Clinic, *names: str) -> None:
    for age, name in enumerate(names):
        await clinic.patients.register(NewPatient(name, "other", age_years=age), SPOKEN, CHO)


async def found(clinic: Clinic, text: str) -> list[str]:
    return [patient.name for patient in await clinic.patients.search(text, CHO)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("asha", ["Asha Devi", "Asha Kumari"]),
        ("ASH", ["Asha Devi", "Asha Kumari"]),
        ("kumari asha", ["Asha Kumari"]),
        ("ash kum", ["Asha Kumari"]),
        ("आशा", ["आशा देवी"]),
        ("आशा दे", []),
        ("as", []),
        ("om", ["Om Prakash"]),
        ("prakash, om.", ["Om Prakash"]),
        ("sha", []),
        ("asha asha", ["Asha Devi", "Asha Kumari"]),
        ("asha singh", []),
    ],
)
async def test_words_and_their_beginnings_are_found(clinic: Clinic, text: str, expected: list[str]) -> None:
    await at_spoke(clinic, "Asha Kumari", "Asha Devi", "आशा देवी", "Om Prakash")
    assert await found(clinic, text) == expected


async def test_nobody_of_another_facility_is_found(clinic: Clinic) -> None:
    await at_spoke(clinic, "Asha Kumari")
    assert await clinic.patients.search("asha", CHO_ELSEWHERE) == ()


async def test_only_staff_of_a_facility_search(clinic: Clinic) -> None:
    holder, _ = await clinic.registered()
    for actor in (STATE_OFFICER, holder):
        with pytest.raises(Refusal) as refused:
            await clinic.patients.search("asha", actor)
        assert refused.value.code == "staff_of_facility_only"


@pytest.mark.parametrize("text", ["", "   ", ".-", "\u200d"])
async def test_an_empty_search_finds_nobody_rather_than_everybody(clinic: Clinic, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        await clinic.patients.search(text, CHO)
    assert refused.value.code == "search_empty"


async def test_a_new_name_is_found_in_every_facility_and_the_old_one_nowhere(clinic: Clinic) -> None:
    asha = await clinic.patients.register(NewPatient("Asha Kumari", "female", age_years=34), SPOKEN, CHO)
    await clinic.patients.attend(asha.id, OTHER_SPOKE, CHO)
    await clinic.patients.update(asha.id, {"name": "Asha Singh"}, CHO)
    for actor in (CHO, CHO_ELSEWHERE):
        assert [patient.name for patient in await clinic.patients.search("sin", actor)] == ["Asha Singh"]
        assert await clinic.patients.search("kumari", actor) == ()


async def test_attending_twice_changes_nothing(clinic: Clinic) -> None:
    asha = await clinic.patients.register(NewPatient("Asha Kumari", "female", age_years=34), SPOKEN, CHO)
    before = await clinic.actions(CHO.facility or "")
    await clinic.patients.attend(asha.id, CHO.facility or "", CHO)
    assert await clinic.actions(CHO.facility or "") == before


async def test_the_same_name_has_other_tokens_in_another_facility(clinic: Clinic) -> None:
    asha = await clinic.patients.register(NewPatient("Asha", "female", age_years=34), SPOKEN, CHO)
    await clinic.patients.attend(asha.id, OTHER_SPOKE, CHO)
    async with clinic.store.database.reading() as connection:
        rows = (await connection.exec_driver_sql("SELECT token FROM name_tokens")).all()
    assert len({row.token for row in rows}) == len(rows) == 4


def test_vowel_signs_belong_to_their_word() -> None:
    assert words("आशा  देवी-सिंह") == ("आशा", "देवी", "सिंह")
    assert tokens("Asha") == {"ash", "asha"}
    assert tokens("Om") == {"om"}


def test_however_it_is_composed_or_cased_it_is_the_same_name() -> None:
    assert same_name("ASHA  Kumari", "asha kumari")
    assert same_name("Asha Kumari", "AshaKumari")
    assert same_name("क\u093cमर", "\u0958मर")
    assert same_name("श्री\u200d", "श्री")
    assert not same_name("Asha", "Usha")
    assert not same_name("...", "---")


def test_long_words_and_many_words_cost_no_more_than_a_bound() -> None:
    assert len(tokens(" ".join(f"{letter}{'x' * 90}" for letter in "abcdefghijkl"))) <= 8 * 24
    assert wanted_tokens("x" * 100) <= tokens("x" * 100)
