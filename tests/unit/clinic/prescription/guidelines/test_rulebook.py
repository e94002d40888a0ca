"""The rules as rows: each with its clause and its days, an amendment is another row, and a mistake is named."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from clinic.prescription.guidelines.engine import standing
from clinic.prescription.guidelines.rows import Listing
from clinic.prescription.guidelines.rulebook import RULES_FILE, load
from tests.unit.clinic.prescription.builders import line
from tests.unit.clinic.prescription.cases import TODAY, case
from tests.unit.clinic.prescription.guidelines.judged import BOOK, NEVER, PARACETAMOL, of

TOLD = json.loads(RULES_FILE.read_text(encoding="utf-8"))


def test_the_version_is_the_day_of_the_newest_row_that_holds() -> None:
    assert (load().version, BOOK.version) == ("2020-03-25", "2020-03-25")
    assert with_the_amendment().for_day(TODAY).version == "2020-04-11"
    assert with_the_amendment().for_day(date(2020, 4, 10)).version == "2020-03-25"


def with_the_amendment() -> Any:
    rows = tuple(
        replace(one, span=replace(one.span, applies=True)) if one.id == "a-amendment-epilepsy" else one
        for one in load().listings
    )
    return replace(load(), listings=rows)


def test_the_amendment_for_epilepsy_is_known_and_does_not_apply_yet() -> None:
    """Its force is unknown; on the day before it there was none."""
    (row,) = (one for one in load().listings if one.id == "a-amendment-epilepsy")
    assert (row.span.since, row.span.applies, row.confirmed) == (date(2020, 4, 11), False, False)
    assert of(line("clobazam", purpose="refill"), case()) == NEVER


def test_an_amendment_that_applies_takes_the_place_of_the_older_row() -> None:
    amended = with_the_amendment()
    assert standing(amended.for_day(TODAY), line("clobazam"), {}).listed == "A"
    assert standing(amended.for_day(date(2020, 4, 10)), line("clobazam"), {}).listed == "X"
    assert standing(amended.for_day(TODAY), line("clonazepam", form="injection", route="injection"), {}).listed == "X"
    assert "clobazam" not in amended.for_day(TODAY).prohibited


def test_a_row_ends_on_the_day_before_its_until() -> None:
    ended = tuple(replace(one, span=replace(one.span, until=TODAY)) for one in load().listings)
    book = replace(load(), listings=ended)
    assert standing(book.for_day(date(2026, 11, 26)), PARACETAMOL, {}).listed == "O"
    assert standing(book.for_day(TODAY), PARACETAMOL, {}).listed is None


def test_before_the_guidelines_there_was_no_list_and_no_ruling() -> None:
    before = load().for_day(date(2020, 3, 24))
    assert standing(before, PARACETAMOL, {}).listed is None
    with pytest.raises(LookupError, match="needs_video"):
        before.ruling("needs_video")


def test_the_newest_words_of_a_ruling_count() -> None:
    (old,) = (one for one in BOOK.rulings if one.ruling.code == "unlisted")
    newer = replace(old, ruling=replace(old.ruling, clause="new"), span=replace(old.span, since=TODAY))
    assert replace(BOOK, rulings=(newer, *BOOK.rulings)).ruling("unlisted").clause == "new"
    assert replace(BOOK, rulings=(*BOOK.rulings, newer)).ruling("unlisted").clause == "new"


def test_no_two_rows_put_one_medicine_in_different_lists() -> None:
    """Where neither is narrower nor newer, nobody could say which one counts."""
    for one, other in combinations(BOOK.listings, 2):
        if one.list != other.list and one.rank == other.rank:
            assert not one.ingredients & other.ingredients or not _overlap(one, other), (one.id, other.id)


def _overlap(one: Listing, other: Listing) -> bool:
    return (not one.routes or not other.routes or bool(one.routes & other.routes)) and (
        not one.forms or not other.forms or bool(one.forms & other.forms)
    )


@pytest.mark.parametrize("name", sorted(BOOK.prohibited))
def test_the_prohibited_list_has_no_route_or_form_that_is_free(name: str) -> None:
    assert BOOK.listing(name, "tablet", "oral") == BOOK.listing(name, "injection", "injection")
    assert of(line(name), case()) == NEVER


def test_every_alias_is_of_a_listed_substance() -> None:
    assert set(load().aliases) <= {name for one in load().listings for name in one.ingredients}


def put(*path: Any, value: Any) -> Callable[[Any], None]:
    def change(told: Any) -> None:
        for step in path[:-1]:
            told = told[step]
        told[path[-1]] = value

    return change


def without(*path: Any) -> Callable[[Any], None]:
    def change(told: Any) -> None:
        for step in path[:-1]:
            told = told[step]
        del told[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (put("listings", 0, "list", value="C"), "o-antipyretics: there is no list 'C'"),
        (put("listings", 0, "routes", value=["mouth"]), r"o-antipyretics: routes may not be \['mouth'\]"),
        (put("listings", 0, "routes", value=[]), "o-antipyretics: routes may not be"),
        (put("listings", 0, "forms", value=["pill"]), "o-antipyretics: forms may not be"),
        (put("listings", 0, "ingredients", value=["Paracetamol"]), "o-antipyretics: ingredients are generic names"),
        (put("listings", 0, "ingredients", value="paracetamol"), "o-antipyretics: ingredients are generic names"),
        (put("listings", 0, "ingredients", value=[]), "o-antipyretics: ingredients are generic names"),
        (put("listings", 0, "clause", value=""), "o-antipyretics: a row cites its clause"),
        (put("listings", 0, "confirmed", value="yes"), "o-antipyretics: confirmed is true or false"),
        (put("listings", 0, "until", value="2020-03-25"), "o-antipyretics: it ends before it begins"),
        (put("listings", 0, "from", value="25 March 2020"), "Invalid isoformat"),
        (put("listings", 1, "id", value="o-antipyretics"), "o-antipyretics: two rows have this id"),
        (without("listings", 0, "clause"), "clause"),
        (put("permissions", 0, "modes", value=["vidio"]), r"list-o: modes may not be \['vidio'\]"),
        (put("permissions", 0, "modes", value="video"), "list-o: modes may not be"),
        (put("permissions", 0, "relations", value=["second"]), "list-o: relations may not be"),
        (put("permissions", 0, "participants", value=["nurse"]), "list-o: participants may not be"),
        (put("permissions", 0, "purposes", value=["try"]), "list-o: purposes may not be"),
        (put("permissions", 0, "chronic", value="no"), "list-o: chronic is true or false"),
        (put("rulings", 0, "words", value={"en": "By video only."}), "needs_video: its words"),
        (put("rulings", 0, "words", "hi", value=""), "needs_video: its words"),
        (put("systems", value=["magic"]), "magic"),
        (without("version"), "version"),
    ],
)
def test_a_mistake_in_the_file_is_named(change: Callable[[Any], None], says: str, tmp_path: Path) -> None:
    told = deepcopy(TOLD)
    change(told)
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"rules\.json is not written like the rules: .*{says}"):
        load(file)


def test_what_is_no_json_is_named_too(tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"rules\.json is not written like the rules"):
        load(file)
