"""A prohibited substance is found in whatever way it is written; what is innocent is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.guidelines.rulebook import load
from clinic.prescription.guidelines.scan import found
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS
from tests.unit.clinic.prescription.cases import TODAY

BOOK = load().for_day(TODAY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tab diazepam 5 mg", "diazepam"),
        ("DIAZEPAM", "diazepam"),
        ("d i a z e p a m", "diazepam"),
        ("dia-zepam", "diazepam"),
        ("d.i.a.z.e.p.a.m", "diazepam"),
        ("dia\u200bzepam", "diazepam"),
        ("dia\u00adzepam", "diazepam"),
        ("diаzepаm", "diazepam"),  # Cyrillic а
        ("díázepàm", "diazepam"),
        ("ｄｉａｚｅｐａｍ", "diazepam"),
        ("diaz3pam", "diazepam"),
        ("codeine-phosphate syrup", "codeine"),
        ("<b>codeine</b>", "codeine"),
        ("Corex", "codeine"),
        ("मॉर्फिन दें", "morphine"),
        ("डायज़ेपाम", "diazepam"),
        ("डायजेपाम", "diazepam"),
        ("अल्प्राजोलम की गोली", "alprazolam"),
        ("Inj. Fortwin 🤕", "pentazocine"),
        ("phenobarbitone", "phenobarbital"),
        ("ketamine", "ketamine"),
    ],
)
def test_it_is_found(text: str, name: str) -> None:
    assert found(text, BOOK) == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ketoconazole cream",
        "ketotifen",
        "a morpheme is no medicine",
        "the heroine of the story",
        "Take rest, and drink a lot of water",
        "decode this",
        "Paracetamol 500 mg, 1-0-1",
        "metformin, telmisartan, amlodipine",
        "मरीज़ को आराम करने दें",
        "कोई दवा नहीं",
        FIVE_SCRIPTS,
    ],
)
def test_what_is_innocent_is_left_alone(text: str) -> None:
    assert found(text, BOOK) == ()


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert set(found(text, BOOK)) <= set(BOOK.prohibited)


def test_a_long_text_is_read_quickly_enough_to_type_beside_it() -> None:
    """No spelling makes the search run away: it ends."""
    assert found("d-" * 5_000 + "di-az" * 2_000, BOOK) == ()
