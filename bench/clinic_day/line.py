"""Those who wait in a simulated clinic, and in which order they are called."""

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from bench.clinic_day.people import MINUTE, Person

MISSES = 3
OVERTAKINGS = 3
HOLD_SECONDS = 12 * MINUTE

Duty = Literal["on", "break", "off"]


class Line(Protocol):
    """Doctors are numbers. ``now``: seconds since 1970 UTC."""

    @property
    def waiting(self) -> Sequence[Person]: ...
    def open(self, now: float) -> None: ...
    def close(self, now: float) -> None:
        """Whoever waits is put off."""

    def set_duty(self, doctor: int, duty: Duty, now: float) -> None: ...
    def join(self, person: Person, now: float) -> None: ...
    def leave(self, person: Person, now: float) -> None: ...
    def hasten(self, person: Person, now: float) -> None:
        """A doctor finds her urgent."""

    def call(self, doctor: int, present: Collection[int], now: float) -> Person | None:
        """The next one, who does not wait any more; ``None`` where nobody waits for this doctor."""

    def answer(self, person: Person, now: float) -> None: ...
    def miss(self, person: Person, now: float) -> bool:
        """Whether she is called once more."""

    def breaks(self, person: Person, now: float) -> None:
        """Her call."""

    def goes_on(self, person: Person, now: float) -> None: ...
    def end(self, person: Person, doctor: int, now: float) -> None: ...


class SimulatedLine:
    """First come, first called; whom a doctor finds urgent goes before all who have not been overtaken too often; a
    return visit waits for her doctor for a while; a missed call brings her back to the place after next.
    """

    def __init__(self) -> None:
        self.waiting: list[Person] = []

    def join(self, person: Person, now: float) -> None:
        person.held_until = now + HOLD_SECONDS
        self.waiting.append(person)

    def leave(self, person: Person, now: float) -> None:
        self.waiting.remove(person)

    def hasten(self, person: Person, now: float) -> None:
        place = own = self.waiting.index(person)
        while place and not self.waiting[place - 1].urgent and self.waiting[place - 1].overtaken < OVERTAKINGS:
            place -= 1
            self.waiting[place].overtaken += 1
        person.urgent = True
        self.waiting.insert(place, self.waiting.pop(own))

    def call(self, doctor: int, present: Collection[int], now: float) -> Person | None:
        others = set(present) - {doctor}
        mine = (one for one in self.waiting if one.doctor not in others or one.held_until <= now)
        called = next(mine, None)
        if called is not None:
            self.waiting.remove(called)
        return called

    def miss(self, person: Person, now: float) -> bool:
        person.missed += 1
        if person.missed < MISSES:
            self.waiting.insert(1, person)
        return person.missed < MISSES

    def close(self, now: float) -> None:
        self.waiting = []

    def open(self, now: float) -> None: ...
    def set_duty(self, doctor: int, duty: Duty, now: float) -> None: ...
    def answer(self, person: Person, now: float) -> None: ...
    def breaks(self, person: Person, now: float) -> None: ...
    def goes_on(self, person: Person, now: float) -> None: ...
    def end(self, person: Person, doctor: int, now: float) -> None: ...
