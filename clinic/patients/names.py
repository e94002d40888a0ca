"""Names as they are compared and looked for: case, spaces, points and joiners make no difference."""

import unicodedata

LEAST_PREFIX = 3
LONGEST_WORD = 24
MOST_WORDS = 8
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))


def words(name: str) -> tuple[str, ...]:
    """The words of a name, case-folded and composed. Vowel signs belong to their word; points and dashes part words."""
    folded = unicodedata.normalize("NFC", name).casefold().translate(_JOINERS)
    parted = "".join(" " if unicodedata.category(sign)[0] in "ZPSC" else sign for sign in folded)
    return tuple(unicodedata.normalize("NFC", word) for word in parted.split())


def same_name(one: str, other: str) -> bool:
    """Spaces make no difference: "Sita Devi" is "SitaDevi"."""
    return "".join(words(one)) == "".join(words(other)) != ""


def tokens(name: str) -> frozenset[str]:
    """What a name is found by: its words, and their beginnings of 3 characters and more."""
    return frozenset(beginning for word in words(name)[:MOST_WORDS] for beginning in _beginnings(_shortened(word)))


def wanted_tokens(text: str) -> frozenset[str]:
    """What a name must have to be found by this text."""
    return frozenset(_shortened(word) for word in words(text)[:MOST_WORDS])


def _shortened(word: str) -> str:
    return word[:LONGEST_WORD]


def _beginnings(word: str) -> set[str]:
    return {word} | {word[:length] for length in range(LEAST_PREFIX, len(word))}
