"""Each medicine names its source; what is not known of it is not made up, and a typed one is no other."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clinic.prescription.formulary import MEDICINES_FILE, formulary, medicines_json, medicines_of, read
from clinic.prescription.medicine import UNIT_OF, Ingredient, Medicine, MedicineId
from rooms.ports import Refusal
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, PARACETAMOL, line

FORMULARY = formulary()


def test_there_are_about_sixty_and_each_names_its_source() -> None:
    assert len(FORMULARY.medicines) >= 60
    assert all(one.source for one in FORMULARY.medicines.values())
    assert all(one.source for one in FORMULARY.ingredients.values())


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
    assert (found.ingredients[0].strength, found.ingredients[0].mg_per_unit) == ("5 mg", 5.0)


def test_how_much_is_in_one_of_a_typed_medicine_is_never_what_the_page_says() -> None:
    found = FORMULARY.resolve(line(ingredients=(Ingredient("Crocin", "as before", 1.0),)))
    assert found.ingredients == (Ingredient("paracetamol", "as before", None),)


@pytest.mark.parametrize("name", ["Augmentin", "co-trimoxazole", "SEPTRAN", "Septran DS", "combiflam", "Digene"])
def test_a_typed_name_of_several_ingredients_is_never_taken_for_one_of_them(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        FORMULARY.resolve(line(ingredients=(Ingredient(name, "625 mg"),)))
    assert (refused.value.code, refused.value.fields) == ("medicine_invalid", ("00000001",))
    assert " + " in refused.value.message


@pytest.mark.parametrize("brand", ["T Bact", "t-bact", "Dolo", "Thyronorm"])
def test_a_typed_brand_of_one_ingredient_is_written_by_its_generic_name(brand: str) -> None:
    (part,) = FORMULARY.resolve(line(ingredients=(Ingredient(brand),))).ingredients
    assert part.name in ("mupirocin", "paracetamol", "levothyroxine")


def test_no_name_of_several_is_an_alias_of_one() -> None:
    assert all(FORMULARY.generic(name) == name for name in FORMULARY.mixtures)
    assert all(len(set(parts)) > 1 for parts in FORMULARY.mixtures.values())


@pytest.mark.parametrize("wrong", [{"form": "pill"}, {"route": "mouth"}, {"unit": "spoon"}])
def test_a_typed_medicine_has_a_form_a_way_and_a_unit_that_there_are(wrong: Any) -> None:
    with pytest.raises(Refusal) as refused:
        FORMULARY.resolve(line(ingredients=(Ingredient("Crocin"),), **wrong))
    assert (refused.value.code, refused.value.fields) == ("medicine_invalid", ("00000001",))


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
        assert set(one.interacts.values()) <= set(FORMULARY.reasons)
        assert one.families <= set(FORMULARY.families)
    assert all(set(reason) == {"en", "hi"} and all(reason.values()) for reason in FORMULARY.reasons.values())


def test_no_word_stands_for_two_ingredients_that_have_facts() -> None:
    names = [name.casefold() for one in FORMULARY.ingredients.values() for name in (one.name, *one.aliases)]
    assert sorted(names) == sorted(set(names))


def test_a_brand_is_told_for_all_that_is_in_it() -> None:
    assert FORMULARY.spoken["augmentin"] == {"amoxicillin", "clavulanic acid"}
    assert FORMULARY.spoken["combiflam"] == {"ibuprofen", "paracetamol"}


def test_a_file_of_medicines_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "medicines.json"
    file.write_text(medicines_json(medicines_of(MEDICINES_FILE)), encoding="utf-8")
    assert medicines_of(file) == medicines_of(MEDICINES_FILE)


def test_of_two_files_the_later_one_counts(tmp_path: Path) -> None:
    file = tmp_path / "medicines.json"
    known = medicines_of(MEDICINES_FILE)[0]
    file.write_text(medicines_json([replace(known, brands=("Ours",))]), encoding="utf-8")
    assert read([MEDICINES_FILE, file]).find(known.id) == replace(known, brands=("Ours",))


def test_an_imported_name_hides_nothing_that_is_known_of_it(tmp_path: Path) -> None:
    file = tmp_path / "medicines.json"
    ours = Medicine(MedicineId("ours"), (Ingredient("Acetaminophen", "500 mg", 500.0),), "tablet", "oral", "Ours")
    file.write_text(medicines_json([ours]), encoding="utf-8")
    known = read([MEDICINES_FILE, file])
    assert (known.generic("acetaminophen"), known.search("acet")[0].id) == ("paracetamol", "ours")
    assert known.facts("Acetaminophen") == FORMULARY.facts("paracetamol")


def written(**changes: Any) -> str:
    ingredients = [{"name": "x", "strength": "5 mg", "mg_per_unit": 5}]
    return json.dumps(
        {"id": "a", "ingredients": ingredients, "form": "tablet", "route": "oral", "source": "Ours"} | changes
    )


def test_what_the_broken_ones_are_made_of_is_no_broken_one(tmp_path: Path) -> None:
    file = tmp_path / "ours.json"
    file.write_text(f"[{written()}]", encoding="utf-8")
    assert [one.id for one in medicines_of(file)] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        f"[{written(id='A B')}]",
        f"[{written(ingredients=[])}]",
        f"[{written(ingredients=[{'name': ' '}])}]",
        f"[{written(ingredients=[{'name': 'x', 'mg_per_unit': 0}])}]",
        f"[{written(ingredients=[{'name': 'x', 'mg_per_unit': -5}])}]",
        f"[{written(form='pill')}]",
        f"[{written(route='mouth')}]",
        f"[{written(source='')}]",
        f"[{written()},{written()}]",
    ],
)
def test_a_broken_file_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "ours.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"ours\.json"):
        read([file])
