"""The page about the rules says what the rules say."""

import re
from pathlib import Path

import pytest

from clinic.prescription.guidelines.engine import standing
from clinic.prescription.guidelines.rows import Listing, Permission, Said
from clinic.prescription.guidelines.rulebook import load
from tests.unit.clinic.prescription.builders import line
from tests.unit.clinic.prescription.guidelines.judged import BOOK

PAGE = (Path(__file__).parents[5] / "docs" / "guidelines.md").read_text(encoding="utf-8")
ROWS = {found[1]: found[0] for found in re.finditer(r"^\| `([a-z0-9_-]+)` \|.*$", PAGE, re.MULTILINE)}
HELD = re.search(r"therefore held: by mouth (.+?)\.\n", PAGE, re.DOTALL)
EVERY: list[tuple[str, Said | Permission | Listing]] = [
    *((one.ruling.code, one) for one in load().rulings),
    *((one.id, one) for one in load().permissions),
    *((one.id, one) for one in load().listings),
]


def test_the_page_has_a_line_for_each_row_and_no_other() -> None:
    assert set(ROWS) == {name for name, _ in EVERY}


@pytest.mark.parametrize(("name", "row"), EVERY, ids=[name for name, _ in EVERY])
def test_the_page_says_whether_a_row_is_confirmed(name: str, row: Said | Listing | Permission) -> None:
    assert ("confirmed" if row.confirmed else "recalled") in ROWS[name].rsplit("|", 2)[1]


@pytest.mark.parametrize("said", load().rulings, ids=lambda one: one.ruling.code)
def test_the_page_cites_the_clause_of_each_ruling(said: Said) -> None:
    assert f"| {said.ruling.clause} |" in ROWS[said.ruling.code]


def test_what_the_page_calls_held_is_in_no_list() -> None:
    assert HELD is not None
    names = HELD[1].replace("\n", " ").split(", ")
    assert len(names) > 30
    assert [one for one in names if standing(BOOK, line(one), {}).listed is not None] == []
