"""A clinic's day that is over, as it is kept: what is told of it, what is open still, and its waits by the minute.

Of a long span the days are read, and not a million consultations; what is told of the past does not change any more,
though a doctor has learned a language since.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from clinic.opd.clinic import ClinicId
from clinic.statistics.opd_blocks import Opens
from clinic.statistics.opd_records import Measure, Rolled
from clinic.statistics.percentiles import Histogram
from clinic.statistics.telling import Open, Told

SETTLING_SECONDS = 60.0
"""Whatever ended in a quarter is kept so soon after it."""


@dataclass(frozen=True, slots=True)
class Day:
    """``left``: the blocks that go on in the next day; nobody is told of them."""

    clinic: ClinicId
    day: int
    told: Mapping[str, Told]
    left: Opens
    measured: Mapping[Measure, Histogram]


def written(day: Day) -> Rolled:
    kept = {
        "told": {name: [int(told.hides), *told.parts] for name, told in day.told.items()},
        "left": {name: [one.first, *one.parts] for name, one in day.left.items()},
        "measured": {name: sorted(histogram.items()) for name, histogram in day.measured.items()},
    }
    return Rolled(day.clinic, day.day, json.dumps(kept, separators=(",", ":")))


def read(rolled: Rolled) -> Day:
    kept = json.loads(rolled.written)
    told = {name: _told(bool(hides), tuple(parts)) for name, (hides, *parts) in kept["told"].items()}
    left = {name: Open(first, tuple(parts)) for name, (first, *parts) in kept["left"].items()}
    measured = {cast(Measure, name): dict(pairs) for name, pairs in kept["measured"].items()}
    return Day(rolled.clinic, rolled.day, told, left, measured)


def _told(hides: bool, parts: tuple[int, ...]) -> Told:
    return Told(parts, 1 if parts else 0, hides)
