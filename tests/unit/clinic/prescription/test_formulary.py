"""A medicine is found by first letters in any script; what is not known of it is not made up."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.formulary import MEDICINES_FILE, formulary, medicines_json, medicines_of, read
from clinic.prescription.medicine import UNIT_OF, Ingredient, MedicineId
from rooms.ports import Refusal
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, PARACETAMOL, line

FORMULARY = formulary()


def test_there_are_about_sixty_and_each_names_its_source() -> None:
    assert len(FORMULARY.medicines) >= 60
    assert all(one.source for one in FORMULARY.medicines.values())
    assert all(one.source for one in FORMULARY.ingredients.values())


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("par", "paracetamol-500-mg-tablet"),
        ("par 5", "paracetamol-500-mg-tablet"),
        ("500 PARA", "paracetamol-500-mg-tablet"),
        ("Dolo", "paracetamol-650-mg-tablet"),
        ("पैरा", "paracetamol-500-mg-tablet"),
        ("metf", "metformin-500-mg-tablet"),
        ("metf 1", "metformin-1-g-tablet"),
        ("clot ear", "clotrimazole-1-percent-drops-ear"),
        ("clav", "amoxicillin-clavulanic-acid-500-mg-125-mg-tablet"),
        ("augmentin", "amoxicillin-clavulanic-acid-500-mg-125-mg-tablet"),
        ("parasetamol", "paracetamol-500-mg-tablet"),
        ("ors", "oral-rehydration-salts-20-5-g-sachet"),
    ],
)
def test_it_is_found_by_first_letters(query: str, first: str) -> None:
    assert FORMULARY.search(query)[0].id == first


@pytest.mark.parametrize("query", ["", " ", "zzzz", "☃", "'; DROP TABLE", "par 777"])
def test_what_nothing_begins_with_finds_nothing(query: str) -> None:
    assert FORMULARY.search(query) == []


@given(st.text(max_size=80), st.integers(1, 20))
def test_no_query_breaks_it_or_gives_more_than_was_wanted(query: str, most: int) -> None:
    assert len(FORMULARY.search(query, most)) <= most


def test_a_line_takes_everything_from_the_formulary_whatever_the_page_says() -> None:
    told = line(medicine=PARACETAMOL, ingredients=(Ingredient("morphine"),), form="injection", route="injection")
    found = FORMULARY.resolve(told)
    assert (found.name, found.strength, found.form, found.unit) == ("Paracetamol", "500 mg", "tablet", "tablet")
    assert found.ingredients[0].mg_per_unit == 500


def test_a_medicine_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        FORMULARY.resolve(line(medicine=MedicineId("no-such-medicine")))
    assert (refused.value.code, refused.value.fields) == ("line_unknown_medicine", ("00000001",))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Crocin", "paracetamol"), ("  Xyz   forte ", "xyz forte"), ("<b>Xyz</b>", "<b>xyz</b>"), (FIVE_SCRIPTS, None)],
)
def test_a_medicine_may_be_typed_by_name(typed: str, kept: str | None) -> None:
    found = FORMULARY.resolve(line(ingredients=(Ingredient(typed, " 5  mg ", 5.0),)))
    assert found.ingredients[0].name == (FORMULARY.generic(typed) if kept is None else kept)
    assert (found.ingredients[0].strength, found.ingredients[0].mg_per_unit) == ("5 mg", None)


@pytest.mark.parametrize(
    "ingredients",
    [
        (),
        (Ingredient(""),),
        (Ingredient("…"),),
        (Ingredient("a" * 121),),
        (Ingredient("a\u202eb"),),
        (Ingredient("a", "\x07"),),
        (Ingredient("a"), Ingredient("b")),
    ],
)
def test_what_is_no_name_is_refused(ingredients: Any) -> None:
    with pytest.raises(Refusal) as refused:
        FORMULARY.resolve(line(ingredients=ingredients))
    assert refused.value.code == "medicine_invalid"


def test_every_medicine_is_counted_in_the_unit_of_its_form() -> None:
    assert all(one.unit == UNIT_OF[one.form] for one in FORMULARY.medicines.values())


def test_pairs_are_of_ingredients_that_there_are() -> None:
    for one in FORMULARY.ingredients.values():
        assert set(one.interacts) <= set(FORMULARY.ingredients)
        assert one.families <= set(FORMULARY.families)


def test_a_file_of_medicines_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "medicines.json"
    file.write_text(medicines_json(medicines_of(MEDICINES_FILE)), encoding="utf-8")
    assert medicines_of(file) == medicines_of(MEDICINES_FILE)


def test_of_two_files_the_later_one_counts(tmp_path: Path) -> None:
    file = tmp_path / "medicines.json"
    known = medicines_of(MEDICINES_FILE)[0]
    file.write_text(medicines_json([replace(known, brands=("Ours",))]), encoding="utf-8")
    assert read([MEDICINES_FILE, file]).find(known.id) == replace(known, brands=("Ours",))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"id": "A B"}]', '[{"id":"a","ingredients":[]}]'])
def test_a_broken_file_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ours.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"ours\.json"):
        read([file])
