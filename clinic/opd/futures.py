"""Some futures of a waiting room: when each place would be called, if the rest of the day were like the past.

In each future the patients take as long as some of the last ones took, all of them somewhat quicker or slower, and each
doctor goes on as on one of her past days on which she was, at this hour, at work or away as she is now. The draws are
fixed numbers, spread evenly: the same clinic gives the same futures, and a small change of it changes little.
"""

import heapq
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import NormalDist
from typing import Literal

from clinic.opd.habits import Day, Spell

FUTURES = 32
MOST_PLACES = 200
MOST_DOCTORS = 64
PACE_DEVIATION = 0.15
"""How much a day's pace differs from that of the last patients, as a standard deviation of its logarithm."""
PRIOR_DEVIATION = 0.5
"""How much more, while nothing of the clinic is known."""
SOON = 0.15
"""A free doctor calls within this part of the time that a patient takes."""
BREAKS = (0.75, 1.5, 3.0, 6.0, 9.0)
"""How long breaks last of which nothing is known, in times that a patient takes."""

ALWAYS: tuple[Spell, ...] = ((-math.inf, math.inf),)


@dataclass(frozen=True, slots=True)
class DoctorNow:
    """Since how many seconds she is free, busy with one patient since her call, or on a break."""

    doctor: str
    state: Literal["free", "busy", "break"]
    seconds: float


@dataclass(frozen=True, slots=True)
class Scene:
    """``pool``: times that a patient takes, sorted. ``deviation``: of the pace. ``time``: seconds since midnight."""

    pool: Sequence[float]
    deviation: float
    days: Sequence[Day]
    time: float

    @property
    def mean(self) -> float:
        return sum(self.pool) / len(self.pool)


@dataclass(frozen=True, slots=True)
class Expected:
    """A doctor, and the ways in which her day may go on, in seconds from now. ``None``: she may still come."""

    now: DoctorNow | None
    ways: Sequence[Sequence[Spell]]


@dataclass(frozen=True, slots=True)
class Working:
    """A doctor in one future: she calls from ``ready`` on, if that is before ``until``, and again as ``way`` has it."""

    ready: float
    until: float
    way: Sequence[Spell]


def futures(scene: Scene, doctors: Sequence[DoctorNow], places: int) -> list[list[float]]:
    """Of each future the seconds until each place's call, which never fall from one place to the next."""
    expected = _expected(scene, doctors)
    return [_future(scene, expected, number, places) for number in range(FUTURES)]


def _future(scene: Scene, expected: Sequence[Expected], number: int, places: int) -> list[float]:
    pace = math.exp(scene.deviation * _PACE[number])
    taking = [scene.pool[int(draw * len(scene.pool))] * pace for draw in _PATIENTS[number][:places]]
    working: list[Working] = []
    for one, way, first in zip(expected, _WAYS[number], _FIRST[number], strict=False):
        chosen = _drawn(one.ways, way)
        spell = _spell(chosen, _ready(scene, one.now, chosen, pace, first))
        if spell is not None:
            working.append(Working(*spell, chosen))
    if not working:
        working = [Working(_left(_breaks(scene), 0.0, _FIRST[number][0]), math.inf, ALWAYS)]
    return _calls(working, taking)


def _calls(working: Sequence[Working], taking: Sequence[float]) -> list[float]:
    """Whoever is ready first calls the next. The last doctor stays until everybody was seen."""
    line = [(one.ready, at) for at, one in enumerate(working)]
    ends = [one.until for one in working]
    heapq.heapify(line)
    calls = []
    for seconds in taking:
        ready, doctor = line[0]
        calls.append(ready)
        ready += seconds
        if ready >= ends[doctor]:
            spell = _spell(working[doctor].way, ready)
            if spell is None and len(line) > 1:
                heapq.heappop(line)
                continue
            ready, ends[doctor] = spell or (ready, math.inf)
        heapq.heapreplace(line, (ready, doctor))
    return calls


def _expected(scene: Scene, doctors: Sequence[DoctorNow]) -> list[Expected]:
    here = {one.doctor for one in doctors}
    others = sorted({doctor for day in scene.days for doctor in day} - here)
    coming = [Expected(None, _ways_to_come(scene, doctor)) for doctor in others]
    known = [Expected(one, _ways(scene, one)) for one in doctors]
    return [*known, *(one for one in coming if any(one.ways))][:MOST_DOCTORS]


def _ways(scene: Scene, now: DoctorNow) -> list[Sequence[Spell]]:
    """How her day went on when she was, at this hour, at work or on a break as she is now."""
    rests = [_rest(day[now.doctor], scene.time) for day in scene.days if now.doctor in day]
    return [rest for rest in rests if rest and (rest[0][0] > 0) == (now.state == "break")]


def _ways_to_come(scene: Scene, doctor: str) -> list[Sequence[Spell]]:
    """On those days on which she was not there at this hour: not at all, or not yet."""
    rests = [_rest(day.get(doctor, ()), scene.time) for day in scene.days]
    return [rest for rest in rests if not rest or rest[0][0] > 0]


def _rest(spells: Sequence[Spell], time: float) -> tuple[Spell, ...]:
    """What comes of them, in seconds from that time on."""
    return tuple((begin - time, end - time) for begin, end in spells if end > time)


def _drawn(ways: Sequence[Sequence[Spell]], draw: float) -> Sequence[Spell]:
    return ways[int(draw * len(ways))] if ways else ALWAYS


def _ready(scene: Scene, now: DoctorNow | None, way: Sequence[Spell], pace: float, draw: float) -> float:
    """Seconds until she can call, as far as it lies with her present patient or break."""
    if now is None:
        return 0.0
    if now.state == "busy":
        return _left(scene.pool, now.seconds / pace, draw) * pace
    if now.state == "break" and way is ALWAYS:
        return _left(_breaks(scene), now.seconds, draw)
    return draw * SOON * scene.mean


def _left(lengths: Sequence[float], gone: float, draw: float) -> float:
    """Of something that has lasted for so long already: as of those that lasted longer."""
    longer = bisect_right(lengths, gone)
    if longer == len(lengths):
        return draw * sum(lengths) / len(lengths)
    return lengths[longer + int(draw * (len(lengths) - longer))] - gone


def _breaks(scene: Scene) -> list[float]:
    return [part * scene.mean for part in BREAKS]


def _spell(way: Sequence[Spell], ready: float) -> Spell | None:
    """From when until when she calls, once she is ready; ``None``: she comes no more."""
    return next(((max(ready, begin), end) for begin, end in way if ready < end), None)


def _evenly(random: Random) -> list[float]:
    """One draw for each future, as evenly as they go, in any order (Latin hypercube sampling)."""
    draws = [(number + 0.5) / FUTURES for number in range(FUTURES)]
    random.shuffle(draws)
    return draws


def _table(random: Random, columns: int) -> list[tuple[float, ...]]:
    return list(zip(*(_evenly(random) for _ in range(columns)), strict=True))


_RANDOM = Random(80)  # noqa: S311 (no secret)
_PATIENTS = _table(_RANDOM, MOST_PLACES)
_FIRST = _table(_RANDOM, MOST_DOCTORS)
_WAYS = _table(_RANDOM, MOST_DOCTORS)
_PACE = [NormalDist().inv_cdf(draw) for draw in _evenly(_RANDOM)]
