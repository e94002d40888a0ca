"""Prohibited substances in what is written freely: in any spelling by which a chemist would still know them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from clinic.prescription.guidelines.rulebook import Rulebook

# Letters of other alphabets that look like Latin ones.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁнкмтвηοαρντκ", "aeopcyxijsdhkmtbnoapvtk")
_MARK_LENGTH = 4
"""Shorter names are found as whole words alone, never letter by letter."""
_ACCENTS = (220, 230)
"""Combining classes of signs below and above a letter; the vowels of Indian scripts have none."""
_DEVANAGARI_NUKTA = "\u093c"


def found(text: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The generic names of the prohibited substances that the text names, each once."""
    patterns = _patterns(_frozen(rulebook.prohibited))
    plain = folded(text)
    return tuple(name for name, pattern in patterns if pattern.search(plain))


def folded(text: str) -> str:
    """In small letters, without what cannot be seen, and each lookalike as the letter that it looks like."""
    small = unicodedata.normalize("NFKC", text).casefold()
    shown = "".join(_visible(small))
    return shown.translate(_LOOKALIKES).replace("0", "o").replace("1", "l").replace("3", "e")


def _visible(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFD", text):
        is_hidden = unicodedata.category(character) == "Cf" or character == _DEVANAGARI_NUKTA
        if not is_hidden and unicodedata.combining(character) not in _ACCENTS:
            yield character


@cache
def _patterns(prohibited: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(others)) for name, others in prohibited)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Each letter may stand apart from the next by signs that are no letters: "d-i a.z_e p a m"."""
    return re.compile("|".join(rf"(?<!\w){_spelt(folded(one))}(?!\w)" for one in names))


def _spelt(name: str) -> str:
    letters = [re.escape(character) for character in name if not character.isspace()]
    between = r"[\W_]{0,3}" if len(letters) > _MARK_LENGTH else ""
    return between.join(letters)


def _frozen(prohibited: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(prohibited.items())
