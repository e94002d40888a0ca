"""Finding among many by first letters: every word of what is typed must begin a word of what is found."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

from clinic.prescription.medicine import Medicine

MOST_WORDS = 6
LONGEST_WORD = 40
SHORT = 2
MISSPELT = range(4, 25)
NARROWING_RANK = 100
Words = tuple[list[tuple[int, str]], list[str]]
"""Names, each with its rank, the best known 0; and other words, that only narrow a search."""
_SEAM = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")


@dataclass(frozen=True, slots=True)
class _Found:
    """The places of entries that a word begins, with a rank: in a name; or in what only narrows, in their order."""

    names: Mapping[int, int]
    narrowing: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.names) + len(self.narrowing)

    def __iter__(self) -> Iterator[int]:
        yield from self.names
        yield from (place for place in self.narrowing if place not in self.names)

    def rank(self, place: int) -> int | None:
        return self.names.get(place, self.narrowing.get(place))


class Index:
    """Entries stand in the order in which those of one rank are told, so that a place is a rank too."""

    def __init__(self, entries: Sequence[tuple[Medicine, Words]]) -> None:
        ordered = sorted(entries, key=lambda entry: entry[0].name)
        self._entries = [one for one, _ in ordered]
        self._names: dict[str, dict[int, int]] = defaultdict(dict)
        self._narrowing: dict[str, dict[int, int]] = defaultdict(dict)
        for place, (_, (names, narrowing)) in enumerate(ordered):
            self._add(place, names, narrowing)
        self._short = _short(self._names)
        self._words = sorted(self._names)
        self._signs = sorted({sign for word in self._words for sign in word})

    def search(self, query: str, most: int) -> list[Medicine]:
        """The best ranked first; of equal ones by name. With nothing typed there is nothing."""
        typed = [word[:LONGEST_WORD] for word in words_of(query)[:MOST_WORDS]]
        found = [self._beginning_with(word) for word in typed]
        return [self._entries[place] for place in _best(found, most) or _best(self._corrected(typed, found), most)]

    def _add(self, place: int, names: Sequence[tuple[int, str]], narrowing: Sequence[str]) -> None:
        """What narrows is of few words: each of their beginnings is kept."""
        for rank, name in names:
            for number, word in enumerate(words_of(name)):
                _keep(self._names[word], place, 2 * rank + min(number, 1))
        for word in words_of(" ".join(narrowing)):
            for end in range(1, len(word) + 1):
                self._narrowing[word[:end]][place] = NARROWING_RANK

    def _beginning_with(self, word: str) -> _Found:
        names = self._short.get(word, {}) if len(word) <= SHORT else self._named(word)
        return _Found(names, self._narrowing.get(word, {}))

    def _named(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for number in range(bisect_left(self._words, word), len(self._words)):
            if not self._words[number].startswith(word):
                break
            for place, rank in self._names[self._words[number]].items():
                _keep(found, place, rank)
        return found

    def _corrected(self, typed: Sequence[str], found: Sequence[_Found]) -> list[_Found]:
        """With the one word that begins nothing as whatever is one slip away from it; of two such words, nothing."""
        unknown = [number for number, one in enumerate(found) if not len(one)]
        if len(unknown) != 1 or len(typed[unknown[0]]) not in MISSPELT:
            return []
        names: dict[int, int] = {}
        for word in _one_slip_away(typed[unknown[0]], self._signs):
            for place, rank in self._beginning_with(word).names.items():
                _keep(names, place, rank)
        return [_Found(names, {}) if number == unknown[0] else one for number, one in enumerate(found)]


def _best(found: Sequence[_Found], most: int) -> list[int]:
    """The places at which all of them are found, by the sum of their ranks."""
    if len(found) == 1:
        named = _least(found[0].names.items(), most)
        narrowed = (place for place in found[0].narrowing if place not in found[0].names)
        return [*named, *islice(narrowed, most - len(named))]
    return _least(_summed(found), most)


def _summed(found: Sequence[_Found]) -> Iterator[tuple[int, int]]:
    for place in min(found, key=len, default=()):
        ranks = [rank for one in found if (rank := one.rank(place)) is not None]
        if len(ranks) == len(found):
            yield place, sum(ranks)


def _least(ranked: Iterable[tuple[int, int]], most: int) -> list[int]:
    return [place for _, place in nsmallest(most, ((rank, place) for place, rank in ranked))]


def _short(names: Mapping[str, Mapping[int, int]]) -> dict[str, dict[int, int]]:
    """Nearly everything begins with one or two letters of some: these are put together once."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for word, places in names.items():
        for end in range(1, min(len(word), SHORT) + 1):
            for place, rank in places.items():
                _keep(found[word[:end]], place, rank)
    return found


def _one_slip_away(word: str, signs: Sequence[str]) -> Iterator[str]:
    """One letter too many, two that changed places, one for another, one too few."""
    for place in range(len(word)):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for sign in signs:
            yield before + sign + after[1:]
            yield before + sign + after


def words_of(text: str) -> list[str]:
    """In small letters, composed, split at whatever is neither letter nor digit nor a point between digits.

    "500mg" and "dolo650" are two words each.
    """
    small = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign if _belongs(sign) else " " for sign in small)
    return [word for part in kept.split() for word in _SEAM.split(part.strip(".")) if word]


def _belongs(sign: str) -> bool:
    return sign.isalnum() or sign == "." or unicodedata.category(sign).startswith("M")


def _keep(places: dict[int, int], place: int, rank: int) -> None:
    places[place] = min(rank, places.get(place, rank))
