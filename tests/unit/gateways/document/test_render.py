import re
import unicodedata
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp

from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing
from clinic.prescription.line import LineId
from clinic.prescription.medicine import Ingredient
from clinic.prescription.phrases.catalogues import own
from gateways.document.marks import DEVELOPMENT, DRAFT, Marks
from gateways.document.render import render
from tests.unit.clinic.prescription.builders import content, line
from tests.unit.gateways.document.builders import FIVE_SCRIPTS, QR, full, lines, pages, signature, text_of

REAL, DEVELOPMENT_KEY = Marks(is_development=False), Marks(is_development=True)
DRAFTS = Marks(is_development=False, show_drafts=True)
LANGUAGES = sorted(set(own().by_language) - {"ur"})


def words(told: Content, marks: Marks = REAL) -> str:
    """On one line."""
    return " ".join(text_of(render(told, QR, None, marks), "-raw").split())


@pytest.mark.parametrize(
    "printed",
    [
        "Pune district hospital",
        "Helpline 1800-000-0000",
        "Dr Asha Kulkarni",
        "MBBS, General medicine",
        "Maharashtra Medical Council",
        "Registration no. 12345",
        "27 November 2025, 05:03 IST",
        "Sunita Devi",
        "34 years, female",
        "ABHA 12-3456-7890-1234",
        "At post Shirur, 412210",
        "Blood pressure 118/76 mmHg",
        "Weight 54 kg",
        "Fever for three days",
        "Throat a little red.",
        "Fever, unspecified (R50.9)",
        "None known",
        "Consultation by video / वीडियो से परामर्श",
        "First consultation",
        "PARACETAMOL 500 mg",
        "AMOXICILLIN 500 mg + CLAVULANIC ACID 125 mg",
        "drops, eye, refill",
        "56 drops",
        "Complete blood count",
        "Rest, and drink a lot",
        "Soft food, plenty of water",
        "4 December 2026",
        "with the report",
        "Sassoon hospital",
        "Come at once if there is a rash.",
        "If life is in danger, call 112.",
        "1 medicine waits for a decision and is not on this prescription.",
        "Identity confirmed by: name, birth date.",
        "rules of 2020-03-25",
        "This document is sealed by the server.",
    ],
)
def test_it_says_what_a_prescription_must_say(printed: str) -> None:
    assert printed in words(full())


@pytest.mark.parametrize(
    ("by", "said"), [("video", "video"), ("audio", "telephone (voice only)"), ("text", "text messages")]
)
def test_it_says_how_they_spoke(by: str, said: str) -> None:
    assert f"Consultation by {said}" in words(full(by=by))


@pytest.mark.parametrize("claim", ["IT Act", "IT-Act", "digital signature", "electronic signature", "Signed by"])
def test_the_seal_is_called_nothing_more_than_a_seal(claim: str) -> None:
    assert claim.lower() not in words(full(), DEVELOPMENT_KEY).lower()


def test_the_same_content_gives_the_same_bytes() -> None:
    assert render(full(), QR, signature(), REAL) == render(full(), QR, signature(), REAL)
    assert render(full(), QR, None, REAL) != render(replace(full(), id="1" * 32), QR, None, REAL)


@pytest.mark.parametrize("told", [full(), content(lines=(), diagnoses=(), follow_up="", vitals=full().vitals)])
@pytest.mark.parametrize("marks", [REAL, DEVELOPMENT_KEY])
def test_it_is_tagged_pdf_for_archives(told: Content, marks: Marks) -> None:
    pdf = render(told, QR, signature(), marks)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/Lang(en-IN)" in pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_script_is_read_out_again_as_it_was_written(language: str) -> None:
    told = unicodedata.normalize("NFC", words(full(language), DRAFTS))
    catalogue = own().by_language[language]
    said = [
        catalogue.says(key) for key in ("label.complaint", "label.worse", "worse.fixed", "by.video", "food.after_food")
    ]
    sentences = [catalogue.dosing(one.dosing, one.unit, one.route) for one in lines()]
    assert [phrase for phrase in (*said, *sentences) if phrase not in told] == []


def test_urdu_is_read_out_in_the_order_in_which_it_is_spoken() -> None:
    """Between figures and signs: on a page that is mostly English, poppler puts those elsewhere."""
    told = " ".join(spoken(text_of(render(full("ur"), QR, None, DRAFTS))))
    urdu = own().by_language["ur"]
    said = [urdu.says(key, dose="") for key in urdu.phrases if key in URDU]
    assert [part for phrase in said for part in spoken(phrase) if part not in told] == []
    # A sentence breaks into lines, wherever its column ends.
    sentences = " ".join(urdu.dosing(one.dosing, one.unit, one.route) for one in lines())
    assert {word for part in spoken(sentences) for word in part.split()} <= set(told.split())


URDU = ("title", "by.video", "relation.first", "label.worse", "label.complaint", "held.one", "seal", "food.before_food")


def spoken(text: str) -> list[str]:
    """What stands in Arabic letters between figures and signs."""
    found = re.findall(r"[\u0620-\u064a\u0671-\u06d3\s]+", text)
    return [" ".join(part.split()) for part in found if part.strip()]


def test_a_draft_is_not_printed_and_hindi_is_in_its_place() -> None:
    told = words(full("ta"))
    assert "சாப்பாட்டுக்குப்" not in told
    assert "खाना खाने के बाद" in told
    assert DRAFT not in told


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        (REAL, ()),
        (DEVELOPMENT_KEY, (DEVELOPMENT,)),
        (DRAFTS, (DRAFT,)),
        (Marks(True, show_drafts=True), (DEVELOPMENT, DRAFT)),
    ],
)
def test_each_page_is_marked_and_only_where_there_is_a_reason(marks: Marks, shown: tuple[str, ...]) -> None:
    each = text_of(render(full("ta", lines=tuple(line(number=n) for n in range(1, 16))), QR, None, marks)).split("\f")[
        :-1
    ]
    assert len(each) > 2
    for page in each:
        assert tuple(mark for mark in (DEVELOPMENT, DRAFT) if mark in page) == shown


def test_each_page_has_its_number_the_patient_and_the_id() -> None:
    told = full(lines=tuple(line(number=n) for n in range(1, 16)))
    each = text_of(render(told, QR, None, REAL)).split("\f")[:-1]
    for number, page in enumerate(each, start=1):
        assert f"Page {number} of {len(each)}" in page
        assert told.id in page
        assert "Sunita Devi" in page


@pytest.mark.parametrize("length", [40, 300, 700, 1_200, 2_300])
def test_the_code_is_read_from_a_scan(length: int) -> None:
    address = ("https://paramarsh.example/p#" + "Ab3-_xYz90" * 300)[:length]
    printed = pages(render(content(), address, None, DEVELOPMENT_KEY), 200)
    assert [one.text for page in printed for one in zxingcpp.read_barcodes(page)] == [address]


def test_an_address_that_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        render(content(), "x" * 3_000, None, REAL)


TEXTS = (
    "complaint", "history", "observations", "allergies", "investigations", "advice", "diet", "worse", "referral",
    "follow_up_words",
)  # fmt: skip


@pytest.mark.parametrize("field", TEXTS)
def test_markup_and_five_scripts_stay_text_in_every_field(field: str) -> None:
    told = words(full(**{field: FIVE_SCRIPTS}))
    for part in ("बुखार, காய்ச்சல், জ্বর, જવર,", "<b>#*$ _x_ `y` @a \\ // [a] {b} = - + / '\"", "بخار"):
        assert part in told


def evil() -> Content:
    told = full(**dict.fromkeys((*TEXTS, "follow_up", "rules_version", "replaces", "consultation"), FIVE_SCRIPTS))
    return replace(
        told,
        lines=(line(FIVE_SCRIPTS, instructions=FIVE_SCRIPTS, ingredients=(Ingredient(FIVE_SCRIPTS, FIVE_SCRIPTS),)),),
        patient=replace(told.patient, name=FIVE_SCRIPTS, address=FIVE_SCRIPTS, abha=FIVE_SCRIPTS),
        place=replace(told.place, name=FIVE_SCRIPTS, district=FIVE_SCRIPTS, state=FIVE_SCRIPTS),
        prescriber=replace(
            told.prescriber, name=FIVE_SCRIPTS, qualification=FIVE_SCRIPTS, council=FIVE_SCRIPTS, contact=FIVE_SCRIPTS
        ),
    )


def test_five_scripts_emoji_and_markup_everywhere_still_give_a_document_for_archives() -> None:
    pdf = render(evil(), QR, None, REAL)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert words(evil()).count("<b>#*$") + words(evil()).count("<B>#*$") > 15


def test_text_that_reads_backwards_is_straightened() -> None:
    assert "evil" in words(full(complaint="\u202eevil"))
    assert "\u202e" not in render(full(complaint="\u202eevil"), QR, None, REAL).decode("latin1")


@pytest.mark.parametrize(
    "text", ["क\u0301 x", "a\u0947", "\u0947", "漢字", "\U0010ffff", "\ue000", "\ud800", "a\x00b", "\t\n\n\t"]
)
def test_signs_that_no_font_can_show_break_nothing(text: str) -> None:
    assert "Dr Asha Kulkarni" in words(full(complaint=text))


def long_lines(count: int) -> Content:
    names = (Ingredient("dextromethorphan hydrobromide " * 4, "10 mg per 5 ml"), Ingredient("x" * 119, "2 mg"))
    every = Dosing(amounts=(2.5, 0.25, 0.5, 100), every_days=2, days=180, food="before_food")
    one = line(ingredients=names, dosing=every, instructions=("बहुत सारा पानी पिएँ और " * 9)[:200])
    return full(lines=tuple(replace(one, id=LineId(f"{number:08x}")) for number in range(count)))


def test_twenty_lines_with_long_names_stay_within_the_page() -> None:
    each = pages(render(long_lines(20), QR, None, REAL), 50)
    assert len(each) > 5
    for page in each:
        assert np.all(page[:, -25:] == 255)
        assert np.all(page[:, :25] == 255)


def test_no_line_of_twenty_is_lost() -> None:
    told = text_of(render(long_lines(20), QR, None, REAL), "-raw")
    assert [int(number) for number in re.findall(r"^(\d+) DEXTRO", told, re.M)] == list(range(1, 21))


def test_a_long_name_is_cut_at_the_foot_alone() -> None:
    told = full(patient=replace(full().patient, name="Venkata " * 12))
    assert ("Venkata " * 12).strip() in words(told)
    assert "Venkata Venkata Venkata Venkata Venkata…" in words(told)


@pytest.mark.parametrize(
    "broken", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"\xff\xd8\xff\xe0" + b"\0" * 50]
)
def test_a_broken_picture_of_a_signature_leaves_its_place_empty(broken: bytes) -> None:
    pdf = render(full(), QR, broken, REAL)
    assert "Dr Asha Kulkarni" in text_of(pdf)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf


def test_the_signature_is_printed() -> None:
    def black(picture: bytes | None) -> int:
        return sum(int(np.sum(page < 128)) for page in pages(render(full(), QR, picture, REAL), 50))

    assert black(signature()) > black(None) + 30


def test_what_was_not_told_takes_no_place() -> None:
    told = words(content(language="en", advice="", follow_up="", allergies="", vitals=full().vitals, lines=()))
    for absent in ("Advice", "Come back", "Tests", "Referred", "Medicines", "None known", "decision"):
        assert absent not in told
    assert "Not asked" in told
