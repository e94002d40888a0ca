"""One line of a prescription, as the rules of today judge it."""

from collections.abc import Mapping
from typing import Any

from clinic.prescription.case import Case, Sighting
from clinic.prescription.guidelines.engine import judge
from clinic.prescription.guidelines.rulebook import load
from clinic.prescription.line import Line
from clinic.prescription.verdict import ListName
from tests.unit.clinic.prescription.builders import line
from tests.unit.clinic.prescription.cases import IN_PERSON, NEEDED, TODAY

BOOK = load().for_day(TODAY)
TELEPHONE: Mapping[str, Any] = {"line": "audio", "sighting": Sighting()}
TEXT: Mapping[str, Any] = {"line": "text", "sighting": Sighting()}
FOLLOW_UP: Mapping[str, Any] = {"in_person": IN_PERSON}

PARACETAMOL = line("paracetamol")
CLOTRIMAZOLE = line("clotrimazole", form="cream", route="topical")
METFORMIN = line("metformin")
THIAZIDE = line("hydrochlorothiazide")
AMOXICILLIN = line("amoxicillin")
ALPRAZOLAM = line("alprazolam")


def of(one: Line, of_case: Case, classified: Mapping[str, ListName] | None = None) -> tuple[str, str, str]:
    """Outcome, code and clause of a line's first ruling."""
    _, lines = judge(BOOK, of_case, [one], classified or {}, NEEDED, {})
    outcome, _, rulings = lines[one.id]
    return (outcome, rulings[0].code, rulings[0].clause) if rulings else (outcome, "", "")


ALLOWED = ("allowed", "", "")
VIDEO = ("refused", "needs_video", "3.7.4, List A")
REFILL = ("refused", "refill_only", "3.7.4, List A")
FOLLOWS = ("refused", "needs_follow_up", "3.7.4, List B")
ADD_ON = ("refused", "add_on_only", "3.7.4, List B")
NEVER = ("refused", "prohibited", "3.7.4, Prohibited List")
HELD = ("held", "unlisted", "3.7.4")


def codes(one: Line, of_case: Case) -> list[str]:
    """Of all of a line's rulings."""
    _, lines = judge(BOOK, of_case, [one], {}, NEEDED, {})
    return [ruling.code for ruling in lines[one.id][2]]
