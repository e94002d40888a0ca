"""Finding among many by first letters: every word of what is typed must begin a word of what is found."""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from difflib import get_close_matches

from clinic.prescription.medicine import Medicine

MOST_WORDS = 6
LEAST_MISSPELT = 4
Words = tuple[list[tuple[int, str]], list[str]]
"""Names, each with its rank, the best known 0; and other words, that only narrow a search."""


class Index:
    def __init__(self, entries: Sequence[tuple[Medicine, Words]]) -> None:
        self._entries = [one for one, _ in entries]
        places: dict[str, dict[int, int]] = defaultdict(dict)
        for number, (_, (names, narrowing)) in enumerate(entries):
            for rank, name in names:
                for place, word in enumerate(words_of(name)):
                    _keep(places, word, number, 2 * rank + min(place, 1))
            for word in words_of(" ".join(narrowing)):
                _keep(places, word, number, 100)
        self._words = sorted(places)
        self._places = places

    def search(self, query: str, most: int) -> list[Medicine]:
        """The best ranked first; of equal ones by name and strength. With nothing typed there is nothing."""
        typed = words_of(query)[:MOST_WORDS]
        ranks = self._matching(typed) or self._matching(self._corrected(typed))
        best = sorted(ranks, key=lambda number: (ranks[number], self._entries[number].name, number))
        return [self._entries[number] for number in best[:most]]

    def _matching(self, typed: Sequence[str]) -> dict[int, int]:
        found: dict[int, int] | None = None
        for word in typed:
            these = self._beginning_with(word)
            if found is None:
                found = these
            else:
                found = {number: rank + these[number] for number, rank in found.items() if number in these}
        return found or {}

    def _beginning_with(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for place in range(bisect_left(self._words, word), len(self._words)):
            if not self._words[place].startswith(word):
                break
            for number, rank in self._places[self._words[place]].items():
                found[number] = min(rank, found.get(number, rank))
        return found

    def _corrected(self, typed: Sequence[str]) -> list[str]:
        """Each word that begins nothing, as the nearest one."""
        return [word if self._beginning_with(word) else self._nearest(word) for word in typed]

    def _nearest(self, word: str) -> str:
        if len(word) < LEAST_MISSPELT:
            return word
        return next(iter(get_close_matches(word, self._words, 1, 0.75)), word)


def words_of(text: str) -> list[str]:
    """In small letters, composed, split at whatever is neither letter nor digit nor a point between digits."""
    small = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(sign if _belongs(sign) else " " for sign in small)
    return [word for word in (part.strip(".") for part in kept.split()) if word]


def _belongs(sign: str) -> bool:
    return sign.isalnum() or sign == "." or unicodedata.category(sign).startswith("M")


def _keep(places: dict[str, dict[int, int]], word: str, number: int, rank: int) -> None:
    places[word][number] = min(rank, places[word].get(number, rank))
