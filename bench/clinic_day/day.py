"""One simulated day of one clinic: who comes, is called, does not answer, is dropped, withdraws or is put off.

Nothing of the server's estimator is used here. Who watches is told what a server would know.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from random import Random
from typing import Literal, Protocol

from bench.clinic_day.doctors import Pause, Shift, drift
from bench.clinic_day.line import Duty, Line
from bench.clinic_day.people import MINUTE, Person

RING_SECONDS = 120.0
GRACE_SECONDS = 120.0
DROPS = 0.07
HURRIED = 0.88
HURRY_ABOVE = 5
"""So many wait for each doctor: then she hurries."""
LIMIT_SECONDS = 20 * MINUTE
JOINING_SECONDS = 30.0

State = Literal["coming", "free", "busy", "break", "gone"]
End = Literal["seen", "withdrew", "no_show", "put_off"]
_DUTIES: Mapping[State, Duty] = {"coming": "off", "free": "on", "busy": "on", "break": "break", "gone": "off"}


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
    """Who is told what happens, each at its time."""

    def came(self, person: Person, line: Sequence[Person], desks: Sequence[Desk], now: float) -> None:
        """Before she stands in line. ``desks``: of those on duty and on break."""

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
        line: Line,
        watcher: Watcher,
        *,
        most_waiting: int,
        is_last: bool,
    ) -> None:
        self._random = random
        self._opens_at, self._closes_at = hours
        self._desks = [Desk(shift, list(shift.pauses)) for shift in shifts]
        self._line = line
        self._watcher = watcher
        self._most_waiting = most_waiting
        self._is_last = is_last
        self._due: list[tuple[float, int, Callable[[float], None]]] = []
        self._order = count()

    def run(self, people: Iterable[Person]) -> list[Person]:
        """Who is put off."""
        self._line.open(self._opens_at)
        for person in people:
            self._at(max(person.comes_at, self._opens_at), partial(self._come, person))
        for desk in self._desks:
            self._at(desk.shift.comes_at, partial(self._go_on, desk))
        now = self._opens_at
        while not all(desk.state == "gone" for desk in self._desks):
            now, _, do = heapq.heappop(self._due)
            do(now)
        left = list(self._line.waiting)
        for person in left:
            self._watcher.ended(person, "put_off", now)
        self._line.close(now)
        return left

    def _at(self, time: float, do: Callable[[float], None]) -> None:
        heapq.heappush(self._due, (time, next(self._order), do))

    def _come(self, person: Person, now: float) -> None:
        if len(self._line.waiting) >= self._most_waiting:
            return
        self._watcher.came(person, self._line.waiting, [desk for desk in self._desks if desk.is_on_duty], now)
        self._line.join(person, now)
        self._at(now + person.patience_seconds, partial(self._withdraw, person))
        self._at(now + person.urgent_after_seconds, partial(self._hasten, person))
        for desk in self._desks:
            self._at(now + self._random.lognormvariate(3.0, 0.8), partial(self._look, desk))

    def _withdraw(self, person: Person, now: float) -> None:
        if person in self._line.waiting:
            self._line.leave(person, now)
            self._watcher.ended(person, "withdrew", now)

    def _hasten(self, person: Person, now: float) -> None:
        if person in self._line.waiting:
            self._line.hasten(person, now)

    def _look(self, desk: Desk, now: float) -> None:
        if desk.state == "free" and not desk.resting:
            self._go_on(desk, now)

    def _go_on(self, desk: Desk, now: float) -> None:
        """She has nobody, and goes, pauses, calls the next, or is free."""
        desk.resting = False
        if self._goes(desk, now):
            self._be(desk, "gone", now)
        elif desk.pauses and now >= desk.pauses[0].starts_at:
            self._pause(desk, desk.pauses.pop(0), now)
        else:
            self._be(desk, "free", now)
            self._call_next(desk, now)

    def _goes(self, desk: Desk, now: float) -> bool:
        is_over = now >= desk.shift.leaves_at
        return is_over and (not self._is_last or (not self._line.waiting and now >= self._closes_at))

    def _be(self, desk: Desk, state: State, now: float) -> None:
        if _DUTIES[desk.state] != _DUTIES[state]:
            self._line.set_duty(desk.shift.doctor, _DUTIES[state], now)
        if desk.state != state:
            desk.state, desk.since = state, now

    def _pause(self, desk: Desk, pause: Pause, now: float) -> None:
        self._be(desk, "break" if pause.declared else "free", now)
        desk.resting = True
        self._at(now + pause.seconds, partial(self._go_on, desk))

    def _call_next(self, desk: Desk, now: float) -> None:
        present = [other.shift.doctor for other in self._desks if other.is_on_duty]
        person = self._line.call(desk.shift.doctor, present, now)
        if person is None:
            self._look_again(desk, now)
        else:
            self._ring(desk, person, now)

    def _look_again(self, desk: Desk, now: float) -> None:
        """Before that, when somebody comes; who is held for another she looks at again."""
        times = [pause.starts_at for pause in desk.pauses[:1]] + [desk.shift.leaves_at, self._closes_at]
        times = [time for time in times if time > now] + ([now + MINUTE] if self._line.waiting else [])
        if times:
            self._at(min(times), partial(self._look, desk))

    def _ring(self, desk: Desk, person: Person, now: float) -> None:
        self._watcher.called(person, desk, now)
        self._be(desk, "busy", now)
        if self._random.random() < person.missing:
            self._at(now + RING_SECONDS, partial(self._miss, desk, person))
            return
        answered_at = now + min(RING_SECONDS - 1, self._random.lognormvariate(2.5, 0.7))
        self._at(answered_at, partial(self._line.answer, person))
        self._at(self._end_of(desk, person, answered_at, now), partial(self._end, desk, person))

    def _miss(self, desk: Desk, person: Person, now: float) -> None:
        self._be(desk, "free", now)
        if not self._line.miss(person, now):
            self._watcher.ended(person, "no_show", now, desk)
        self._go_on(desk, now)

    def _end_of(self, desk: Desk, person: Person, answered_at: float, now: float) -> float:
        seconds = JOINING_SECONDS + desk.shift.pace * person.need * drift(now, self._opens_at, self._closes_at)
        if len(self._line.waiting) > HURRY_ABOVE * sum(other.is_on_duty for other in self._desks):
            seconds *= HURRIED
        if self._random.random() < DROPS:
            seconds += self._drop(person, answered_at + seconds / 2)
        return answered_at + min(seconds, LIMIT_SECONDS + 0.3 * max(0.0, seconds - LIMIT_SECONDS))

    def _drop(self, person: Person, at: float) -> float:
        """Most come back by themselves; the others are rung again."""
        comes_back = self._random.random() < 0.7
        away = self._random.uniform(10, GRACE_SECONDS) if comes_back else self._random.lognormvariate(4.0, 0.5)
        seconds = away if comes_back else GRACE_SECONDS + away
        self._at(at, partial(self._line.breaks, person))
        self._at(at + seconds, partial(self._line.goes_on, person))
        return seconds

    def _end(self, desk: Desk, person: Person, now: float) -> None:
        """What she still writes, she writes while the server thinks her free."""
        self._line.end(person, desk.shift.doctor, now)
        self._watcher.ended(person, "seen", now, desk)
        self._be(desk, "free", now)
        desk.resting = True
        self._at(now + self._random.gammavariate(2.0, 30.0), partial(self._go_on, desk))
