"""What may be told of a patient, and how it is kept."""

from datetime import date

import pytest

from clinic.patients.fields import changed, registered
from clinic.patients.patient import BirthDate, Changes, NewPatient, ToldAge, indian_date
from rooms.ports import Refusal

NOW = 1_790_000_000.0
TODAY = date(2026, 9, 21)
ASHA = NewPatient("Asha", "female", age_years=34)


def refusal_of(told: NewPatient) -> str:
    with pytest.raises(Refusal) as refused:
        registered(told, NOW)
    return refused.value.code


def refusal_of_change(changes: Changes) -> str:
    with pytest.raises(Refusal) as refused:
        changed(registered(ASHA, NOW), changes, NOW)
    return refused.value.code


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 101, "A\nB", "A\0B", chr(0xD800), "A\u202eB", "...", "\u200d\u200d", "A\u2028B"]
)
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    assert refusal_of(NewPatient(name, "female", age_years=34)) == "name_invalid"


@pytest.mark.parametrize("name", ["x" * 100, "<script>alert(1)</script>", "श्री\u200dमती आशा", "O'Brien", "ஆஷா", "ৎ"])
def test_a_name_is_kept_as_it_was_told(name: str) -> None:
    assert registered(NewPatient(f" {name} ", "female", age_years=34), NOW).name == name


def test_a_name_is_composed() -> None:
    assert registered(NewPatient("Rene\u0301", "male", age_years=34), NOW).name == "Ren\u00e9"


@pytest.mark.parametrize(
    ("age", "on"),
    [
        (None, None),
        (34, date(1992, 1, 1)),
        (-1, None),
        (121, None),
        (None, date(2026, 9, 22)),
        (None, date(1905, 9, 21)),
    ],
)
def test_neither_age_nor_date_of_birth_or_both_or_impossible_ones_are_refused(age: int | None, on: date | None) -> None:
    assert refusal_of(NewPatient("Asha", "female", age_years=age, birth_date=on)) == "birth_invalid"


@pytest.mark.parametrize("age", [0, 120])
def test_the_youngest_and_the_oldest_are_welcome(age: int) -> None:
    assert registered(NewPatient("Asha", "female", age_years=age), NOW).birth == ToldAge(age, TODAY)


def test_born_today_and_120_years_ago() -> None:
    for on in (TODAY, date(1906, 9, 21), date(1905, 9, 22)):
        assert registered(NewPatient("Asha", "female", birth_date=on), NOW).birth == BirthDate(on)


def test_the_day_is_that_of_india() -> None:
    assert indian_date(18.4 * 3600) == date(1970, 1, 1)
    assert indian_date(18.6 * 3600) == date(1970, 1, 2)


def test_an_age_grows_on_the_birthday_or_on_the_day_it_was_told() -> None:
    born = BirthDate(date(2000, 2, 29))
    assert [born.age_years(date(2026, *day)) for day in ((2, 28), (3, 1))] == [25, 26]
    told = ToldAge(34, date(2026, 9, 21))
    assert [told.age_years(date(2027, 9, day)) for day in (20, 21)] == [34, 35]


def test_gender_and_relation_are_of_the_list() -> None:
    assert refusal_of(NewPatient("Asha", "F", age_years=34)) == "gender_invalid"
    assert refusal_of(NewPatient("Asha", "female", relation="boss", age_years=34)) == "relation_invalid"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("91123456789012", "91-1234-5678-9012"),
        ("91-1234-5678-9012", "91-1234-5678-9012"),
        (" 9112 3456 7890 12 ", "91-1234-5678-9012"),
        ("९११२३४५६७८९०१२", "91-1234-5678-9012"),
    ],
)
def test_an_abha_number_is_kept_in_one_way_however_it_is_grouped(told: str, kept: str) -> None:
    assert changed(registered(ASHA, NOW), {"abha_number": told}, NOW)[0].abha_number == kept


@pytest.mark.parametrize("told", ["9112345678901", "911234567890123", "91x23456789012", "asha@abdm", "²1123456789012"])
def test_what_has_not_fourteen_digits_is_no_abha_number(told: str) -> None:
    assert refusal_of_change({"abha_number": told}) == "abha_number_invalid"


@pytest.mark.parametrize("told", ["asha.1985@abdm", "ashakumari@sbx", "Asha1985@ABDM"])
def test_abha_addresses_are_kept_in_small_letters(told: str) -> None:
    assert changed(registered(ASHA, NOW), {"abha_address": told}, NOW)[0].abha_address == told.lower()


@pytest.mark.parametrize(
    "told", ["asha@abdm", "1ashakumari@abdm", ".ashakumari@abdm", "ashakumari.@abdm", "a.sha.kumari@abdm",
             "ashakumari@gmail", "ashakumari", "asha_kumari@abdm", "ashakumari@abdm\n.", f"a{'x' * 70}@abdm"]
)  # fmt: skip
def test_what_is_no_abha_address_is_refused(told: str) -> None:
    assert refusal_of_change({"abha_address": told}) == "abha_address_invalid"


@pytest.mark.parametrize("told", ["69500", "6950011", "069500", "69500a", "695-001"])
def test_a_pin_code_has_six_digits_and_does_not_begin_with_zero(told: str) -> None:
    assert refusal_of_change({"pin_code": told}) == "pin_code_invalid"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": 99}, "state_invalid"),
        ({"language": "hindi!"}, "language_invalid"),
        ({"district": "x" * 101}, "district_invalid"),
        ({"address": "x" * 301}, "address_invalid"),
        ({"name": None}, "field_invalid"),
        ({"id": "0" * 32}, "field_invalid"),
        ({"created_at": 0}, "field_invalid"),
        ({"age_years": 34, "birth_date": TODAY}, "birth_invalid"),
    ],
)
def test_wrong_and_unknown_fields_are_refused_each_with_its_code(changes: Changes, code: str) -> None:
    assert refusal_of_change(changes) == code


def test_an_address_of_several_lines_becomes_one() -> None:
    told: Changes = {"address": "12, Temple Road\r\n  Kochi"}
    assert changed(registered(ASHA, NOW), told, NOW)[0].address == "12, Temple Road Kochi"


def test_only_what_differs_is_a_change() -> None:
    asha = registered(ASHA, NOW)
    later = NOW + 60
    assert changed(asha, {"gender": "female", "age_years": 34}, later) == (asha, ())
    told, fields = changed(asha, {"gender": "other", "language": "hi"}, later)
    assert (fields, told.changed_at, told.created_at) == (("gender", "language"), later, NOW)
