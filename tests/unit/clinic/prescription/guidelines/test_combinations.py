"""A combination takes the strictest, and nothing becomes laxer by a poorer line."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.case import Participant
from clinic.prescription.guidelines.engine import key, standing
from clinic.prescription.line import Line, Purpose
from clinic.prescription.medicine import Ingredient
from clinic.prescription.verdict import ListName
from tests.unit.clinic.prescription.builders import line
from tests.unit.clinic.prescription.cases import case
from tests.unit.clinic.prescription.guidelines.judged import (
    ALLOWED,
    BOOK,
    FOLLOW_UP,
    FOLLOWS,
    HELD,
    NEVER,
    REFILL,
    TELEPHONE,
    TEXT,
    VIDEO,
    of,
)

NAMES = ("paracetamol", "clotrimazole", "metformin", "hydrochlorothiazide", "amoxicillin", "alprazolam", "calamine")
DECIDED: Mapping[str, ListName] = {
    key("amoxicillin", "tablet", "oral"): "A",
    key("amoxicillin", "tablet", "topical"): "O",
}
names = st.sampled_from(NAMES)
purposes = st.sampled_from(get_args(Purpose))
participants = st.sampled_from(get_args(Participant))
ways = st.sampled_from([{}, TELEPHONE, TEXT])


def both(*ingredients: str, **changes: Any) -> Line:
    return line(ingredients=tuple(map(Ingredient, ingredients)), **changes)


@pytest.mark.parametrize(
    ("ingredients", "outcome"),
    [
        (("paracetamol", "chlorpheniramine"), ALLOWED),
        (("paracetamol", "tramadol"), NEVER),
        (("paracetamol", "ibuprofen"), HELD),
        (("ibuprofen", "codeine"), NEVER),
        (("telmisartan", "hydrochlorothiazide"), FOLLOWS),
        (("amlodipine", "atenolol"), REFILL),
    ],
)
def test_a_combination_takes_the_strictest(ingredients: tuple[str, ...], outcome: tuple[str, str, str]) -> None:
    assert of(both(*ingredients), case()) == outcome


def test_list_b_beside_it_does_not_release_list_a() -> None:
    """At a follow-up by telephone List B may be added, but nothing of List A begun."""
    told = both("amoxicillin", "hydrochlorothiazide", purpose="add_on")
    assert of(told, case(**TELEPHONE, **FOLLOW_UP), DECIDED) == VIDEO
    assert of(told, case(**FOLLOW_UP), DECIDED) == ALLOWED


@given(st.lists(names, min_size=1, max_size=4), st.sampled_from(["oral", "topical"]))
def test_a_combination_stands_no_lower_than_one_of_its_ingredients(ingredients: list[str], route: Any) -> None:
    whole = standing(BOOK, both(*ingredients, route=route), {})
    for one in ingredients:
        assert whole.strictness >= standing(BOOK, line(one, route=route), {}).strictness


@given(st.lists(names, min_size=1, max_size=3), purposes, ways, st.booleans(), st.sampled_from(["oral", "topical"]))
def test_a_combination_is_allowed_only_where_each_of_its_ingredients_is(
    ingredients: list[str], purpose: Purpose, how: Any, follows: bool, route: Any
) -> None:
    told = case(**how, **(FOLLOW_UP if follows else {}))
    if of(both(*ingredients, purpose=purpose, route=route), told, DECIDED) == ALLOWED:
        for one in ingredients:
            assert of(line(one, purpose=purpose, route=route), told, DECIDED) == ALLOWED


@given(names, purposes, participants, st.booleans(), st.sampled_from(["oral", "topical"]))
def test_from_video_to_audio_to_text_nothing_becomes_laxer(
    name: str, purpose: Purpose, asks: Participant, follows: bool, route: Any
) -> None:
    seen = FOLLOW_UP if follows else {}
    one = line(name, purpose=purpose, route=route)
    outcomes = [of(one, case(asks=asks, **how, **seen), DECIDED)[0] for how in ({}, TELEPHONE, TEXT)]
    for better, poorer in pairwise(outcomes):
        assert better == poorer or (better, poorer) == ("allowed", "refused")


@given(names, purposes, participants, ways, st.sampled_from(["oral", "topical"]))
def test_what_a_first_consultation_allows_a_follow_up_allows_too(
    name: str, purpose: Purpose, asks: Participant, how: Any, route: Any
) -> None:
    one = line(name, purpose=purpose, route=route)
    if of(one, case(asks=asks, **how), DECIDED)[0] == "allowed":
        assert of(one, case(asks=asks, **how, **FOLLOW_UP), DECIDED)[0] == "allowed"
