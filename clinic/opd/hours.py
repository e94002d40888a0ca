"""When a clinic is open: hours of the week and holidays, in Indian time."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clinic.patients.patient import INDIAN_TIME
from rooms.ports import Refusal

DAYS_AHEAD = 60
MOST_SPANS = 4
MOST_HOLIDAYS = 100
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class Span:
    """``weekday``: 0 is Monday. ``opens`` and ``closes``: "09:00"; a night's span is two, parted at midnight."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Seconds since 1970 UTC."""

    opens_at: float
    closes_at: float


@dataclass(frozen=True, slots=True)
class Hours:
    """``holidays``: ISO dates on which it stays closed."""

    week: tuple[Span, ...]
    holidays: frozenset[str] = frozenset()

    def opening_at(self, now: float) -> Opening | None:
        """The one that is going on."""
        return next((one for one in self._openings(now) if one.opens_at <= now < one.closes_at), None)

    def next_opening(self, now: float) -> Opening | None:
        """The first that begins after now; ``None`` where none does within two months."""
        return next((one for one in self._openings(now) if one.opens_at > now), None)

    def first_of_another_day(self, now: float) -> Opening | None:
        """The first that begins on a later day."""
        today = indian_day(now)
        return next((one for one in self._openings(now) if indian_day(one.opens_at) > today), None)

    def next_change(self, now: float) -> float | None:
        """When it opens or closes next by the hours."""
        going_on, coming = self.opening_at(now), self.next_opening(now)
        if going_on is not None:
            return going_on.closes_at
        return None if coming is None else coming.opens_at

    def _openings(self, now: float) -> Iterator[Opening]:
        first = datetime.fromtimestamp(now, INDIAN_TIME).date()
        for ahead in range(DAYS_AHEAD + 1):
            day = first + timedelta(days=ahead)
            if day.isoformat() not in self.holidays:
                yield from self._of(day)

    def _of(self, day: date) -> list[Opening]:
        spans = [span for span in self.week if span.weekday == day.weekday()]
        return sorted(
            (Opening(_at(day, one.opens), _at(day, one.closes)) for one in spans), key=lambda one: one.opens_at
        )


def checked_hours(week: tuple[Span, ...], holidays: frozenset[str]) -> Hours:
    """Raises ``Refusal`` hours_invalid."""
    spans = sorted(week, key=lambda span: (span.weekday, span.opens))
    if len(holidays) > MOST_HOLIDAYS or not all(_is_span(span) for span in spans):
        raise _invalid()
    for before, later in itertools.pairwise(spans):
        if before.weekday == later.weekday and later.opens < before.closes:
            raise _invalid()
    if any(sum(one.weekday == day for one in spans) > MOST_SPANS for day in range(7)):
        raise _invalid()
    return Hours(tuple(spans), frozenset(_date(day) for day in holidays))


def indian_day(now: float) -> str:
    """The ISO date in India."""
    return datetime.fromtimestamp(now, INDIAN_TIME).date().isoformat()


def _at(day: date, clock: str) -> float:
    """24:00 is the midnight that ends the day."""
    if clock == "24:00":
        return _at(day + timedelta(days=1), "00:00")
    return datetime.combine(day, time.fromisoformat(clock), INDIAN_TIME).timestamp()


def _is_span(span: Span) -> bool:
    ends = span.closes == "24:00" or _CLOCK.fullmatch(span.closes) is not None
    return 0 <= span.weekday <= 6 and _CLOCK.fullmatch(span.opens) is not None and ends and span.opens < span.closes


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _invalid() from None


def _invalid() -> Refusal:
    return Refusal(
        "hours_invalid", "Hours are written as 09:00 to 17:00 and do not overlap; holidays as dates.", ("hours",)
    )
