"""The doctors of a simulated clinic: each with a speed of her own, late or punctual, with lunch, tea and telephone."""

import math
from dataclasses import dataclass
from random import Random

from bench.clinic_day.people import HOUR, MINUTE

CONSULTATION_SECONDS = 6.5 * MINUTE
LONG_DAY_SECONDS = 6 * HOUR
"""Of a longer one lunch is a part."""
LUNCH_MINUTES = (25, 60)
TEA_EVERY_SECONDS = 2.4 * HOUR
UNDECLARED = 0.4
"""Of the short pauses: she tells nobody, and seems free."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What stays with a doctor over the days. ``pace``: seconds that she takes for an ordinary consultation."""

    pace: float
    lateness_seconds: float


@dataclass(frozen=True, slots=True)
class Pause:
    starts_at: float
    seconds: float
    declared: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """One doctor on one day. Seconds since 1970 UTC."""

    doctor: int
    pace: float
    comes_at: float
    leaves_at: float
    pauses: tuple[Pause, ...]


def habit(random: Random) -> Habit:
    return Habit(CONSULTATION_SECONDS * random.lognormvariate(0, 0.25), random.uniform(-5, 20) * MINUTE)


def shift(random: Random, doctor: int, habit: Habit, opens_at: float, closes_at: float) -> Shift:
    """Many leave before the end, some later."""
    comes_at = opens_at + habit.lateness_seconds + random.expovariate(1 / (8 * MINUTE))
    leaves_at = closes_at + random.triangular(-75, 40, 5) * MINUTE
    pauses = [*_lunch(random, opens_at, closes_at), *_teas(random, comes_at, leaves_at)]
    pace = habit.pace * random.lognormvariate(0, 0.1)
    return Shift(doctor, pace, comes_at, leaves_at, tuple(sorted(pauses, key=lambda pause: pause.starts_at)))


def drift(time: float, opens_at: float, closes_at: float) -> float:
    """Slow at first, quick before lunch, slow after it, quick at the end."""
    part = (time - opens_at) / (closes_at - opens_at)
    return 1.0 + 0.12 * math.cos(4 * math.pi * part) - 0.1 * part


def _lunch(random: Random, opens_at: float, closes_at: float) -> list[Pause]:
    if closes_at - opens_at <= LONG_DAY_SECONDS:
        return []
    begins_at = (opens_at + closes_at) / 2 + random.gauss(0, 20) * MINUTE
    return [Pause(begins_at, random.uniform(*LUNCH_MINUTES) * MINUTE, declared=True)]


def _teas(random: Random, comes_at: float, leaves_at: float) -> list[Pause]:
    pauses, time = [], comes_at + random.expovariate(1 / TEA_EVERY_SECONDS)
    while time < leaves_at:
        pauses.append(Pause(time, random.lognormvariate(math.log(9), 0.6) * MINUTE, random.random() > UNDECLARED))
        time += random.expovariate(1 / TEA_EVERY_SECONDS)
    return pauses
