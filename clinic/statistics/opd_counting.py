"""Counting the online OPD for one span: the records' rows become blocks, and these figures by place and by time."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from clinic.opd.clinic import ClinicId
from clinic.statistics.opd_figures import (
    Figures,
    Sheet,
    Tally,
    figures,
    of_estimates,
    of_lines,
    of_quarters,
    sheet,
)
from clinic.statistics.opd_records import Estimates, Lines, Measure, OpdRecords, Quarter, Step
from clinic.statistics.percentiles import Histogram
from clinic.statistics.telling import QUARTERS_OF_A_DAY, Block, began

WIDTHS: Mapping[Step, int] = {"hour": 4, "day": QUARTERS_OF_A_DAY}
MEASURES: Sequence[Measure] = ("wait", "expected", "error")
NOBODY = Tally()

R = TypeVar("R", Quarter, Lines, Estimates)
Measures = Mapping[Measure, Mapping[str | int, dict[int, int]]]


class Span(NamedTuple):
    """In quarters since 1970 in India. ``origin``: of the blocks, where a month begins."""

    origin: int
    since: int
    until: int
    step: Step


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


async def count(records: OpdRecords, groups: Sequence[Sequence[ClinicId]], span: Span) -> Counted:
    """Each group's clinics together, all of them together, and by time."""
    clinics = [one for group in groups for one in group]
    tallies = await _tallies(records, clinics, span)
    by_clinic = await _measured(records, clinics, span, None)
    by_time = await _measured(records, clinics, span, span.step)
    length = span.until - span.since

    def told(of: Sequence[ClinicId]) -> Figures:
        cell = sheet([tallies.get(one, NOBODY) for one in of], span.since, max(length, 1))
        return figures(cell, 0, {name: _together(found, of) for name, found in by_clinic.items()})

    steps = -(-length // WIDTHS[span.step])
    series = sheet(list(tallies.values()), span.since, WIDTHS[span.step], steps)
    return Counted(told(clinics), [told(group) for group in groups], _points(series, steps, span, by_time))


async def _tallies(records: OpdRecords, clinics: Sequence[ClinicId], span: Span) -> Mapping[ClinicId, Tally]:
    since, until = began(span.origin), began(span.until)
    found: dict[ClinicId, dict[str, Sequence[Block]]] = {}
    async for clinic, quarters in _of_each(records.quarters(clinics, since, until)):
        found.setdefault(clinic, {}).update(of_quarters(quarters))
    async for clinic, lines in _of_each(records.lines(clinics, since, until)):
        found.setdefault(clinic, {}).update(of_lines(lines))
    async for clinic, estimates in _of_each(records.estimates(clinics, since, until)):
        found.setdefault(clinic, {}).update(of_estimates(estimates))
    return {clinic: Tally(**blocks) for clinic, blocks in found.items()}


async def _of_each(found: AsyncIterator[R]) -> AsyncIterator[tuple[ClinicId, list[R]]]:
    """One clinic's rows at a time: a state's of three months are many."""
    rows: list[R] = []
    async for row in found:
        if rows and row.clinic != rows[0].clinic:
            yield rows[0].clinic, rows
            rows = []
        rows.append(row)
    if rows:
        yield rows[0].clinic, rows


async def _measured(records: OpdRecords, clinics: Sequence[ClinicId], span: Span, step: Step | None) -> Measures:
    found: dict[Measure, dict[str | int, dict[int, int]]] = {name: {} for name in MEASURES}
    for name, groups in found.items():
        for one in await records.measured(name, clinics, began(span.since), began(span.until), step):
            groups.setdefault(one.group, {})[one.value] = one.many
    return found


def _together(groups: Mapping[str | int, dict[int, int]], of: Sequence[ClinicId]) -> Histogram:
    added: dict[int, int] = {}
    for clinic in of:
        for value, many in groups.get(clinic, {}).items():
            added[value] = added.get(value, 0) + many
    return added


def _points(series: Sheet, steps: int, span: Span, measured: Measures) -> list[Point]:
    """Without what lies before the first and after the last hour or day in which anything was."""
    told = []
    for index in range(steps):
        start = span.since + index * WIDTHS[span.step]
        values = {name: found.get(start, {}) for name, found in measured.items()}
        told.append(Point(began(start), figures(series, index, values)))
    busy = [index for index, point in enumerate(told) if not _is_empty(point.figures)]
    return told[busy[0] : busy[-1] + 1] if busy else []


def _is_empty(one: Figures) -> bool:
    return not any(count != 0 for count in (one.seen, one.no_shows, one.withdrawn, one.cancelled, one.drops))
