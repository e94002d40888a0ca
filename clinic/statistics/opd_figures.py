"""The figures of the online OPD, from what may be told of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.statistics.opd_blocks import (
    BROKEN_SECONDS,
    BUSY_SECONDS,
    COVERED,
    LOST,
    MET,
    MISSED,
    RESUMED,
    SEEN,
    TELEPHONE,
    UNMET,
    VIDEO,
)
from clinic.statistics.opd_records import Measure
from clinic.statistics.percentiles import Histogram, percentile
from clinic.statistics.telling import Told

LEAST_FOR_MEDIAN = 5
LEAST_FOR_90TH = 10
HOUR_SECONDS = 3600.0
NOTHING = Told()


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


def figures(told: Mapping[str, Told], measured: Mapping[Measure, Histogram]) -> Figures:
    """``measured``: of the same places and time."""
    seen, lines = told.get("seen", NOTHING), told.get("ways_back", NOTHING)
    estimated, intervals = told.get("estimated", NOTHING), told.get("intervals", NOTHING)
    return Figures(
        seen=seen.count(),
        no_shows=told.get("no_shows", NOTHING).count(),
        withdrawn=told.get("withdrawn", NOTHING).count(),
        cancelled=told.get("cancelled", NOTHING).count(),
        wait_median_minutes=_percentile(measured, "wait", 50, seen),
        wait_90_minutes=_percentile(measured, "wait", 90, seen),
        telephone_percent=told.get("modes", NOTHING).percent(TELEPHONE, (TELEPHONE, VIDEO)),
        language_met_percent=told.get("languages", NOTHING).percent(MET, (MET, UNMET)),
        drops=told.get("drops", NOTHING).count(),
        resumed_percent=lines.percent(RESUMED, (RESUMED, LOST)),
        broken_mean_seconds=_mean(lines, BROKEN_SECONDS, RESUMED),
        estimate_expected_minutes=_percentile(measured, "expected", 50, estimated),
        estimate_error_minutes=_percentile(measured, "error", 50, estimated),
        estimate_coverage_percent=intervals.percent(COVERED, (COVERED, MISSED)),
        per_doctor_hour=_per_hour(seen),
    )


def _percentile(measured: Mapping[Measure, Histogram], measure: Measure, percent: int, of: Told) -> int | None:
    """Told where what is told anyway leaves no doubt that there are enough of them."""
    least = LEAST_FOR_MEDIAN if percent == 50 else LEAST_FOR_90TH
    return percentile(measured.get(measure, {}), percent) if of.surely >= least else None


def _mean(told: Told, part: int, of: int) -> int | None:
    return round(told.parts[part] / told.parts[of]) if told.parts and told.parts[of] else None


def _per_hour(seen: Told) -> float | None:
    busy = seen.parts[BUSY_SECONDS] if seen.parts else 0
    return round(seen.parts[SEEN] * HOUR_SECONDS / busy, 1) if busy > 0 else None
