"""The questions in use: complete in both languages, with sources, and pictures that are drawn."""

import json
import re
from pathlib import Path

import pytest

from clinic.places.states import STATES, StateCode
from clinic.triage.emergency_numbers import BY_STATE, EVERYWHERE, EmergencyNumbers
from clinic.triage.question_set import (
    DANGER_SIGNS,
    LANGUAGES,
    PEOPLE,
    QUESTION_SETS,
    SYMPTOMS,
    QuestionSet,
    newest,
    read_question_sets,
    spoken,
)
from rooms.ports import Refusal

SIGNS_ON_THE_FIRST_SCREEN = 6
DEVANAGARI = re.compile(r"[\u0900-\u097F]")


@pytest.mark.parametrize("questions", QUESTION_SETS.values(), ids=list(QUESTION_SETS))
def test_every_sign_is_said_in_every_language_and_for_somebody(questions: QuestionSet) -> None:
    for sign in questions.signs:
        assert set(sign.words) == set(LANGUAGES)
        assert DEVANAGARI.search(sign.words["hi"])
        assert not DEVANAGARI.search(sign.words["en"])
        assert sign.people
        assert set(sign.people) <= set(PEOPLE)
    assert len({sign.id for sign in questions.signs}) == len(questions.signs)
    assert len({sign.picture for sign in questions.signs}) == len(questions.signs)


def test_six_pictures_fit_the_first_screen_and_each_says_what_to_do_and_where_it_is_from() -> None:
    danger = QUESTION_SETS[DANGER_SIGNS]
    assert len(danger.signs) == SIGNS_ON_THE_FIRST_SCREEN
    for sign in danger.signs:
        assert all(1 <= len(sign.meanwhile[language]) <= 3 for language in LANGUAGES)
        assert {one.source for one in sign.includes} <= set(danger.sources)
        assert {person for one in sign.includes for person in one.people} == set(sign.people)
    assert {person for sign in danger.signs for one in sign.includes for person in one.people} == set(PEOPLE)


def test_the_symptoms_cover_what_people_come_for() -> None:
    asked = QUESTION_SETS[SYMPTOMS]
    assert 16 <= len(asked.signs) <= 20
    assert asked.signs[-1].id == "other"


def test_of_two_versions_the_newer_is_asked_and_a_file_says_which_it_is(tmp_path: Path) -> None:
    told = {"id": "x", "version": 1, "sources": {}, "signs": []}
    (tmp_path / "x.1.json").write_text(json.dumps(told))
    (tmp_path / "x.2.json").write_text(json.dumps(told | {"version": 2}))
    assert newest("x", read_question_sets(tmp_path)).version == 2
    (tmp_path / "x.3.json").write_text(json.dumps(told))
    with pytest.raises(ValueError, match="version 1"):
        read_question_sets(tmp_path)


def test_unknown_questions_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        newest("horoscope")
    assert refused.value.code == "questions_unknown"


def test_of_a_language_that_is_not_spoken_english_comes() -> None:
    assert [spoken(language) for language in ("hi-IN", "HI", "ta", "")] == ["hi", "hi", "en", "en"]


def test_112_is_good_everywhere_and_a_states_own_number_comes_first() -> None:
    numbers = EmergencyNumbers()
    assert numbers.first(None) == EVERYWHERE == "112"
    assert numbers.first(StateCode(27)) == "108"
    assert numbers.first(StateCode(19)) == "112"
    assert set(BY_STATE) <= set(STATES)


def test_what_an_operator_has_set_comes_before_what_we_recall() -> None:
    numbers = EmergencyNumbers("102")
    assert (numbers.first(StateCode(27)), numbers.first(None)) == ("102", "102")
