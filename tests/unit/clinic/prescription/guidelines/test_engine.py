"""Each rule of the guidelines as a table, with the clause that it cites."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.consultation.intake import Caller
from clinic.prescription.case import Case, Mode, Participant, Sighting
from clinic.prescription.guidelines.engine import effective_mode, judge, key, relation, standing
from clinic.prescription.guidelines.rulebook import load
from clinic.prescription.line import InPerson, Line, LineId, Purpose
from clinic.prescription.medicine import Ingredient
from clinic.prescription.verdict import ListName
from clinic.staff.application import System
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, line
from tests.unit.clinic.prescription.cases import ADULT, IN_PERSON, NEEDED, TODAY, authorised, case, patient, speaking

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


@pytest.mark.parametrize(
    ("medicine", "purpose", "changes", "outcome"),
    [
        # List O: any mode, any consultation.
        (PARACETAMOL, "start", {}, ALLOWED),
        (PARACETAMOL, "start", TELEPHONE, ALLOWED),
        (PARACETAMOL, "start", TEXT, ALLOWED),
        (PARACETAMOL, "start", {**TELEPHONE, **FOLLOW_UP}, ALLOWED),
        # List A: a first consultation by video only.
        (CLOTRIMAZOLE, "start", {}, ALLOWED),
        (CLOTRIMAZOLE, "start", TELEPHONE, VIDEO),
        (CLOTRIMAZOLE, "start", TEXT, VIDEO),
        (CLOTRIMAZOLE, "start", FOLLOW_UP, ALLOWED),
        (CLOTRIMAZOLE, "start", {**TELEPHONE, **FOLLOW_UP}, VIDEO),
        (CLOTRIMAZOLE, "refill", {**TELEPHONE, **FOLLOW_UP}, ALLOWED),
        # List A, for long illnesses: refilled.
        (METFORMIN, "start", {}, REFILL),
        (METFORMIN, "refill", {}, ALLOWED),
        (METFORMIN, "refill", TELEPHONE, VIDEO),
        (METFORMIN, "start", TELEPHONE, VIDEO),
        (METFORMIN, "refill", {**TELEPHONE, **FOLLOW_UP}, ALLOWED),
        (METFORMIN, "add_on", {**TEXT, **FOLLOW_UP}, ALLOWED),
        (METFORMIN, "start", {**TELEPHONE, **FOLLOW_UP}, ADD_ON),
        # List B: added at a follow-up, by any mode.
        (THIAZIDE, "start", {}, FOLLOWS),
        (THIAZIDE, "add_on", {}, FOLLOWS),
        (THIAZIDE, "add_on", FOLLOW_UP, ALLOWED),
        (THIAZIDE, "refill", {**TELEPHONE, **FOLLOW_UP}, ALLOWED),
        (THIAZIDE, "start", FOLLOW_UP, ADD_ON),
        # Prohibited: never.
        (ALPRAZOLAM, "start", {}, NEVER),
        (ALPRAZOLAM, "refill", FOLLOW_UP, NEVER),
        # In no list: held.
        (AMOXICILLIN, "start", {}, HELD),
        (AMOXICILLIN, "refill", FOLLOW_UP, HELD),
    ],
)
def test_section_3_7_4_what_each_list_allows(
    medicine: Line, purpose: Purpose, changes: Mapping[str, Any], outcome: tuple[str, str, str]
) -> None:
    assert of(replace(medicine, purpose=purpose), case(**changes)) == outcome


@pytest.mark.parametrize(
    ("form", "route", "outcome"),
    [("drops", "eye", ALLOWED), ("tablet", "oral", HELD), ("drops", "ear", HELD)],
)
def test_the_same_ingredient_stands_elsewhere_by_another_route(
    form: Any, route: Any, outcome: tuple[str, str, str]
) -> None:
    assert of(line("ciprofloxacin", form=form, route=route), case()) == outcome


@pytest.mark.parametrize(
    ("names", "outcome"),
    [
        (("paracetamol", "chlorpheniramine"), ALLOWED),
        (("paracetamol", "tramadol"), NEVER),
        (("paracetamol", "ibuprofen"), HELD),
        (("ibuprofen", "codeine"), NEVER),
        (("telmisartan", "hydrochlorothiazide"), FOLLOWS),
        (("amlodipine", "atenolol"), REFILL),
    ],
)
def test_a_combination_takes_the_strictest(names: tuple[str, ...], outcome: tuple[str, str, str]) -> None:
    both = line(ingredients=tuple(Ingredient(one) for one in names))
    assert of(both, case()) == outcome


NAMES = ("paracetamol", "clotrimazole", "metformin", "hydrochlorothiazide", "amoxicillin", "alprazolam", "calamine")


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), st.sampled_from(["oral", "topical"]))
def test_no_combination_is_laxer_than_one_of_its_ingredients(names: list[str], route: Any) -> None:
    whole = standing(BOOK, line(ingredients=tuple(map(Ingredient, names)), route=route), {})
    for one in names:
        assert whole.strictness >= standing(BOOK, line(one, route=route), {}).strictness


@given(st.sampled_from(NAMES), st.sampled_from(["start", "refill", "add_on"]), st.booleans())
def test_nothing_is_allowed_by_telephone_that_is_not_by_video(name: str, purpose: Any, follows: bool) -> None:
    one, seen = line(name, purpose=purpose), FOLLOW_UP if follows else {}
    if of(one, case(**TELEPHONE, **seen))[0] == "allowed":
        assert of(one, case(**seen))[0] == "allowed"


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (None, "first"),
        (date(2026, 11, 27), "follow_up"),
        (date(2026, 5, 27), "follow_up"),
        (date(2026, 5, 26), "first"),
        (date(2026, 11, 28), "first"),
    ],
)
def test_section_3_6_2_a_follow_up_is_a_visit_in_person_within_six_months(day: date | None, found: str) -> None:
    assert relation(case(in_person=None if day is None else InPerson(day))) == found


def test_six_months_after_the_31st_is_the_last_of_the_month() -> None:
    august = InPerson(date(2026, 8, 31))
    assert relation(case(in_person=august, today=date(2027, 2, 28))) == "follow_up"
    assert relation(case(in_person=august, today=date(2027, 3, 1))) == "first"


@pytest.mark.parametrize(
    ("by", "sighting", "mode"),
    [
        ("video", Sighting(20.0, True), "video"),
        ("video", Sighting(19.9, True), "audio"),
        ("video", Sighting(600.0, False), "audio"),
        ("video", Sighting(), "audio"),
        ("audio", Sighting(20.0, True), "video"),
        ("audio", Sighting(), "audio"),
        ("text", Sighting(), "text"),
    ],
)
def test_seen_by_video_is_so_many_seconds_and_the_doctors_word(by: Mode, sighting: Sighting, mode: Mode) -> None:
    """Also where they fell back to audio afterwards."""
    assert effective_mode(case(line=by, sighting=sighting), NEEDED) == mode


@pytest.mark.parametrize(
    ("changes", "code", "clause"),
    [
        ({"has_diagnosis": False}, "diagnosis_missing", "3.7.4"),
        ({"system": System.AYURVEDA}, "system_not_covered", "1.3"),
        ({"system": System.HOMOEOPATHY}, "system_not_covered", "1.3"),
        ({"system": None}, "not_registered", "3.2"),
        ({"patient": patient(date(2012, 1, 1))}, "adult_missing", "3.2.3"),
        (
            {"intake": speaking(Caller(relation="parent", patient_beside=False)), "asks": "caregiver"},
            "authority_missing",
            "4.2",
        ),
        ({"is_treating": False}, "not_treating", "4.4"),
        ({"asks": "doctor"}, "not_treating", "4.4"),
    ],
)
def test_what_is_against_the_whole_prescription(changes: Mapping[str, Any], code: str, clause: str) -> None:
    rulings, _ = judge(BOOK, case(**changes), [], {}, NEEDED, {})
    assert [(one.code, one.clause) for one in rulings] == [(code, clause)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"patient": patient(date(2018, 1, 1)), "intake": speaking(ADULT), "asks": "caregiver"},
        {"intake": speaking(authorised()), "asks": "caregiver"},
        {"asks": "health_worker"},
    ],
)
def test_nothing_is_against_one_in_order(changes: Mapping[str, Any]) -> None:
    both = [PARACETAMOL, replace(CLOTRIMAZOLE, id=LineId("00000002"))]
    rulings, lines = judge(BOOK, case(**changes), both, {}, NEEDED, {"advice": FIVE_SCRIPTS})
    assert rulings == ()
    assert [one[0] for one in lines.values()] == ["allowed", "allowed"]


@pytest.mark.parametrize("asks", get_args(Participant))
def test_whoever_asks_the_lists_are_the_same_save_for_another_doctor(asks: Participant) -> None:
    expected = "refused" if asks == "doctor" else "allowed"
    assert of(PARACETAMOL, case(asks=asks))[0] == expected


@pytest.mark.parametrize("field", ["advice", "diet", "worse", "investigations", "referral", "diagnoses"])
def test_free_text_that_names_a_prohibited_substance_is_refused(field: str) -> None:
    rulings, _ = judge(BOOK, case(), [PARACETAMOL], {}, NEEDED, {field: "Also tab. Alprax 0.25 at night"})
    assert [(one.code, one.clause) for one in rulings] == [("text_prohibited", "3.7.4, Prohibited List")]


def test_the_instructions_of_a_line_are_read_too() -> None:
    told = replace(PARACETAMOL, instructions="with cough syrup (codeine)")
    assert of(told, case())[:2] == ("refused", "text_prohibited")


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [("O", "allowed"), ("A", "allowed"), ("B", "refused"), ("X", "refused")],
)
def test_what_two_medical_officers_decided_counts(listed: ListName, outcome: str) -> None:
    assert of(AMOXICILLIN, case(), {key("Amoxicillin ", "tablet", "oral"): listed})[0] == outcome


def test_no_officer_can_release_what_is_prohibited() -> None:
    assert of(ALPRAZOLAM, case(), {key("alprazolam", "tablet", "oral"): "O"}) == NEVER


def test_a_brand_typed_by_name_is_known_for_what_it_is() -> None:
    assert of(line("Alprax 0.5"), case()) == NEVER


def test_the_amendment_for_epilepsy_is_known_and_does_not_apply_yet() -> None:
    """Its force is unknown; on the day before it there was none."""
    rows = [one for one in load().listings if "clobazam" in one.ingredients and one.list == "A"]
    assert [(one.span.since, one.span.applies, one.confirmed) for one in rows] == [(date(2020, 4, 11), False, False)]
    assert of(line("clobazam", purpose="refill"), case()) == NEVER


def test_an_amendment_that_applies_takes_the_place_of_the_older_row() -> None:
    book = load()
    rows = tuple(
        replace(one, span=replace(one.span, applies=True)) if "clobazam" in one.ingredients else one
        for one in book.listings
    )
    amended = replace(book, listings=rows)
    assert standing(amended.for_day(TODAY), line("clobazam"), {}).listed == "A"
    assert standing(amended.for_day(date(2020, 4, 10)), line("clobazam"), {}).listed == "X"
    assert "clobazam" not in amended.for_day(TODAY).prohibited


def test_before_the_guidelines_there_was_no_list() -> None:
    assert standing(load().for_day(date(2020, 3, 24)), PARACETAMOL, {}).listed is None


def test_every_ruling_names_its_clause_in_english_and_hindi() -> None:
    for said in BOOK.rulings:
        assert said.ruling.clause
        assert all(said.ruling.words[language] for language in ("en", "hi"))


def test_every_row_cites_a_clause() -> None:
    assert all(row.clause for row in BOOK.permissions)
    assert all(row.clause for row in BOOK.listings)


def test_each_cell_of_the_matrix_has_an_answer() -> None:
    """No list, relation, mode and purpose leads to anything but allowed, or a ruling with a clause."""
    medicines = (PARACETAMOL, CLOTRIMAZOLE, METFORMIN, THIAZIDE, AMOXICILLIN, ALPRAZOLAM)
    for medicine, purpose, how, seen in product(medicines, get_args(Purpose), ({}, TELEPHONE, TEXT), ({}, FOLLOW_UP)):
        outcome, _, clause = of(replace(medicine, purpose=purpose), case(**how, **seen))
        assert (outcome == "allowed") != bool(clause)
