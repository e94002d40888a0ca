"""Counting the online OPD for one span: days that are written down, and what has come since, by place and by time."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from clinic.opd.clinic import ClinicId
from clinic.statistics.opd_blocks import Cut, Opens, cut, of_estimates, of_lines, of_quarters
from clinic.statistics.opd_days import read
from clinic.statistics.opd_figures import Figures, figures
from clinic.statistics.opd_records import Estimates, Lines, Measure, Measured, OpdRecords, Quarter, Rolled, Step
from clinic.statistics.telling import QUARTERS_OF_A_DAY, Told, began, first_of_month, is_first_of_month

WIDTHS: Mapping[Step, int] = {"hour": 4, "day": QUARTERS_OF_A_DAY}
MEASURES: Sequence[Measure] = ("wait", "expected", "error")

R = TypeVar("R", Quarter, Lines, Estimates)
Counts = dict[Measure, dict[int, int]]


class Span(NamedTuple):
    """In quarters since 1970 in India."""

    since: int
    until: int
    step: Step

    @property
    def cells(self) -> int:
        return -(-(self.until - self.since) // WIDTHS[self.step])


@dataclass(frozen=True, slots=True)
class Point:
    """``at``: when its hour or day begins, seconds since 1970 UTC."""

    at: float
    figures: Figures


@dataclass(frozen=True, slots=True)
class Counted:
    """``groups``: in the order in which they were asked for."""

    total: Figures
    groups: Sequence[Figures]
    points: Sequence[Point]


@dataclass(slots=True)
class Cell:
    """Of one place and time."""

    told: dict[str, Told] = field(default_factory=dict)
    measured: Counts = field(default_factory=dict)

    def go_on(self, name: str, told: Told) -> None:
        """Of the same clinic."""
        self.told.setdefault(name, Told()).go_on(told)

    def measure(self, name: Measure, values: Iterable[tuple[int, int]]) -> None:
        found = self.measured.setdefault(name, {})
        for value, many in values:
            found[value] = found.get(value, 0) + many

    def add(self, other: "Cell") -> None:
        """Another clinic's."""
        for name, told in other.told.items():
            self.told.setdefault(name, Told()).add(told)
        for measure, histogram in other.measured.items():
            self.measure(measure, histogram.items())

    @property
    def figures(self) -> Figures:
        return figures(self.told, self.measured)


@dataclass(slots=True)
class Gathered:
    """``days``: that are written. ``tails``: what has come since; ``by_clinic`` and ``by_time``: the waits of it."""

    days: Sequence[Rolled]
    tails: Mapping[ClinicId, Cut]
    by_clinic: Mapping[Measure, Sequence[Measured]]
    by_time: Mapping[Measure, Sequence[Measured]]


async def count(records: OpdRecords, groups: Sequence[Sequence[ClinicId]], span: Span) -> Counted:
    """Each group's clinics together, all of them together, and by time."""
    gathered = await _gather(records, [one for group in groups for one in group], span)
    return await asyncio.to_thread(_assembled, gathered, groups, span)


async def cuts(
    records: OpdRecords, clinics: Sequence[ClinicId], begun: Mapping[ClinicId, Opens], since: int, until: int
) -> dict[ClinicId, Cut]:
    """Of each clinic where there is anything. ``begun``: what was open before."""
    counted: dict[ClinicId, dict[str, Iterable[tuple[int, tuple[int, ...]]]]] = {one: {} for one in begun}
    of = (clinics, began(since), began(until))
    async for clinic, quarters in _of_each(records.quarters(*of)):
        counted.setdefault(clinic, {}).update(of_quarters(quarters))
    async for clinic, lines in _of_each(records.lines(*of)):
        counted.setdefault(clinic, {}).update(of_lines(lines))
    async for clinic, estimates in _of_each(records.estimates(*of)):
        counted.setdefault(clinic, {}).update(of_estimates(estimates))
    return {clinic: cut(names, begun.get(clinic, {})) for clinic, names in counted.items()}


async def begun_by(records: OpdRecords, clinics: Sequence[ClinicId], day: int) -> dict[ClinicId, Opens]:
    """What was open when that day began: with a month nothing is. The day before is written."""
    if is_first_of_month(day):
        return {}
    return {one.clinic: left for one in await records.days(clinics, day - 1, day - 1) if (left := read(one).left)}


async def _gather(records: OpdRecords, clinics: Sequence[ClinicId], span: Span) -> Gathered:
    first = span.since // QUARTERS_OF_A_DAY
    tail = await _tail(records, span, first)
    since = tail * QUARTERS_OF_A_DAY
    last = min(tail, span.until // QUARTERS_OF_A_DAY) - 1
    days = await records.days(clinics, first, last) if span.step == "day" and first <= last else []
    if since >= span.until:
        return Gathered(days, {}, {}, {})
    begun = await begun_by(records, clinics, tail)
    shown = (clinics, began(max(since, span.since)), began(span.until))
    return Gathered(
        days,
        await cuts(records, clinics, begun, since, span.until),
        {name: await records.measured(name, *shown, None) for name in MEASURES},
        {name: await records.measured(name, *shown, span.step) for name in MEASURES},
    )


async def _tail(records: OpdRecords, span: Span, first: int) -> int:
    """The day from which on consultations themselves are counted: where a month begins, or the days are written."""
    origin = first_of_month(span.since) // QUARTERS_OF_A_DAY
    rolled = await records.rolled_until()
    written = origin if rolled is None else max(origin, rolled + 1)
    return min(written, first) if span.step == "hour" else written


async def _of_each(found: AsyncIterator[R]) -> AsyncIterator[tuple[ClinicId, list[R]]]:
    """One clinic's rows at a time."""
    rows: list[R] = []
    async for row in found:
        if rows and row.clinic != rows[0].clinic:
            yield rows[0].clinic, rows
            rows = []
        rows.append(row)
    if rows:
        yield rows[0].clinic, rows


def _assembled(gathered: Gathered, groups: Sequence[Sequence[ClinicId]], span: Span) -> Counted:
    clinics: dict[str, Cell] = {str(one): Cell() for group in groups for one in group}
    times = [Cell() for _ in range(span.cells)]
    _put_days(gathered.days, clinics, times, span)
    _put_tails(gathered.tails, clinics, times, span)
    for name, measured in gathered.by_clinic.items():
        for one in measured:
            clinics[str(one.group)].measure(name, [(one.value, one.many)])
    for name, measured in gathered.by_time.items():
        for one in measured:
            times[(int(one.group) - span.since) // WIDTHS[span.step]].measure(name, [(one.value, one.many)])
    return Counted(
        _together(clinics.values()).figures,
        [_together(clinics[one] for one in group).figures for group in groups],
        _points(times, span),
    )


def _put_days(days: Sequence[Rolled], clinics: Mapping[str, Cell], times: Sequence[Cell], span: Span) -> None:
    for rolled in days:
        day = read(rolled)
        index = day.day - span.since // QUARTERS_OF_A_DAY
        if not 0 <= index < len(times):
            continue
        times[index].add(Cell(dict(day.told), {name: dict(found) for name, found in day.measured.items()}))
        clinic = clinics[day.clinic]
        for name, told in day.told.items():
            clinic.go_on(name, told)
        for measure, histogram in day.measured.items():
            clinic.measure(measure, histogram.items())


def _put_tails(tails: Mapping[ClinicId, Cut], clinics: Mapping[str, Cell], times: Sequence[Cell], span: Span) -> None:
    for clinic, tail in tails.items():
        for name, cells in tail.cells(span.since, WIDTHS[span.step], len(times)).items():
            for index, told in cells.items():
                clinics[clinic].go_on(name, told)
                times[index].told.setdefault(name, Told()).add(told)


def _together(clinics: Iterable[Cell]) -> Cell:
    found = Cell()
    for one in clinics:
        found.add(one)
    return found


def _points(times: Sequence[Cell], span: Span) -> list[Point]:
    """From the first hour or day of which more than four are told to the last one."""
    width = WIDTHS[span.step]
    told = [Point(began(span.since + index * width), cell.figures) for index, cell in enumerate(times)]
    busy = [index for index, point in enumerate(told) if _has_counts(point.figures)]
    return told[busy[0] : busy[-1] + 1] if busy else []


def _has_counts(one: Figures) -> bool:
    return any((one.seen, one.no_shows, one.withdrawn, one.cancelled, one.drops))
