"""One clinic's online OPD, cut into blocks: what of it may be told, and what is open still. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic.statistics.opd_records import Estimates, Lines, Quarter
from clinic.statistics.telling import Block, Cells, Open, Parts, blocks, tell, whole

SEEN, TELEPHONE, VIDEO, MET, UNMET, UNKNOWN, BUSY_SECONDS = range(7)
DROPS, RESUMED, LOST, BROKEN_SECONDS = range(4)
ESTIMATED, COVERED, MISSED = range(3)
# By the name of what is counted: of which it is a block of blocks, and the parts that are told.
PARTS_OF: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "modes": ("seen", (TELEPHONE, VIDEO)),
    "languages": ("seen", (MET, UNMET, UNKNOWN)),
    "ways_back": ("drops", (RESUMED, LOST)),
    "intervals": ("estimated", (COVERED, MISSED)),
}
FIRST_ALONE = (0,)

Counted = Mapping[str, Iterable[tuple[int, Parts]]]
Opens = Mapping[str, Open]


@dataclass(frozen=True, slots=True)
class Cut:
    """By the names of what is counted. ``left``: what is open at the end, and goes on in the next day."""

    blocks: Mapping[str, list[Block]]
    left: Opens

    def cells(self, since: int, width: int, cells: int) -> dict[str, Cells]:
        return {name: tell(found, since, width, cells) for name, found in self.blocks.items()}


def cut(counted: Counted, begun: Opens) -> Cut:
    """``begun``: what was open before, also of what does not come again."""
    found: dict[str, list[Block]] = {}
    left: dict[str, Open | None] = {}
    names = counted.keys() | {name for name in begun if name not in PARTS_OF}
    for name in names:
        found[name], left[name] = blocks(counted.get(name, ()), FIRST_ALONE, begun.get(name))
    for name, (of, closing) in PARTS_OF.items():
        found[name], left[name] = blocks(whole(found.get(of, ())), closing, begun.get(name))
    return Cut(found, {name: one for name, one in left.items() if one is not None})


def of_quarters(quarters: Iterable[Quarter]) -> Counted:
    counted: dict[str, list[tuple[int, Parts]]] = {"seen": [], "no_shows": [], "withdrawn": [], "cancelled": []}
    for one in quarters:
        if one.seen:
            others = (one.telephone, one.seen - one.telephone, one.met, one.unmet, one.seen - one.met - one.unmet)
            counted["seen"].append((one.at, (one.seen, *others, one.busy_seconds)))
        for name, count in (("no_shows", one.no_shows), ("withdrawn", one.withdrawn), ("cancelled", one.cancelled)):
            if count:
                counted[name].append((one.at, (count,)))
    return counted


def of_lines(lines: Iterable[Lines]) -> Counted:
    return {"drops": [(one.at, (one.drops, one.resumed, one.drops - one.resumed, one.broken_seconds)) for one in lines]}


def of_estimates(estimates: Iterable[Estimates]) -> Counted:
    return {"estimated": [(one.at, (one.estimated, one.covered, one.estimated - one.covered)) for one in estimates]}
