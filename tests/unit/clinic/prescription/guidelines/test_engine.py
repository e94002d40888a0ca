"""Each rule of the guidelines as a table, with the clause that it cites."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, get_args

import pytest

from clinic.consultation.intake import Caller
from clinic.prescription.case import Mode, Participant, Sighting
from clinic.prescription.guidelines.engine import effective_mode, judge, key, relation
from clinic.prescription.line import InPerson, Line, LineId, Purpose
from clinic.prescription.verdict import ListName
from clinic.staff.application import System
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, line
from tests.unit.clinic.prescription.cases import ADULT, NEEDED, authorised, case, patient, speaking
from tests.unit.clinic.prescription.guidelines.judged import (
    ADD_ON,
    ALLOWED,
    ALPRAZOLAM,
    AMOXICILLIN,
    BOOK,
    CLOTRIMAZOLE,
    FOLLOW_UP,
    FOLLOWS,
    HELD,
    METFORMIN,
    NEVER,
    PARACETAMOL,
    REFILL,
    TELEPHONE,
    TEXT,
    THIAZIDE,
    VIDEO,
    codes,
    of,
)


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
    ("name", "form", "route", "outcome"),
    [
        ("ciprofloxacin", "drops", "eye", ALLOWED),
        ("ciprofloxacin", "tablet", "oral", HELD),
        ("ciprofloxacin", "drops", "ear", HELD),
        ("diclofenac", "gel", "topical", ALLOWED),
        ("diclofenac", "tablet", "oral", HELD),
        ("diclofenac", "injection", "injection", HELD),
        ("paracetamol", "syrup", "oral", ALLOWED),
        ("paracetamol", "injection", "injection", HELD),
        ("hydrocortisone", "cream", "topical", ALLOWED),
        ("hydrocortisone", "injection", "injection", HELD),
        ("ketamine", "injection", "injection", NEVER),
        ("ketamine", "cream", "topical", NEVER),
    ],
)
def test_the_same_ingredient_stands_elsewhere_by_another_route(
    name: str, form: Any, route: Any, outcome: tuple[str, str, str]
) -> None:
    assert of(line(name, form=form, route=route), case()) == outcome


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


WHOLE = pytest.mark.parametrize(
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


@WHOLE
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
    expected = ("refused", "not_treating", "4.4") if asks == "doctor" else ALLOWED
    assert of(PARACETAMOL, case(asks=asks)) == expected


@pytest.mark.parametrize(
    ("medicine", "changes", "lacking"),
    [
        (METFORMIN, TELEPHONE, ["needs_video", "refill_only"]),
        (METFORMIN, {}, ["refill_only"]),
        (METFORMIN, {**TELEPHONE, **FOLLOW_UP}, ["add_on_only"]),
        (CLOTRIMAZOLE, TELEPHONE, ["needs_video"]),
        (THIAZIDE, TELEPHONE, ["needs_follow_up"]),
    ],
)
def test_all_that_is_lacking_is_said_at_once(medicine: Line, changes: Mapping[str, Any], lacking: list[str]) -> None:
    assert codes(medicine, case(**changes)) == lacking


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [("O", "allowed"), ("A", "allowed"), ("B", "refused"), ("X", "refused")],
)
def test_what_two_medical_officers_decided_counts(listed: ListName, outcome: str) -> None:
    assert of(AMOXICILLIN, case(), {key("Amoxicillin ", "tablet", "oral"): listed})[0] == outcome


def test_no_officer_can_release_what_is_prohibited() -> None:
    assert of(ALPRAZOLAM, case(), {key("alprazolam", "tablet", "oral"): "O"}) == NEVER
    assert of(line("Alprax 0.5"), case(), {key("Alprax 0.5", "tablet", "oral"): "O"}) == NEVER


def test_a_brand_typed_by_name_is_known_for_what_it_is() -> None:
    assert of(line("Alprax 0.5"), case()) == NEVER


def test_each_ruling_of_the_rules_has_a_test_that_names_its_clause() -> None:
    lines = [outcome[1:] for outcome in (VIDEO, REFILL, FOLLOWS, ADD_ON, NEVER, HELD)]
    whole = [(code, clause) for _, code, clause in WHOLE.args[1]]
    texts = [("text_prohibited", "3.7.4, Prohibited List")]
    assert {*lines, *whole, *texts} == {(one.ruling.code, one.ruling.clause) for one in BOOK.rulings}


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
