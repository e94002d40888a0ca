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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby

from clinic.staff.permissions import SMALL_COUNT
from clinic.statistics.counts import INDIAN_OFFSET_SECONDS

QUARTER_SECONDS = 900
QUARTERS_OF_A_DAY = 96
MOST_HIDDEN = SMALL_COUNT - 1
"""In one clinic, at either end of a span."""
_EPOCH = date(1970, 1, 1).toordinal()

Parts = tuple[int, ...]


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

    parts: list[int] = field(default_factory=list)
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

    def _add(self, parts: Parts) -> None:
        self.parts = [one + other for one, other in zip(self.parts, parts, strict=True)] if self.parts else list(parts)


def quarter(at: float) -> int:
    """``at``: seconds since 1970 UTC."""
    return int((at + INDIAN_OFFSET_SECONDS) // QUARTER_SECONDS)


def began(quarter_: int) -> float:
    """Seconds since 1970 UTC."""
    return quarter_ * QUARTER_SECONDS - INDIAN_OFFSET_SECONDS


def first_of_day(day: date) -> int:
    return (day.toordinal() - _EPOCH) * QUARTERS_OF_A_DAY


def first_of_month(day: date) -> int:
    return first_of_day(day.replace(day=1))


def blocks(counted: Iterable[tuple[int, Parts]], closing: Sequence[int]) -> list[Block]:
    """Of one clinic, by quarters in their order. ``closing``: the parts that are told, each nought or at least five."""
    return [block for _, month in groupby(counted, _month) for block in _of_month(month, closing)]


def whole(found: Iterable[Block]) -> Iterator[tuple[int, Parts]]:
    """Those that are closed, to be cut into blocks of blocks by other parts."""
    return ((block.last, block.parts) for block in found if block.parts)


def tell(found: Iterable[Block], cells: Sequence[Told], since: int, width: int) -> None:
    """Adds one clinic's blocks to the cells in which they close, each so many quarters wide; marks what they touch."""
    closing = set()
    for block in found:
        touched = _touched(block, len(cells), since, width)
        for index in touched:
            cells[index].hides = True
        if block.parts and 0 <= (index := (block.last - since) // width) < len(cells):
            cells[index]._add(block.parts)
            closing.add(index)
    for index in closing:
        cells[index].clinics += 1


def _touched(block: Block, cells: int, since: int, width: int) -> range:
    return range(max(0, (block.first - since) // width), min(cells, (block.last - since) // width + 1))


def _of_month(counted: Iterable[tuple[int, Parts]], closing: Sequence[int]) -> Iterator[Block]:
    first: int | None = None
    parts: Parts = ()
    at = 0
    for at, more in counted:
        parts = tuple(one + other for one, other in zip(parts, more, strict=True)) if parts else more
        if first is None:
            first = at
        if all(parts[one] == 0 or parts[one] >= SMALL_COUNT for one in closing):
            if any(parts[one] for one in closing):
                yield Block(first, at, parts)
            first, parts = None, ()
    if first is not None:
        yield Block(first, _last_of_month(at // QUARTERS_OF_A_DAY), ())


def _month(counted: tuple[int, Parts]) -> int:
    return _last_of_month(counted[0] // QUARTERS_OF_A_DAY)


@lru_cache(maxsize=512)
def _last_of_month(day: int) -> int:
    """Its last quarter."""
    first = date.fromordinal(_EPOCH + day).replace(day=1)
    return first_of_month(date.fromordinal(first.toordinal() + 31)) - 1
