"""The two that are compared: the server's estimator, and a baseline. Both are told only what the server would know.

The baseline is what a waiting room tells by itself: place × mean handling time / doctors on duty. It has no interval,
and to compare with none would be a straw man; so it gets the best that its own past gives it: from the tenth to the
ninetieth percentile of its last errors in the same clinic. The errors are counted either in seconds, or as parts of the
estimate for one place more (so that a long wait gets a wide interval): two baselines. Their mean is of the handling
times that the estimator gets, and all three learn from equally many errors.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Literal, Protocol

from bench.clinic_day.day import Desk
from bench.figures import percentile
from clinic.opd.calibration import Forecast, Resolved, calibrated
from clinic.opd.futures import DoctorNow
from clinic.opd.habits import Call, day_of, days_of, handling_seconds
from clinic.opd.waiting_time import History, estimate
from clinic.opd.waits import DAYS, FRESH_SECONDS, LATEST_CALLS, LATEST_ERRORS, past_days

Errors = Literal["seconds", "parts"]

LIMIT_SECONDS = 900.0
"""The time limit of a consultation in every clinic: all that is known of a new one."""
FEWEST_ERRORS = 20
FIRST_ERROR_SECONDS = 600.0
"""The baseline's own guess, either side, until it has made so many."""


@dataclass(frozen=True, slots=True)
class Told:
    """In seconds. ``basis``: what its teller learns from it."""

    low: float
    high: float
    basis: object


class Contestant(Protocol):
    def tell(self, calls: Sequence[Call], desks: Sequence[Desk], places: int, now: float) -> Sequence[Told]:
        """For each place from the first. ``calls``: those that are over, by their ends."""

    def learn(self, told: Told, actual: float) -> None: ...


@dataclass
class Estimator:
    """Asked as ``clinic.opd.waits`` asks it: what was read of the past is kept for a minute, habits for a day."""

    _resolved: deque[Resolved] = field(default_factory=lambda: deque(maxlen=LATEST_ERRORS))
    _history: History = field(default_factory=lambda: History(LIMIT_SECONDS))
    _read_at: float = 0.0

    def tell(self, calls: Sequence[Call], desks: Sequence[Desk], places: int, now: float) -> Sequence[Told]:
        if now - self._read_at >= FRESH_SECONDS:
            self._history, self._read_at = self._read(calls, now), now
        waits = estimate(self._history, [_doctor(desk, now) for desk in desks], places, now)
        return [Told(wait.low_seconds, wait.high_seconds, wait.forecast) for wait in waits]

    def learn(self, told: Told, actual: float) -> None:
        assert isinstance(told.basis, Forecast)
        self._resolved.append(Resolved(told.basis, actual))

    def _read(self, calls: Sequence[Call], now: float) -> History:
        days = self._history.days
        if day_of(now) != day_of(self._read_at):
            since, until = past_days(now)
            days = days_of(call for call in calls if since <= call.called_at < until)[-DAYS:]
        return History(LIMIT_SECONDS, handling_seconds(calls[-LATEST_CALLS:]), days, calibrated(self._resolved))


@dataclass
class Baseline:
    errors: Errors
    _past: deque[float] = field(default_factory=lambda: deque(maxlen=LATEST_ERRORS))
    _mean: float = 0.0
    _read_at: float = 0.0

    def tell(self, calls: Sequence[Call], desks: Sequence[Desk], places: int, now: float) -> Sequence[Told]:
        if now - self._read_at >= FRESH_SECONDS:
            self._mean, self._read_at = fmean(handling_seconds(calls[-LATEST_CALLS:]) or [LIMIT_SECONDS / 2]), now
        each = self._mean / max(1, sum(desk.state != "break" for desk in desks))
        low, high = self._errors()
        return [self._told(ahead * each, self._unit((ahead + 1) * each), low, high) for ahead in range(places)]

    def learn(self, told: Told, actual: float) -> None:
        assert isinstance(told.basis, tuple)
        guess, unit = told.basis
        self._past.append((actual - guess) / unit)

    def _unit(self, next_guess: float) -> float:
        return 1.0 if self.errors == "seconds" else next_guess

    def _told(self, guess: float, unit: float, low: float | None, high: float | None) -> Told:
        below = -FIRST_ERROR_SECONDS if low is None else unit * low
        above = FIRST_ERROR_SECONDS if high is None else unit * high
        return Told(max(0.0, guess + below), max(0.0, guess + above), (guess, unit))

    def _errors(self) -> tuple[float, float] | tuple[None, None]:
        if len(self._past) < FEWEST_ERRORS:
            return None, None
        return percentile(self._past, 10), percentile(self._past, 90)


def _doctor(desk: Desk, now: float) -> DoctorNow:
    assert desk.state in ("free", "busy", "break")
    return DoctorNow(str(desk.shift.doctor), desk.state, now - desk.since)
