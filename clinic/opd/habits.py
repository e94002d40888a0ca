"""What a clinic's past calls tell: how long a patient takes, and at what hours each doctor is at work.

Doctors come late, eat and leave early, most of them in a way of their own, and not all of it is told to the server.
Here it is read from the calls alone: who kept people waiting was not at work.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from clinic.patients.patient import INDIAN_TIME

DAY_SECONDS = 86_400.0
BREAK_SECONDS = 480.0
"""Whoever lets people wait for longer between two patients is on a break."""

Spell = tuple[float, float]
"""Begin and end of a time at work, in seconds since midnight in India; an end that is not known is infinite."""
Day = Mapping[str, Sequence[Spell]]
"""When each doctor was at work."""


@dataclass(frozen=True, slots=True)
class Call:
    """A doctor's call of one patient, answered or not, which is over. Seconds since 1970 UTC."""

    doctor: str
    waiting_since: float
    called_at: float
    ended_at: float


def time_of_day(now: float) -> float:
    """Seconds since midnight in India."""
    offset = INDIAN_TIME.utcoffset(None).total_seconds()
    return (now + offset) % DAY_SECONDS


def day_of(now: float) -> float:
    """The last midnight in India, as seconds since 1970 UTC."""
    return now - time_of_day(now)


def handling_seconds(calls: Iterable[Call]) -> list[float]:
    """From each call to the same doctor's next one, the newest last.

    Only to its end, where nobody waited for the next or the doctor took a break; her last of a day says nothing.
    """
    pairs = [pair for day in _by(calls, _day_and_doctor) for pair in pairwise(day)]
    pairs.sort(key=lambda pair: pair[1].called_at)
    ends = ((call, later.called_at if _at_once(call, later) else call.ended_at) for call, later in pairs)
    return [max(0.0, end - call.called_at) for call, end in ends]


def days_of(calls: Iterable[Call]) -> list[Day]:
    """Each day's spells at work, the oldest day first."""
    return [_spells(day) for day in _by(calls, lambda call: (day_of(call.called_at), ""))]


def _spells(calls: Sequence[Call]) -> Day:
    return {hers[0].doctor: _at_work(hers, calls) for hers in _by(calls, _day_and_doctor)}


def _at_work(hers: Sequence[Call], calls: Sequence[Call]) -> tuple[Spell, ...]:
    breaks = [(call.ended_at, later.called_at) for call, later in pairwise(hers) if _on_break(call, later)]
    begins = [hers[0].called_at, *(end for _, end in breaks)]
    ends = [*(begin for begin, _ in breaks), hers[-1].ended_at if _has_gone(hers[-1], calls) else math.inf]
    midnight = day_of(hers[0].called_at)
    return tuple((begin - midnight, end - midnight) for begin, end in zip(begins, ends, strict=True))


def _at_once(call: Call, later: Call) -> bool:
    return later.waiting_since <= call.ended_at and later.called_at - call.ended_at <= BREAK_SECONDS


def _on_break(call: Call, later: Call) -> bool:
    return later.waiting_since <= call.ended_at and later.called_at - call.ended_at > BREAK_SECONDS


def _has_gone(last: Call, calls: Sequence[Call]) -> bool:
    """Others had to see whom she could have seen."""
    return any(_on_break(last, other) for other in calls if other.doctor != last.doctor)


def _day_and_doctor(call: Call) -> tuple[float, str]:
    return day_of(call.called_at), call.doctor


def _by(calls: Iterable[Call], key: Callable[[Call], tuple[float, str]]) -> list[list[Call]]:
    ordered = sorted(calls, key=lambda call: (key(call), call.called_at))
    return [list(group) for _, group in groupby(ordered, key)]
