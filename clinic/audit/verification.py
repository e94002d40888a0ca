"""Finding what was done to a chain behind its back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clinic.audit.chain import Entry, Head, beginning
from clinic.audit.heads import NO_FORMER_DAY, SealedHeads

What = Literal[
    "edited",  # the hash is not that of the content
    "unreadable",  # not even an entry any more
    "does_not_follow",  # names another hash than that of the entry before it
    "removed",  # entries are missing from here on
    "duplicated",
    "reordered",
    "of_another_chain",
    "time_backwards",
    "truncated",  # the head tells of entries that are not there
    "beyond_head",  # entries that the head does not tell of
    "head_missing",
    "head_differs",
    "differs_from_seal",  # the entry that a day's signature covers is another one now, or gone
    "seal_forged",  # the signature is not this service's, or for other heads
    "seal_does_not_follow",  # a former day's seal is missing, or another
]
SEALS = "seals"
"""In the place of a chain, where a fault is of a day's seal; the sequence is then the day's, counted from 1."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    chain: str
    sequence: int
    what: What


class ChainCheck:
    """Takes a chain's entries in order, a few at a time. ``sealed``: heads of that chain which were signed."""

    def __init__(self, chain: str, sealed: Iterable[tuple[int, str]] = ()) -> None:
        self._chain = chain
        self._sealed: defaultdict[int, set[str]] = defaultdict(set)
        for sequence, sealed_hash in sealed:
            self._sealed[sequence].add(sealed_hash)
        self._last = beginning(chain)
        self._is_linked = True

    def take(self, entry: Entry) -> list[Fault]:
        found = [*self._place(entry), *self._content(entry), *self._seal(entry)]
        if entry.sequence > self._last.sequence:
            self._last, self._is_linked = Head(self._chain, entry.sequence, entry.hash, entry.at), True
        return [Fault(self._chain, sequence, what) for sequence, what in found]

    def take_unreadable(self, sequence: int = 0) -> list[Fault]:
        """Where an entry should be, but nothing that could be one is. 0: not even its sequence can be read."""
        if sequence > self._last.sequence:
            self._last, self._is_linked = Head(self._chain, sequence, "", self._last.at), False
        return [Fault(self._chain, sequence, "unreadable")]

    def finish(self, head: Head | None) -> list[Fault]:
        """After the last entry. ``head``: what is written down of the chain's end."""
        gone = [Fault(self._chain, sequence, "differs_from_seal") for sequence in sorted(self._sealed)]
        return gone + [Fault(self._chain, sequence, what) for sequence, what in self._end(head)]

    def _place(self, entry: Entry) -> Iterable[tuple[int, What]]:
        last = self._last
        if entry.sequence == last.sequence:
            yield entry.sequence, "duplicated"
        elif entry.sequence < last.sequence:
            yield entry.sequence, "reordered"
        elif entry.sequence > last.sequence + 1:
            yield last.sequence + 1, "removed"
        elif self._is_linked and entry.previous_hash != last.hash:
            yield entry.sequence, "does_not_follow"
        if entry.sequence > last.sequence and entry.at < last.at:
            yield entry.sequence, "time_backwards"

    def _content(self, entry: Entry) -> Iterable[tuple[int, What]]:
        if entry.chain != self._chain:
            yield entry.sequence, "of_another_chain"
        if entry.hash != entry.digest():
            yield entry.sequence, "edited"

    def _seal(self, entry: Entry) -> Iterable[tuple[int, What]]:
        if self._sealed.pop(entry.sequence, {entry.hash}) != {entry.hash}:
            yield entry.sequence, "differs_from_seal"

    def _end(self, head: Head | None) -> Iterable[tuple[int, What]]:
        last = self._last
        if head is None:
            if last.sequence:
                yield last.sequence, "head_missing"
        elif head.sequence > last.sequence:
            yield last.sequence + 1, "truncated"
        elif head.sequence < last.sequence:
            yield head.sequence + 1, "beyond_head"
        elif self._is_linked and (head.hash, head.at) != (last.hash, last.at):
            yield head.sequence, "head_differs"


def verify(entries: Sequence[Entry], head: Head, sealed: Iterable[tuple[int, str]] = ()) -> list[Fault]:
    """Of one whole chain, that of ``head``."""
    check = ChainCheck(head.chain, sealed)
    return [*(fault for entry in entries for fault in check.take(entry)), *check.finish(head)]


class SealsCheck:
    """Takes the days' seals, oldest first."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        self._previous = NO_FORMER_DAY
        self.count = 0

    def take(self, seal: SealedHeads) -> list[Fault]:
        self.count += 1
        found: list[What] = []
        if seal.previous != self._previous:
            found.append("seal_does_not_follow")
        if not seal.is_signed_by(self._key):
            found.append("seal_forged")
        self._previous = seal.digest()
        return [Fault(SEALS, self.count, what) for what in found]
