"""Counts told so that nobody can be known by them: no cell of one to four, and none by subtraction either.

What a clinic counts is cut into *blocks*: runs of quarter hours, each closed in the quarter that makes every part of
it nought or at least five. Whatever is told, of any places and any span, is a sum of closed blocks, each counted where
it closed. That is the whole complementary suppression, and needs no table to be looked through:

- Two answers differ by whole blocks, so nothing under five is left when one is taken from the other, whichever spans
  and places were asked for, and however often.
- What stands in an open block is told to nobody, nor how a closed one is spread over its quarters: the first of them
  may hold one, two, three or four. A cell in which no block closes is told as "fewer than 5".
- Nought is told only where there is no block: "five in five days, and none of them empty" would tell each.
- Blocks do not change any more. The running quarter is not counted, so that an answer that somebody kept and the next
  one differ by whole blocks too. With the month what is still open is dropped: nobody hears of it.
- Parts of one whole (telephone and video) are told of blocks of whole blocks in which each part is nought or at least
  five, so the rest is no cell under five either. Sums over unlike things (seen and no-shows) are not told.

The price: a count is off by up to four for each clinic, however long the span; rounding each total instead would let
the cells be found from a few overlapping spans. Who waits now is not of this: the waiting room tells it to everybody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from clinic.staff.permissions import SMALL_COUNT
from clinic.statistics.counts import INDIAN_OFFSET_SECONDS

QUARTER_SECONDS = 900
QUARTERS_OF_A_DAY = 96
MOST_HIDDEN = SMALL_COUNT - 1
"""In one clinic, at either end of a span."""
_EPOCH = date(1970, 1, 1).toordinal()

Parts = tuple[int, ...]


class Open(NamedTuple):
    """A block that has begun and is told to nobody."""

    first: int
    parts: Parts


@dataclass(frozen=True, slots=True)
class Block:
    """``first`` and ``last``: quarters since 1970 in India; it closed in the last one. ``parts``: none while open."""

    first: int
    last: int
    parts: Parts

    @property
    def is_open(self) -> bool:
        return not self.parts


@dataclass(slots=True)
class Told:
    """A cell. ``clinics``: in how many of them a block closed. ``hides``: a block of some clinic is not told here."""

    parts: Parts = ()
    clinics: int = 0
    hides: bool = False

    def count(self, part: int = 0) -> int | None:
        """``None``: fewer than five."""
        counted = self.parts[part] if self.parts else 0
        return None if counted == 0 and self.hides else counted

    def percent(self, part: int, of: Sequence[int]) -> int | None:
        """A part among those parts, as a whole percentage; ``None`` where none of them is told."""
        whole = sum(self.parts[one] for one in of) if self.parts else 0
        return None if whole == 0 else round(100 * self.parts[part] / whole)

    @property
    def surely(self) -> int:
        """So many there are in the cell itself, whatever was carried into it: known from what is told alone."""
        return (self.parts[0] if self.parts else 0) - MOST_HIDDEN * self.clinics

    def go_on(self, other: "Told") -> None:
        """With another time of the same clinic."""
        self.parts, self.hides = _sum(self.parts, other.parts), self.hides or other.hides
        self.clinics = 1 if self.parts else 0

    def add(self, other: "Told") -> None:
        """Another clinic."""
        self.parts, self.hides = _sum(self.parts, other.parts), self.hides or other.hides
        self.clinics += other.clinics


Cells = Mapping[int, Told]
"""Of one clinic, by the numbers of those in which there is anything."""


def quarter(at: float) -> int:
    """``at``: seconds since 1970 UTC."""
    return int((at + INDIAN_OFFSET_SECONDS) // QUARTER_SECONDS)


def began(quarter_: int) -> float:
    """Seconds since 1970 UTC."""
    return quarter_ * QUARTER_SECONDS - INDIAN_OFFSET_SECONDS


def first_of_day(day: date) -> int:
    return (day.toordinal() - _EPOCH) * QUARTERS_OF_A_DAY


def first_of_month(quarter_: int) -> int:
    """Of the month of that quarter."""
    return first_of_day(date.fromordinal(_EPOCH + quarter_ // QUARTERS_OF_A_DAY).replace(day=1))


def is_first_of_month(day: int) -> bool:
    """``day``: since 1970 in India."""
    return date.fromordinal(_EPOCH + day).day == 1


def blocks(
    counted: Iterable[tuple[int, Parts]], closing: Sequence[int], begun: Open | None = None
) -> tuple[list[Block], Open | None]:
    """Of one clinic, by quarters in their order, and what is open at the end.

    ``closing``: the parts that are told, each nought or at least five. ``begun``: what was open before.
    """
    found: list[Block] = []
    for at, more in counted:
        if begun is not None and at > _last_of_month(begun.first // QUARTERS_OF_A_DAY):
            found.append(_unfinished(begun))
            begun = None
        begun = Open(at, more) if begun is None else Open(begun.first, _sum(begun.parts, more))
        if all(begun.parts[one] == 0 or begun.parts[one] >= SMALL_COUNT for one in closing):
            if any(begun.parts[one] for one in closing):
                found.append(Block(begun.first, at, begun.parts))
            begun = None
    if begun is not None:
        found.append(_unfinished(begun))
    return found, begun


def whole(found: Iterable[Block]) -> Iterator[tuple[int, Parts]]:
    """Those that are closed, to be cut into blocks of blocks by other parts."""
    return ((block.last, block.parts) for block in found if block.parts)


def tell(found: Iterable[Block], since: int, width: int, cells: int) -> dict[int, Told]:
    """One clinic's blocks in the cells in which they close or that they only touch, each so many quarters wide."""
    told: dict[int, Told] = {}
    for block in found:
        first, last = (block.first - since) // width, (block.last - since) // width
        for index in range(max(0, first), min(cells, last + 1)):
            told.setdefault(index, Told()).hides = True
        if block.parts and 0 <= last < cells:
            told[last].go_on(Told(block.parts))
    return told


def _sum(one: Parts, other: Parts) -> Parts:
    if not one or not other:
        return one or other
    return tuple(this + that for this, that in zip(one, other, strict=True))


def _unfinished(begun: Open) -> Block:
    """As far as it is known by now it reaches to the end of the month."""
    return Block(begun.first, _last_of_month(begun.first // QUARTERS_OF_A_DAY), ())


@lru_cache(maxsize=512)
def _last_of_month(day: int) -> int:
    """Its last quarter."""
    first = date.fromordinal(_EPOCH + day).replace(day=1)
    return first_of_day(date.fromordinal(first.toordinal() + 31).replace(day=1)) - 1
