"""The statistics of the online OPD, as administrators see them: by place and by time, the small cells hidden."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.opd.clinic import ClinicId
from clinic.opd.hours import indian_day
from clinic.ports import Store
from clinic.staff.account import Account
from clinic.statistics.opd_counting import Counted, Point, Span, count
from clinic.statistics.opd_days import SETTLING_SECONDS
from clinic.statistics.opd_figures import Figures
from clinic.statistics.opd_places import Level, Place, choices, rows, scope_of, within
from clinic.statistics.opd_records import Records, Step
from clinic.statistics.telling import QUARTERS_OF_A_DAY, began, first_of_day, quarter
from rooms.ports import Refusal

MOST_DAYS = 92
HOURLY_DAYS = 3
"""Of so many days each hour is told, of more each day."""
MOST_KEPT = 32
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """``level``: what a row stands for. ``place``: a clinic or facility, "" for all that is hers. ``first`` and
    ``last``: days in India, ISO dates.
    """

    level: Level
    place: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Present:
    """Patients and doctors of this moment, as everybody in the waiting rooms sees them."""

    waiting: int
    doctors: int


@dataclass(frozen=True, slots=True)
class Row:
    """``present``: ``None`` where the span does not reach this day."""

    place: Place
    figures: Figures
    present: Present | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """``until``: what has ended by then is counted, seconds since 1970 UTC. ``places``: all that may be chosen."""

    step: Step
    until: float
    total: Figures
    present: Present | None
    rows: Sequence[Row]
    points: Sequence[Point]
    places: Sequence[Place]


class OpdStatistics:
    """What was counted is kept until the next quarter: pages that ask every few seconds cost next to nothing."""

    def __init__(self, store: Store[Records]) -> None:
        self._store = store
        self._turn = asyncio.Lock()
        self._kept: dict[tuple[object, ...], Counted] = {}

    async def seen_by(self, account: Account, wanted: Wanted, now: float) -> Statistics:
        """Raises ``Refusal``: not_permitted, span_invalid."""
        scope, span = scope_of(account), _span(wanted, now)
        async with self._store.reading() as records:
            clinics = await records.opd_statistics.clinics()
            grouped = rows(within(clinics, scope, wanted.place), scope, wanted.level)
            present = await _present(records, grouped) if _reaches_today(wanted, now) else {}
        counted = await self._counted(tuple(map(tuple, grouped.values())), span)
        return Statistics(
            step=span.step,
            until=began(span.until),
            total=counted.total,
            present=_all(present),
            rows=[Row(one, told, present.get(one)) for one, told in zip(grouped, counted.groups, strict=True)],
            points=counted.points,
            places=choices(clinics, scope),
        )

    async def downloaded_by(self, account: Account, wanted: Wanted, actor: Actor, now: float) -> Statistics:
        """As ``seen_by``; it is audited that somebody took it along."""
        found = await self.seen_by(account, wanted, now)
        async with self._store.writing() as records:
            subject = f"statistics:{wanted.level}:{wanted.first}:{wanted.last}"
            await records.audit.append(Event("statistics.downloaded", actor, subject))
        return found

    async def _counted(self, groups: tuple[tuple[ClinicId, ...], ...], span: Span) -> Counted:
        """One after the other, without a connection while waiting: who asks for the same finds it."""
        async with self._turn:
            found = self._kept.get((groups, span))
            if found is None:
                async with self._store.reading() as records:
                    found = await count(records.opd_statistics, groups, span)
                while len(self._kept) >= MOST_KEPT:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[groups, span] = found
            return found


async def _present(records: Records, grouped: Mapping[Place, Sequence[ClinicId]]) -> dict[Place, Present]:
    waiting, doctors = await records.consultations.waiting_counts(), await records.duties.counts()
    return {
        place: Present(sum(waiting.get(one, 0) for one in of), sum(doctors.get(one, 0) for one in of))
        for place, of in grouped.items()
    }


def _all(present: Mapping[Place, Present]) -> Present | None:
    if not present:
        return None
    return Present(sum(one.waiting for one in present.values()), sum(one.doctors for one in present.values()))


def _span(wanted: Wanted, now: float) -> Span:
    """Raises ``Refusal`` span_invalid."""
    first, last = _day(wanted.first), _day(wanted.last)
    if not first <= last or (last - first).days >= MOST_DAYS or first.isoformat() > indian_day(now):
        raise _span_invalid()
    since = first_of_day(first)
    settled = max(since, quarter(now - SETTLING_SECONDS))
    step: Step = "hour" if (last - first).days < HOURLY_DAYS else "day"
    return Span(since, min(first_of_day(last) + QUARTERS_OF_A_DAY, settled), step)


def _reaches_today(wanted: Wanted, now: float) -> bool:
    return _day(wanted.last).isoformat() >= indian_day(now)


def _day(text: str) -> date:
    """Raises ``Refusal`` span_invalid."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _span_invalid() from None
    if day.year < FIRST_YEAR:
        raise _span_invalid()
    return day


def _span_invalid() -> Refusal:
    return Refusal("span_invalid", f"Choose a span of 1 to {MOST_DAYS} days that has begun.", ("from", "to"))
