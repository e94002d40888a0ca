"""Many clinics over many days, each clinic unlike the others."""

from dataclasses import dataclass, field
from random import Random

from bench.clinic_day.day import Day, Watcher
from bench.clinic_day.doctors import CONSULTATION_SECONDS, LONG_DAY_SECONDS, Habit, Shift, habit, shift
from bench.clinic_day.line import Line
from bench.clinic_day.people import HOUR, Person, arrivals, renewed

DAY_SECONDS = 86_400.0
FIRST_MIDNIGHT = 1_789_842_600.0
"""In India, as seconds since 1970 UTC: 20 September 2026."""
HOURS = ((8.0, 14.0), (9.0, 13.0), (9.0, 17.0), (9.0, 17.0), (10.0, 18.0))
PLACES = (1, 2, 2, 3, 3, 4, 5, 7)
"""Doctors who should be there on a day."""
ROTATING = 0.35
"""Of clinics: twice as many doctors take turns, each on every other day or so."""
ABSENT = 0.07
"""How likely a doctor whose turn it is does not come."""
LOAD = (0.5, 0.95)
"""Who comes one by one, as a part of whom the clinic could see; bursts come on top."""
EACH_SECONDS = 0.9 * CONSULTATION_SECONDS + 100.0
"""That a patient takes, with all around it."""
IDLE_HOURS, LUNCH_HOURS = 0.3, 0.5
WAITING_LIST = (12, 8)
"""Its limit: so many, and so many for each doctor."""


@dataclass(slots=True)
class SimulatedClinic:
    """Hours of the day. ``places``: doctors who should be there."""

    random: Random
    opens: float
    closes: float
    habits: list[Habit]
    places: int
    load: float
    put_off: list[Person] = field(default_factory=list)

    def live_through(self, days: int, line: Line, watcher: Watcher) -> None:
        for number in range(days):
            self._day(number, line, watcher, is_last=number == days - 1)

    def _day(self, number: int, line: Line, watcher: Watcher, *, is_last: bool) -> None:
        midnight = FIRST_MIDNIGHT + number * DAY_SECONDS
        hours = midnight + self.opens * HOUR, midnight + self.closes * HOUR
        shifts = self._shifts(hours)
        people = arrivals(self.random, *hours, self._expected(number), len(self.habits))
        most = WAITING_LIST[0] + WAITING_LIST[1] * self.places
        day = Day(self.random, hours, shifts, line, watcher, most_waiting=most, is_last=is_last)
        self.put_off = day.run([*(renewed(one, hours[0]) for one in self.put_off), *people])

    def _shifts(self, hours: tuple[float, float]) -> list[Shift]:
        """Never nobody: whoever is the only one finds a stand-in."""
        turn = self.random.sample(range(len(self.habits)), self.places)
        present = [doctor for doctor in turn if self.random.random() >= ABSENT] or turn[:1]
        return [shift(self.random, doctor, self.habits[doctor], *hours) for doctor in present]

    def _expected(self, number: int) -> float:
        """Mondays are fuller."""
        length = (self.closes - self.opens) * HOUR
        working = length - (IDLE_HOURS + (LUNCH_HOURS if length > LONG_DAY_SECONDS else 0)) * HOUR
        weekday = 1.2 if number % 6 == 0 else 1.0
        fullness = self.load * weekday * self.random.lognormvariate(0, 0.12)
        return fullness * self.places * working / EACH_SECONDS


def clinic(seed: int, number: int) -> SimulatedClinic:
    random = Random(f"{seed} {number}")
    opens, closes = random.choice(HOURS)
    places = PLACES[number % len(PLACES)]
    doctors = [habit(random) for _ in range(2 * places if random.random() < ROTATING else places)]
    return SimulatedClinic(random, opens, closes, doctors, places, random.uniform(*LOAD))
