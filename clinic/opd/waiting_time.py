"""How long it takes until a place in a clinic's queue is called: an interval that holds eight times in ten.

``futures`` of the waiting room give a forecast for each place, and ``calibration`` by the clinic's own errors makes an
interval of it. Nothing is read and nothing is drawn: the same clinic at the same moment gives the same answer. See
``docs/decisions/0011-a-wait-is-drawn-from-the-clinics-own-days.md``.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import NormalDist

from clinic.opd.calibration import UNCALIBRATED, Calibration, Forecast
from clinic.opd.futures import FUTURES, MOST_PLACES, PACE_DEVIATION, PRIOR_DEVIATION, DoctorNow, Scene, futures
from clinic.opd.habits import Day, time_of_day

PRIOR_WEIGHT = 8
"""So many patients nobody has seen are added to those of the clinic."""
PRIOR_PART = 0.4
"""Of the time limit of a consultation: what a patient takes on the average, while nothing is known."""
PRIOR_SPREAD = 0.6
FLOOR = 0.25
"""No forecast is narrower, on each side, than this part of the time that a patient takes."""
TENTH = FUTURES // 10
MIDDLE = FUTURES // 2
MINUTES = (*range(5), *range(5, 60, 5), *range(60, 180, 15), *range(180, 24 * 60 + 1, 30))
"""What is said of minutes: the longer, the rounder."""


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a clinic. ``limit_seconds``: of a consultation. ``handling_seconds``: what its last patients
    took, from a doctor's call to her next, no-shows too; some sixty of them. ``days``: when its doctors were at work,
    on its last ten days or so. ``calibration``: by its own past errors.
    """

    limit_seconds: float
    handling_seconds: Sequence[float] = ()
    days: Sequence[Day] = ()
    calibration: Calibration = UNCALIBRATED


@dataclass(frozen=True, slots=True)
class Wait:
    """Until the call: eight in ten are between low and high. ``forecast``: before the calibration."""

    low_seconds: float
    median_seconds: float
    high_seconds: float
    forecast: Forecast


def estimate(history: History, doctors: Sequence[DoctorNow], places: int, now: float) -> tuple[Wait, ...]:
    """For each place from the first; at most ``MOST_PLACES``. It never falls from one place to the next.

    ``doctors``: those on duty and on break. ``now``: seconds since 1970 UTC, for the habits of the hour.
    """
    scene = _scene(history, now)
    floor = FLOOR * scene.mean
    drawn = futures(scene, doctors, min(places, MOST_PLACES))
    forecasts = [_forecast(sorted(times), floor) for times in zip(*drawn, strict=True)]
    low, median, high = (_rising(forecasts, score) for score in _scores(history.calibration))
    return tuple(Wait(*wait) for wait in zip(low, median, high, forecasts, strict=True))


def spoken(low_seconds: float, high_seconds: float) -> tuple[int, int]:
    """Minutes as they are said ("10 to 20 minutes"): outwards to round ones, and never the same twice."""
    first = min(bisect_right(MINUTES, low_seconds / 60) - 1, len(MINUTES) - 2)
    last = min(bisect_left(MINUTES, high_seconds / 60), len(MINUTES) - 1)
    return MINUTES[first], MINUTES[max(last, first + 1)]


def _scene(history: History, now: float) -> Scene:
    prior = history.limit_seconds * PRIOR_PART
    pool = sorted([*history.handling_seconds, *(prior * times for times in _PRIOR)])
    deviation = math.hypot(PACE_DEVIATION, PRIOR_DEVIATION * math.sqrt(PRIOR_WEIGHT / len(pool)))
    return Scene(pool, deviation, history.days, time_of_day(now))


def _forecast(times: Sequence[float], floor: float) -> Forecast:
    median = times[MIDDLE]
    return Forecast(median, median - times[TENTH] + floor, times[-1 - TENTH] - median + floor)


def _scores(calibration: Calibration) -> tuple[float, float, float]:
    return calibration.low, calibration.median, calibration.high


def _rising(forecasts: Sequence[Forecast], score: float) -> list[float]:
    return list(accumulate((max(0.0, _at(forecast, score)) for forecast in forecasts), max))


def _at(forecast: Forecast, score: float) -> float:
    spread = forecast.above_seconds if score > 0 else forecast.below_seconds
    return forecast.median_seconds + score * spread


def _prior() -> list[float]:
    """A patient's time around 1, as they are: many short, a few long (log-normal, of mean 1)."""
    draws = [NormalDist().inv_cdf((number + 0.5) / PRIOR_WEIGHT) for number in range(PRIOR_WEIGHT)]
    return [math.exp(PRIOR_SPREAD * draw - PRIOR_SPREAD**2 / 2) for draw in draws]


_PRIOR = _prior()
