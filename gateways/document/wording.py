"""Text as the template takes it: what can be printed, in which language, in which direction."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypedDict

from clinic.prescription.phrases.catalogue import Catalogue
from gateways.document.coverage import shown

SCRIPTS: Mapping[str, str] = {
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GUJARATI": "gu",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "GURMUKHI": "pa",
    "ORIYA": "or",
    "ARABIC": "ur",
}
"""The language in which free text of a script is read out, where nobody told which it is."""

ZERO_WIDTH_SPACE = "\u200b"
_LONG_WORD = re.compile(r"\S{28,}")
_PIECE = re.compile(r"\S{1,12}[^\sA-Za-z0-9]*")


class Said(TypedDict):
    """``lang``: ISO 639."""

    text: str
    lang: str
    rtl: bool


def free(text: str) -> Said:
    """What somebody typed: never translated, never markup."""
    clean = breakable(shown(text).strip())
    letter = next((sign for sign in clean if sign.isalpha()), "A")
    script = unicodedata.name(letter, "").partition(" ")[0]
    return Said(text=clean, lang=SCRIPTS.get(script, "en"), rtl=unicodedata.bidirectional(letter) in ("R", "AL"))


def breakable(text: str) -> str:
    """A word that is longer than a column may be broken, but not within a letter and its signs."""
    return _LONG_WORD.sub(lambda word: ZERO_WIDTH_SPACE.join(_PIECE.findall(word[0])), text)


def plain(text: str) -> Said:
    """The project's own English."""
    return Said(text=shown(text), lang="en", rtl=False)


def phrase(catalogue: Catalogue, text: str) -> Said:
    return Said(text=shown(text), lang=catalogue.language, rtl=catalogue.direction == "rtl")


def phrases(catalogues: Sequence[Catalogue], key: str, **values: str | int) -> list[Said]:
    """The same in each language."""
    return [phrase(one, one.says(key, **values)) for one in catalogues]


def counted(catalogues: Sequence[Catalogue], key: str, number: int) -> list[Said]:
    return phrases(catalogues, f"{key}.{'one' if number == 1 else 'many'}", n=number)
