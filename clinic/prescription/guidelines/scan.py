"""Prohibited substances in what is written freely: in any spelling by which a chemist would still know them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from clinic.prescription.guidelines.folding import MARKS, folded
from clinic.prescription.guidelines.rulebook import Rulebook

_WHOLE_LENGTH = 4
"""Names up to this length are found as whole words alone, never letter by letter."""
_TAG = re.compile(r"</?[a-z][^<>]*>")
_STARTS = rf"(?<![^\W\d_])(?<![{MARKS}])(?:tabs?|caps?|inj|syp|syr)?"
"""No letter stands before it; at most what kind of thing it is: "TabAlprax"."""
_ENDS = rf"(?![^\W\d_])(?![{MARKS}])"
_BETWEEN = rf"(?:(?![{MARKS}])[\W_]){{0,4}}"
"""What may stand between two letters of a name: "d-i a.z_e p a m"."""
_BLOCK = "¤¤¤¤¤¤"
"""In place of an innocent phrase: longer than what may stand between two letters."""
_WRITTEN = {"a": "a4@", "e": "e3", "i": "i1!|", "l": "l1|", "o": "o0", "s": "s5$", "z": "z2"}
"""A letter, and the signs that are written in its place."""


def found(text: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The generic names of the prohibited substances that the text names, each once."""
    patterns = _patterns(tuple(rulebook.prohibited.items()))
    readings = _readings(text, rulebook.innocent)
    return tuple(name for name, pattern in patterns if any(pattern.search(one) for one in readings))


def found_in(texts: Mapping[str, str], rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """By field, those alone that name any."""
    every = {field: found(text, rulebook) for field, text in texts.items()}
    return {field: names for field, names in every.items() if names}


def _readings(text: str, innocent: tuple[str, ...]) -> set[str]:
    """As it stands, and without its markup: "dia<b>zepam</b>"."""
    plain = folded(text)
    return {_innocent(innocent).sub(_BLOCK, one) for one in (plain, _TAG.sub("", plain))}


@cache
def _innocent(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """The longest first, since one may begin another."""
    longest = sorted(map(folded, phrases), key=len, reverse=True)
    every = "|".join(map(re.escape, longest)) or r"(?!)"
    return re.compile(rf"(?<![^\W_])(?<![{MARKS}])(?:{every})(?![^\W_])(?![{MARKS}])")


@cache
def _patterns(prohibited: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(others)) for name, others in prohibited)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_STARTS + "(?:" + "|".join(_spelt(folded(one)) for one in names) + ")" + _ENDS)


def _spelt(name: str) -> str:
    letters = [_letter(one) for one in name if not one.isspace()]
    return (_BETWEEN if len(letters) > _WHOLE_LENGTH else "").join(letters)


def _letter(letter: str) -> str:
    return f"[{re.escape(_WRITTEN.get(letter, letter))}]"
