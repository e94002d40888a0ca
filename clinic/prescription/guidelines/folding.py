"""A text as whoever reads it sees it: without hidden signs and accents, each lookalike as what it looks like."""

import re
import unicodedata
from collections.abc import Iterator

MARKS = "\u0900-\u0903\u093a\u093b\u093e-\u094f\u0951-\u0957\u0962\u0963"
"""Vowels and other signs of Devanagari, for a class of a regular expression: they are part of a word."""

_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХІЈЅ", "ABEZHIKMNOPTYXABEKMHOPCTYXIJS")
_LOOKALIKES = str.maketrans("аеорсухіјѕԁкмтвнһӏԛԝηοαρντκιευıɑɡøłđƶօոսհ", "aeopcyxijsdkmtbhhlqwnoapvtkieuiagoldzonuh")
_BY_EAR = str.maketrans("ँॉऑीूई", "ंोओिुइ")
"""Hindi spellings of one foreign name differ in these."""
_NUKTA = "\u093c"
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
"""Letters by their category, and yet nothing is seen."""
_INDIAN = range(0x0900, 0x0E00)
_SPACES = re.compile(r"\s+")


def folded(text: str) -> str:
    """In small letters, with single spaces."""
    plain = unicodedata.normalize("NFKC", text).translate(_CAPITALS).casefold()
    seen = "".join(_seen(plain)).translate(_LOOKALIKES).translate(_BY_EAR)
    return _SPACES.sub(" ", seen)


def _seen(text: str) -> Iterator[str]:
    """Accents go; the vowel signs of Indian scripts stay, but for the dot that makes one letter another."""
    for character in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(character)
        is_accent = kind in ("Mn", "Me") and ord(character) not in _INDIAN
        if not (kind == "Cf" or is_accent or character == _NUKTA or character in _FILLERS):
            yield character
