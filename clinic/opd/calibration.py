"""How far a clinic's own forecasts were off, and what an interval must therefore be.

Split conformal prediction over a rolling window: a forecast that came true is scored by how many of its own spreads the
truth lay above or below it; the next interval reaches from the score that a tenth of them stayed below to the one that
a tenth exceeded. So 80 % hold however wrong the model is, as long as tomorrow's errors are like the last ones
(V. Vovk, A. Gammerman, G. Shafer: Algorithmic Learning in a Random World, chapter 2).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

OUTSIDE = 0.1
"""Of the truths, on each side of an interval."""
BELIEFS = 19
"""So many scores a clinic begins with, as if its forecasts had been right."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the model alone says: eight in ten between so much below the median and so much above it."""

    median_seconds: float
    below_seconds: float
    above_seconds: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """A forecast, and how long it really was until the call."""

    forecast: Forecast
    actual_seconds: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scores at a tenth, the half and nine tenths, in spreads of the forecast."""

    low: float = -1.0
    median: float = 0.0
    high: float = 1.0


UNCALIBRATED = Calibration()


def calibrated(resolved: Iterable[Resolved]) -> Calibration:
    """From a clinic's last ones, in any order: some hundreds of them, so that the last few days count."""
    scores = sorted([*_BELIEVED, *(score(one) for one in resolved)])
    return Calibration(_at(scores, OUTSIDE), _at(scores, 0.5), _at(scores, 1 - OUTSIDE))


def score(one: Resolved) -> float:
    """0: it was the median; 1: the upper end of the forecast."""
    off = one.actual_seconds - one.forecast.median_seconds
    spread = one.forecast.above_seconds if off > 0 else one.forecast.below_seconds
    return off / spread if spread > 0 else math.copysign(1.0, off) if off else 0.0


def _at(scores: Sequence[float], part: float) -> float:
    """The rank is counted among one more than there are: the next one could fall anywhere. It errs to the outside."""
    rank = part * (len(scores) + 1)
    place = math.floor(rank) if part < 0.5 else math.ceil(rank)
    return scores[min(len(scores), max(1, place)) - 1]


def _believed() -> list[float]:
    end = NormalDist().inv_cdf(1 - OUTSIDE)
    return [NormalDist().inv_cdf(number / (BELIEFS + 1)) / end for number in range(1, BELIEFS + 1)]


_BELIEVED = _believed()
