"""Who comes to a simulated clinic, and when: in a rush after the opening, in two humps, in bursts when a bus comes."""

import math
from dataclasses import dataclass
from random import Random

MINUTE = 60.0
HOUR = 3600.0

RUSH = 0.25
RUSH_SECONDS = 25 * MINUTE
IN_HUMPS = 0.6
HUMPS = ((0.22, 0.6), (0.68, 0.7))
"""Where in the day, as a part of it, and how wide, in hours."""
BURSTS = (0, 1, 1, 2)
BURST_PEOPLE = (4, 13)
BURST_SECONDS = 6 * MINUTE
REFILLS = 0.35
FORGETFUL = 0.15
IMPATIENT = 0.18
RETURNING = 0.08
URGENT = 0.04


@dataclass(slots=True)
class Person:
    """``number``: unlike all others of her clinic. ``comes_at``: seconds since 1970 UTC. ``patience_seconds``: then she
    withdraws, if she still waits. ``missing``: how likely she does not hear a ring. ``urgent_after_seconds``: then a
    doctor confirms that she goes first. ``doctor``: whom she comes back to. ``need``: her share of an ordinary
    consultation. ``again``: she was put off yesterday.
    """

    number: int
    comes_at: float
    patience_seconds: float
    missing: float
    urgent_after_seconds: float
    doctor: int | None
    need: float
    again: bool = False
    missed: int = 0
    overtaken: int = 0
    urgent: bool = False
    held_until: float = 0.0


def arrivals(random: Random, opens_at: float, closes_at: float, expected: float, doctors: int) -> list[Person]:
    """The people of a day, by their times."""
    length = closes_at - opens_at
    times = [_moment(random, length) for _ in range(round(random.gauss(expected, math.sqrt(expected))))]
    for _ in range(random.choice(BURSTS)):
        middle = random.uniform(0.05, 0.9) * length
        times += [random.gauss(middle, BURST_SECONDS) for _ in range(random.randint(*BURST_PEOPLE))]
    return [_person(random, opens_at + time, doctors) for time in sorted(times) if 0 <= time < length]


def renewed(person: Person, opens_at: float) -> Person:
    """Tomorrow, among the first and with a new token, and this time she stays."""
    return Person(person.number, opens_at, math.inf, person.missing, math.inf, None, person.need, again=True)


def _moment(random: Random, length: float) -> float:
    kind = random.random()
    if kind < RUSH:
        return random.expovariate(1 / RUSH_SECONDS)
    if kind < RUSH + IN_HUMPS:
        part, hours = random.choice(HUMPS)
        return random.gauss(part * length, hours * HOUR)
    return random.uniform(0, length)


def _person(random: Random, comes_at: float, doctors: int) -> Person:
    return Person(
        number=random.getrandbits(60),
        comes_at=comes_at,
        patience_seconds=random.weibullvariate(50 * MINUTE, 1.3) if random.random() < IMPATIENT else math.inf,
        missing=0.45 if random.random() < FORGETFUL else 0.04,
        urgent_after_seconds=random.uniform(2, 15) * MINUTE if random.random() < URGENT else math.inf,
        doctor=random.randrange(doctors) if random.random() < RETURNING else None,
        need=random.lognormvariate(-1.0, 0.35) if random.random() < REFILLS else random.lognormvariate(0.0, 0.5),
    )
