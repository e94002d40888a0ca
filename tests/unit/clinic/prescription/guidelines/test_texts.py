"""What is written freely: a prohibited substance in it is refused, and the ruling says where it stands."""

from dataclasses import replace

import pytest

from clinic.prescription.guidelines.engine import judge
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS
from tests.unit.clinic.prescription.cases import NEEDED, case
from tests.unit.clinic.prescription.guidelines.judged import ALPRAZOLAM, BOOK, PARACETAMOL, codes, of

FIELDS = ["advice", "diet", "worse", "investigations", "referral", "follow_up", "diagnoses"]


def spoken_of(texts: dict[str, str], language: str = "en") -> str:
    rulings, _ = judge(BOOK, case(), [PARACETAMOL], {}, NEEDED, texts)
    (ruling,) = rulings
    assert (ruling.code, ruling.clause) == ("text_prohibited", "3.7.4, Prohibited List")
    return ruling.words[language]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_the_ruling_names_the_field_and_the_substance(field: str, language: str) -> None:
    title = BOOK.fields[field][language]
    assert f"({title}: alprazolam)" in spoken_of({field: "Also tab. Alprax 0.25 at night"}, language)


def test_several_fields_make_one_ruling_that_names_each() -> None:
    words = spoken_of({"advice": "codeine, tramadol", "diet": FIVE_SCRIPTS, "worse": "अफीम"})
    assert words.endswith("(Advice: codeine, tramadol; If it gets worse: opium)")


def test_a_field_that_the_rules_have_no_name_for_is_named_as_it_is() -> None:
    assert "(remarks: codeine)" in spoken_of({"remarks": "codeine"})


def test_texts_without_any_are_left_alone() -> None:
    rulings, _ = judge(BOOK, case(), [PARACETAMOL], {}, NEEDED, dict.fromkeys(FIELDS, FIVE_SCRIPTS))
    assert rulings == ()


def test_the_instructions_of_a_line_are_read_too() -> None:
    told = replace(PARACETAMOL, instructions="with cough syrup (codeine)")
    assert of(told, case()) == ("refused", "text_prohibited", "3.7.4, Prohibited List")
    _, lines = judge(BOOK, case(), [told], {}, NEEDED, {})
    assert lines[told.id][2][0].words["en"].endswith("(Instructions: codeine)")


def test_a_prohibited_medicine_is_refused_as_itself_whatever_stands_beside_it() -> None:
    assert codes(replace(ALPRAZOLAM, instructions="or diazepam"), case()) == ["prohibited"]
