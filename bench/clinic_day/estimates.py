"""How honest the waits are: simulated clinics over simulated days, with the estimator fed as the server feeds it.

The days (``world``, ``day``, ``doctors``, ``people``) know nothing of the estimator and share none of its assumptions;
it is told only what the server would know at that moment, and is calibrated only by what has come true before. It was
built with the seeds 1 to 4; ``SEEDS``, which are reported, were run when it was done, and have changed nothing.

``interval_coverage`` and the score are of everybody who was called, by what she was told with her token, from each
clinic's second day on (on the first the baseline knows nothing, and beating it would be easy). Whoever withdrew or was
put off before her call waited for longer than is known: she is in neither figure, but ``coverage_with_the_gone`` counts
those who went after the end of their interval as not covered. ``live_coverage``: by what people were told later, while
they waited. ``interval_score_ratio``: to the better one of the baselines of ``contest``.

In these days the queue is simulated too: thousands of them would take long on a database. In ``served`` some days of
one clinic go through the server's own services and policy. ``lost`` counts both.
"""

import math
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from statistics import fmean, median
from typing import Any

from bench.clinic_day.contest import Baseline, Contestant, Errors, Estimator, Told
from bench.clinic_day.line import SimulatedLine
from bench.clinic_day.observed import Observed, Token
from bench.clinic_day.served import run_served
from bench.clinic_day.world import DAY_SECONDS, FIRST_MIDNIGHT, clinic

SEEDS = (71, 72, 73)
CLINICS = 16
DAYS = 8
SERVED_DAYS = 4
OURS = "estimator"
BASELINES: tuple[Errors, ...] = ("seconds", "parts")
OF_A_SEED = ("interval_coverage", "interval_width_minutes", "interval_score_ratio")
MISS_PENALTY = 10.0
"""2 / (1 - 0.8): the interval score of Gneiting and Raftery (2007, section 6.2) for intervals of 80 %."""

Outcome = tuple[Mapping[str, Told], float]
"""What somebody was told by each, and the seconds that it really was."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of one clinic. ``lost``: people of whom nobody knows what became."""

    tokens: Sequence[Token]
    lost: int


def run_estimates(
    seeds: Sequence[int] = SEEDS, clinics: int = CLINICS, days: int = DAYS, served_days: int = SERVED_DAYS
) -> dict[str, object]:
    """The figures over all seeds, and for each seed how they would have been with it alone."""
    places = list(product(seeds, range(clinics), [days]))
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as processes:
        serving = processes.submit(run_served, seeds[0], served_days)
        lived = dict(zip(places, processes.map(_live, *zip(*places, strict=True)), strict=True))
        served = serving.result()
    by_seed = {seed: _figures(one for place, one in lived.items() if place[0] == seed) for seed in seeds}
    figures = _figures(lived.values()) | {"served": served}
    figures["lost"] += served["lost"]
    print(
        f"estimates: {figures['tokens']} tokens, {figures['lost']} people lost;"
        f" {figures['interval_coverage']:.1%} of the waits in their interval, of {figures['interval_width_minutes']}"
        f" minutes at the median; its score is {figures['interval_score_ratio']} of the better baseline's"
    )
    return figures | {"seeds": {str(seed): {name: one[name] for name in OF_A_SEED} for seed, one in by_seed.items()}}


def _live(seed: int, number: int, days: int) -> Lived:
    contestants: dict[str, Contestant] = {OURS: Estimator()} | {name: Baseline(name) for name in BASELINES}
    observed, simulated = Observed(contestants), clinic(seed, number)
    simulated.live_through(days, SimulatedLine(), observed)
    ends = Counter(token.end for token in observed.tokens)
    return Lived(observed.tokens, ends[None] + ends["put_off"] - observed.came_again)


def _figures(lived: Iterable[Lived]) -> dict[str, Any]:
    lived = list(lived)
    tokens = [token for one in lived for token in one.tokens]
    seasoned = [token for token in tokens if token.first.made_at >= FIRST_MIDNIGHT + DAY_SECONDS]
    called = _kept(seasoned)
    ours, seconds, parts = (_score(called, name) for name in (OURS, *BASELINES))
    return {
        "lost": sum(one.lost for one in lived),
        "tokens": len(tokens),
        "interval_coverage": _coverage(called),
        "interval_width_minutes": round(median(told[OURS].high - told[OURS].low for told, _ in called) / 60, 1),
        "interval_score_ratio": round(ours / min(seconds, parts), 3),
        "interval_score_ratio_seconds": round(ours / seconds, 3),
        "interval_score_ratio_parts": round(ours / parts, 3),
        "baseline_coverage": {name: _coverage(called, name) for name in BASELINES},
        "gone_before_the_call": round(1 - len(called) / len(seasoned), 3),
        "coverage_with_the_gone": _coverage([*called, *_gone_too_late(seasoned)]),
        "live_coverage": _coverage(_kept_later(seasoned)),
        "first_day_coverage": _coverage(_kept(set(tokens) - set(seasoned))),
    }


def _kept(tokens: Iterable[Token]) -> list[Outcome]:
    """What those who were called were told with their tokens, and how many seconds it was."""
    return [(one.first.told, one.called_at - one.first.made_at) for one in tokens if one.called_at is not None]


def _kept_later(tokens: Iterable[Token]) -> list[Outcome]:
    called = ((one, one.called_at) for one in tokens if one.called_at is not None)
    return [(then.told, at - then.made_at) for one, at in called for then in one.later if then.made_at < at]


def _gone_too_late(tokens: Iterable[Token]) -> list[Outcome]:
    """Their intervals did not hold, whenever the call would have come."""
    gone = ((one.first, one.ended_at - one.first.made_at) for one in tokens if one.called_at is None)
    return [(first.told, math.inf) for first, stayed in gone if stayed > first.told[OURS].high]


def _coverage(outcomes: Sequence[Outcome], name: str = OURS) -> float:
    return round(fmean(told[name].low <= actual <= told[name].high for told, actual in outcomes), 3)


def _score(outcomes: Sequence[Outcome], name: str) -> float:
    return fmean(interval_score(told[name], actual) for told, actual in outcomes)


def interval_score(told: Told, actual: float) -> float:
    """In seconds: the width, and what lies outside of it ten times."""
    return told.high - told.low + MISS_PENALTY * max(told.low - actual, actual - told.high, 0.0)
