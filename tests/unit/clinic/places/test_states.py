import json
import unicodedata

import pytest

from clinic.places.states import DATA, STATES, StateCode, find_state

SCRIPT_WORDS = {
    "Arab": "ARABIC",
    "Beng": "BENGALI",
    "Deva": "DEVANAGARI",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Knda": "KANNADA",
    "Latn": "LATIN",
    "Mlym": "MALAYALAM",
    "Mtei": "MEETEI MAYEK",
    "Orya": "ORIYA",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Tibt": "TIBETAN",
}


def letters(text: str) -> list[str]:
    return [unicodedata.name(character) for character in text if character != " "]


def test_there_are_28_states_and_8_union_territories() -> None:
    kinds = [state.kind for state in STATES.values()]
    assert (kinds.count("state"), kinds.count("union_territory"), len(kinds)) == (28, 8, 36)


def test_the_codes_are_those_of_the_directory_without_the_two_that_were_merged_in_2020() -> None:
    assert list(STATES) == [code for code in range(1, 39) if code not in (25, 26)]


@pytest.mark.parametrize(
    ("code", "english", "hindi", "own"),
    [
        (27, "Maharashtra", "महाराष्ट्र", "महाराष्ट्र"),
        (33, "Tamil Nadu", "तमिलनाडु", "தமிழ்நாடு"),
        (37, "Ladakh", "लद्दाख", "ལ་དྭགས"),
        (14, "Manipur", "मणिपुर", "ꯃꯅꯤꯄꯨꯔ"),
    ],
)
def test_a_state_has_its_names(code: int, english: str, hindi: str, own: str) -> None:
    state = STATES[StateCode(code)]
    assert (state.english, state.hindi, state.own.name) == (english, hindi, own)


def test_each_name_is_written_in_its_script_alone() -> None:
    for state in STATES.values():
        assert all(name.startswith("LATIN") for name in letters(state.english))
        assert all(name.startswith("DEVANAGARI") for name in letters(state.hindi))
        assert all(name.startswith(SCRIPT_WORDS[state.own.script]) for name in letters(state.own.name)), state.own


def test_names_are_composed_so_that_they_can_be_compared() -> None:
    for state in STATES.values():
        for name in (state.english, state.hindi, state.own.name):
            assert unicodedata.is_normalized("NFC", name)


def test_the_data_says_where_it_comes_from_and_what_nobody_confirmed() -> None:
    data = json.loads(DATA.read_text(encoding="utf-8"))
    assert "lgdirectory.gov.in" in data["source"]
    assert data["unconfirmed"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("27", 27),
        ("09", 9),
        ("MAHARASHTRA", 27),
        (" jammu  & kashmir ", 1),
        ("THE DADRA AND NAGAR HAVELI AND DAMAN AND DIU", 38),
        ("Orissa", 21),
    ],
)
def test_a_state_is_found_as_lists_write_it(text: str, code: int) -> None:
    state = find_state(text)
    assert state is not None
    assert state.code == code


@pytest.mark.parametrize("text", ["", "25", "26", "0", "99", "Atlantis", "9" * 5000, "-1", "²"])
def test_what_names_no_state_finds_none(text: str) -> None:
    assert find_state(text) is None
