"""A medicine is found by first letters in any script, the likeliest first, and through one slip of the fingers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.finding import words_of
from clinic.prescription.formulary import formulary

FORMULARY = formulary()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("par", "paracetamol-500-mg-tablet"),
        ("par 5", "paracetamol-500-mg-tablet"),
        ("500 PARA", "paracetamol-500-mg-tablet"),
        ("par 500mg", "paracetamol-500-mg-tablet"),
        ("par syr", "paracetamol-125-mg-5-ml-syrup"),
        ("Dolo", "paracetamol-650-mg-tablet"),
        ("dolo650", "paracetamol-650-mg-tablet"),
        ("पैरा", "paracetamol-500-mg-tablet"),
        ("metf", "metformin-500-mg-tablet"),
        ("metf 1", "metformin-1-g-tablet"),
        ("clot ear", "clotrimazole-1-percent-drops-ear"),
        ("clav", "amoxicillin-clavulanic-acid-500-mg-125-mg-tablet"),
        ("augmentin", "amoxicillin-clavulanic-acid-500-mg-125-mg-tablet"),
        ("bactrim", "sulfamethoxazole-trimethoprim-800-mg-160-mg-tablet"),
        ("co-tri", "sulfamethoxazole-trimethoprim-800-mg-160-mg-tablet"),
        ("ors", "oral-rehydration-salts-20-5-g-sachet"),
        ("acetam", "paracetamol-500-mg-tablet"),
    ],
)
def test_it_is_found_by_first_letters(query: str, first: str) -> None:
    assert FORMULARY.search(query)[0].id == first


@pytest.mark.parametrize(
    "query", ["parasetamol", "paracetmol", "parracetamol", "apracetamol", "qaracetamol", "paraset 500", "पैरासिटमोल"]
)
def test_one_slip_is_forgiven(query: str) -> None:
    assert FORMULARY.search(query)[0].id == "paracetamol-500-mg-tablet"


@pytest.mark.parametrize(
    "query", ["", " ", "zzzz", "☃", "'; DROP TABLE", "par 777", "parzsetzmol", "parasetamol metfarmin", "a" * 80]
)
def test_what_nothing_begins_with_finds_nothing(query: str) -> None:
    assert FORMULARY.search(query) == []


def test_a_generic_name_comes_before_a_brand_and_a_brand_before_another_name() -> None:
    names = [one.name for one in FORMULARY.search("am", 20)]
    assert names[:3] == ["Amlodipine", "Amoxicillin", "Amoxicillin"]
    assert names.index("Amlodipine") < names.index("Amoxicillin + clavulanic acid")


def test_one_letter_finds_what_begins_with_it() -> None:
    assert {one.name[0] for one in FORMULARY.search("d", 4)} == {"D"}


def test_a_form_alone_finds_medicines_of_that_form() -> None:
    assert {one.form for one in FORMULARY.search("sach")} == {"sachet"}


@given(st.text(max_size=80), st.integers(1, 20))
def test_no_query_breaks_it_or_gives_more_than_was_wanted(query: str, most: int) -> None:
    assert len(FORMULARY.search(query, most)) <= most


@given(st.sampled_from(sorted(FORMULARY.medicines)), st.integers(1, 20))
def test_every_medicine_is_found_by_any_beginning_of_its_name(medicine: str, letters: int) -> None:
    one = next(each for each in FORMULARY.medicines.values() if each.id == medicine)
    assert one in FORMULARY.search(words_of(one.name)[0][:letters], len(FORMULARY.medicines))


def test_words_are_told_apart_at_signs_and_between_digits_and_letters() -> None:
    assert words_of("Dolo650, T-Bact 0.5% दर्द") == ["dolo", "650", "t", "bact", "0.5", "दर्द"]
