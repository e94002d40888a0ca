"""One simulated day of one clinic: who comes, is called, does not answer, is dropped, withdraws or is put off.

Nothing of the server and nothing of its estimator is used here. Who watches is told what a server would know.
"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from random import Random
from typing import Literal, Protocol

from bench.clinic_day.doctors import Pause, Shift, drift
from bench.clinic_day.people import MINUTE, Person

RING_SECONDS = 120.0
MISSES = 3
OVERTAKINGS = 3
HOLD_SECONDS = 12 * MINUTE
GRACE_SECONDS = 120.0
DROPS = 0.07
HURRIED = 0.88
HURRY_ABOVE = 5
"""So many wait for each doctor: then she hurries."""
LIMIT_SECONDS = 20 * MINUTE
JOINING_SECONDS = 30.0

State = Literal["coming", "free", "busy", "break", "gone"]
End = Literal["seen", "withdrew", "no_show", "put_off"]


@dataclass(slots=True)
class Desk:
    """A doctor's day as it is now. ``resting``: she looks at nobody, which only she knows."""

    shift: Shift
    pauses: list[Pause]
    state: State = "coming"
    since: float = 0.0
    resting: bool = False

    @property
    def is_on_duty(self) -> bool:
        return self.state not in ("coming", "gone")


class Watcher(Protocol):
    """Who is told what happens, each at its time and before it has changed anything."""

    def came(self, person: Person, line: Sequence[Person], desks: Sequence[Desk], now: float) -> None: ...
    def called(self, person: Person, desk: Desk, now: float) -> None: ...
    def ended(self, person: Person, how: End, now: float, desk: Desk | None = None) -> None:
        """``desk``: of the doctor who had called her."""


class Day:
    """``is_last``: the doctors stay until everybody was seen; on other days the rest is put off."""

    def __init__(
        self,
        random: Random,
        hours: tuple[float, float],
        shifts: Iterable[Shift],
        watcher: Watcher,
        *,
        most_waiting: int,
        is_last: bool,
    ) -> None:
        self._random = random
        self._opens_at, self._closes_at = hours
        self._desks = [Desk(shift, list(shift.pauses)) for shift in shifts]
        self._watcher = watcher
        self._most_waiting = most_waiting
        self._is_last = is_last
        self._waiting: list[Person] = []
        self._due: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = count()

    def run(self, people: Iterable[Person]) -> list[Person]:
        """Who is put off."""
        for person in people:
            self._at(max(person.comes_at, self._opens_at), partial(self._come, person))
        for desk in self._desks:
            self._at(desk.shift.comes_at, partial(self._go_on, desk))
        now = self._opens_at
        while not self._is_over:
            now, _, do = heapq.heappop(self._due)
            do(now)
        for person in self._waiting:
            self._watcher.ended(person, "put_off", now)
        return self._waiting

    @property
    def _is_over(self) -> bool:
        return all(desk.state == "gone" for desk in self._desks)

    def _at(self, time: float, do: Callable[[float], None]) -> None:
        heapq.heappush(self._due, (time, next(self._order), do))

    def _come(self, person: Person, now: float) -> None:
        if len(self._waiting) >= self._most_waiting:
            return
        person.held_until = now + HOLD_SECONDS
        self._watcher.came(person, self._waiting, [desk for desk in self._desks if desk.is_on_duty], now)
        self._waiting.append(person)
        self._at(now + person.patience_seconds, partial(self._withdraw, person))
        self._at(now + person.urgent_after_seconds, partial(self._hasten, person))
        for desk in self._desks:
            self._at(now + self._random.lognormvariate(3.0, 0.8), partial(self._look, desk))

    def _withdraw(self, person: Person, now: float) -> None:
        if person in self._waiting:
            self._watcher.ended(person, "withdrew", now)
            self._waiting.remove(person)

    def _hasten(self, person: Person, _: float) -> None:
        """Before all who have not been overtaken too often."""
        if person not in self._waiting:
            return
        place = own = self._waiting.index(person)
        while place and not self._waiting[place - 1].urgent and self._waiting[place - 1].overtaken < OVERTAKINGS:
            place -= 1
            self._waiting[place].overtaken += 1
        person.urgent = True
        self._waiting.insert(place, self._waiting.pop(own))

    def _look(self, desk: Desk, now: float) -> None:
        if desk.state == "free" and not desk.resting:
            self._go_on(desk, now)

    def _go_on(self, desk: Desk, now: float) -> None:
        """She has nobody, and goes, pauses, calls the next, or is free."""
        desk.resting = False
        pauses = desk.pauses
        if self._goes(desk, now):
            desk.state = "gone"
        elif pauses and now >= pauses[0].starts_at:
            self._pause(desk, now)
        elif person := self._next_for(desk, now):
            self._call(desk, person, now)
        else:
            self._be_free(desk, now)

    def _goes(self, desk: Desk, now: float) -> bool:
        is_over = now >= desk.shift.leaves_at
        return is_over and (not self._is_last or (not self._waiting and now >= self._closes_at))

    def _pause(self, desk: Desk, now: float) -> None:
        pause = desk.pauses.pop(0)
        if pause.declared:
            desk.state, desk.since = "break", now
        desk.resting = True
        self._at(now + pause.seconds, partial(self._go_on, desk))

    def _be_free(self, desk: Desk, now: float) -> None:
        """Until somebody comes; who is held for another she looks at again."""
        if desk.state != "free":
            desk.state, desk.since = "free", now
        times = [pause.starts_at for pause in desk.pauses[:1]] + [desk.shift.leaves_at, self._closes_at]
        times = [time for time in times if time > now] + ([now + MINUTE] if self._waiting else [])
        if times:
            self._at(min(times), partial(self._look, desk))

    def _next_for(self, desk: Desk, now: float) -> Person | None:
        present = {other.shift.doctor for other in self._desks if other.is_on_duty} - {desk.shift.doctor}
        mine = (one for one in self._waiting if one.doctor not in present or one.held_until <= now)
        return next(mine, None)

    def _call(self, desk: Desk, person: Person, now: float) -> None:
        self._watcher.called(person, desk, now)
        self._waiting.remove(person)
        desk.state, desk.since = "busy", now
        if self._random.random() < person.missing:
            self._at(now + RING_SECONDS, partial(self._miss, desk, person))
            return
        seconds = min(RING_SECONDS - 1, self._random.lognormvariate(2.5, 0.7)) + self._consultation(desk, person, now)
        self._at(now + seconds, partial(self._end, desk, person))

    def _miss(self, desk: Desk, person: Person, now: float) -> None:
        """Back to the place after next; the third time it is a no-show."""
        desk.state, desk.since = "free", now
        person.missed += 1
        if person.missed == MISSES:
            self._watcher.ended(person, "no_show", now, desk)
        else:
            self._waiting.insert(1, person)
        self._go_on(desk, now)

    def _consultation(self, desk: Desk, person: Person, now: float) -> float:
        seconds = JOINING_SECONDS + desk.shift.pace * person.need * drift(now, self._opens_at, self._closes_at)
        if len(self._waiting) > HURRY_ABOVE * sum(other.is_on_duty for other in self._desks):
            seconds *= HURRIED
        if self._random.random() < DROPS:
            seconds += self._dropped()
        return min(seconds, LIMIT_SECONDS + 0.3 * max(0.0, seconds - LIMIT_SECONDS))

    def _dropped(self) -> float:
        """Most come back by themselves; the others are rung again."""
        if self._random.random() < 0.7:
            return self._random.uniform(10, GRACE_SECONDS)
        return GRACE_SECONDS + self._random.lognormvariate(4.0, 0.5)

    def _end(self, desk: Desk, person: Person, now: float) -> None:
        """What she still writes, she writes while the server thinks her free."""
        self._watcher.ended(person, "seen", now, desk)
        desk.state, desk.since, desk.resting = "free", now, True
        self._at(now + self._random.gammavariate(2.0, 30.0), partial(self._go_on, desk))
