"""The figures of the online OPD, from what was counted in each clinic's quarter hours. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields

from clinic.statistics.opd_records import Estimates, Lines, Measure, Quarter
from clinic.statistics.percentiles import Histogram, percentile
from clinic.statistics.telling import Block, Parts, Told, blocks, tell, whole

LEAST_FOR_MEDIAN = 5
LEAST_FOR_90TH = 10
HOUR_SECONDS = 3600.0
SEEN, TELEPHONE, VIDEO, MET, UNMET, UNKNOWN, BUSY_SECONDS = range(7)
DROPS, RESUMED, LOST, BROKEN_SECONDS = range(4)
ESTIMATED, COVERED, MISSED = range(3)


@dataclass(frozen=True, slots=True)
class Tally:
    """One clinic's blocks. ``modes`` and ``languages`` are blocks of ``seen``, ``ways_back`` of ``drops``, and
    ``intervals`` of ``estimated``.
    """

    seen: Sequence[Block] = ()
    modes: Sequence[Block] = ()
    languages: Sequence[Block] = ()
    no_shows: Sequence[Block] = ()
    withdrawn: Sequence[Block] = ()
    cancelled: Sequence[Block] = ()
    drops: Sequence[Block] = ()
    ways_back: Sequence[Block] = ()
    estimated: Sequence[Block] = ()
    intervals: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one place and span. Of counts ``None`` is fewer than five, of all others too few to tell anything.

    ``seen``: consultations that ended. ``withdrawn``: tokens given back while waiting. ``drops``: lines that broke.
    ``language_met_percent``: of those whose doctor's languages are known, an interpreter not counted.
    ``estimate_coverage_percent``: of waits that lay in the interval said when the token was taken, which is made for
    80; ``estimate_error_minutes``: the median of how far off its middle was. ``broken_mean_seconds``: until both were
    back. ``per_doctor_hour``: consultations in an hour that doctors were with patients, from the call to the end.
    """

    seen: int | None
    no_shows: int | None
    withdrawn: int | None
    cancelled: int | None
    wait_median_minutes: int | None
    wait_90_minutes: int | None
    telephone_percent: int | None
    language_met_percent: int | None
    drops: int | None
    resumed_percent: int | None
    broken_mean_seconds: int | None
    estimate_expected_minutes: int | None
    estimate_error_minutes: int | None
    estimate_coverage_percent: int | None
    per_doctor_hour: float | None


Sheet = Mapping[str, Sequence[Told]]
"""By the names of a ``Tally``: a cell for each step of time."""


def of_quarters(quarters: Collection[Quarter]) -> dict[str, list[Block]]:
    """Of one clinic, in order of time, from the first of a month on: fields of its ``Tally``."""
    seen = blocks(((one.at, _parts(one)) for one in quarters if one.seen), (SEEN,))
    return {
        "seen": seen,
        "modes": blocks(whole(seen), (TELEPHONE, VIDEO)),
        "languages": blocks(whole(seen), (MET, UNMET, UNKNOWN)),
        "no_shows": blocks(((one.at, (one.no_shows,)) for one in quarters if one.no_shows), (0,)),
        "withdrawn": blocks(((one.at, (one.withdrawn,)) for one in quarters if one.withdrawn), (0,)),
        "cancelled": blocks(((one.at, (one.cancelled,)) for one in quarters if one.cancelled), (0,)),
    }


def of_lines(lines: Collection[Lines]) -> dict[str, list[Block]]:
    """As ``of_quarters``."""
    parts = ((one.at, (one.drops, one.resumed, one.drops - one.resumed, one.broken_seconds)) for one in lines)
    drops = blocks(parts, (DROPS,))
    return {"drops": drops, "ways_back": blocks(whole(drops), (RESUMED, LOST))}


def of_estimates(estimates: Collection[Estimates]) -> dict[str, list[Block]]:
    """As ``of_quarters``."""
    parts = ((one.at, (one.estimated, one.covered, one.estimated - one.covered)) for one in estimates)
    estimated = blocks(parts, (ESTIMATED,))
    return {"estimated": estimated, "intervals": blocks(whole(estimated), (COVERED, MISSED))}


def sheet(tallies: Collection[Tally], since: int, width: int, cells: int = 1) -> Sheet:
    """Told together. ``since``: the quarter in which the first cell begins; ``width``: of each, in quarters."""
    told = {one.name: [Told() for _ in range(cells)] for one in fields(Tally)}
    for one in tallies:
        for name, row in told.items():
            tell(getattr(one, name), row, since, width)
    return told


def figures(told: Sheet, cell: int, measured: Mapping[Measure, Histogram]) -> Figures:
    """``measured``: of the same places and time."""
    of = {name: row[cell] for name, row in told.items()}
    seen, estimated, lines = of["seen"], of["estimated"].surely, of["ways_back"]
    return Figures(
        seen=seen.count(),
        no_shows=of["no_shows"].count(),
        withdrawn=of["withdrawn"].count(),
        cancelled=of["cancelled"].count(),
        wait_median_minutes=_percentile(measured, "wait", 50, seen.surely),
        wait_90_minutes=_percentile(measured, "wait", 90, seen.surely),
        telephone_percent=of["modes"].percent(TELEPHONE, (TELEPHONE, VIDEO)),
        language_met_percent=of["languages"].percent(MET, (MET, UNMET)),
        drops=of["drops"].count(),
        resumed_percent=lines.percent(RESUMED, (RESUMED, LOST)),
        broken_mean_seconds=_mean(lines, BROKEN_SECONDS, RESUMED),
        estimate_expected_minutes=_percentile(measured, "expected", 50, estimated),
        estimate_error_minutes=_percentile(measured, "error", 50, estimated),
        estimate_coverage_percent=of["intervals"].percent(COVERED, (COVERED, MISSED)),
        per_doctor_hour=_per_hour(seen),
    )


def _parts(one: Quarter) -> Parts:
    others = (one.telephone, one.seen - one.telephone, one.met, one.unmet, one.seen - one.met - one.unmet)
    return (one.seen, *others, one.busy_seconds)


def _percentile(measured: Mapping[Measure, Histogram], measure: Measure, percent: int, surely: int) -> int | None:
    """Told where what is told anyway leaves no doubt that there are enough of them."""
    least = LEAST_FOR_MEDIAN if percent == 50 else LEAST_FOR_90TH
    return percentile(measured.get(measure, {}), percent) if surely >= least else None


def _mean(told: Told, part: int, of: int) -> int | None:
    return round(told.parts[part] / told.parts[of]) if told.parts and told.parts[of] else None


def _per_hour(seen: Told) -> float | None:
    busy = seen.parts[BUSY_SECONDS] if seen.parts else 0
    return round(seen.parts[SEEN] * HOUR_SECONDS / busy, 1) if busy > 0 else None
