"""The statistics of the online OPD: for a live page, and as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import Field

from clinic.imports.formulas import neutralised
from clinic.patients.patient import INDIAN_TIME
from clinic.staff.permissions import SMALL_COUNT, Permission
from clinic.statistics.opd import OpdStatistics, Present, Row, Statistics, Wanted
from clinic.statistics.opd_counting import Point
from clinic.statistics.opd_figures import Figures
from clinic.statistics.opd_places import Place
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Query, Who

LevelWord = Literal["clinic", "district", "state"]
KindWord = Literal["state", "district", "hub", "clinic", "spoke", "opd"]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
COUNTS = ("seen", "no_shows", "withdrawn", "cancelled", "drops")
HIDDEN = f"<{SMALL_COUNT}"


class OfOpd(Query):
    """``level``: what a row stands for. ``place``: a clinic's or facility's id; all that is hers without it.

    ``from`` and ``to``: the first and the last day in India.
    """

    level: LevelWord = "clinic"
    place: Annotated[str, Field(max_length=32)] = ""
    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]


class OfOpdFile(OfOpd):
    """``by``: a row for each place, or for each hour or day."""

    by: Literal["place", "time"] = "place"


class FiguresAnswer(Answer):
    """Of the counts (``seen``, ``no_shows``, ``withdrawn``, ``cancelled``, ``drops``) null is fewer than five; of all
    others, too few to tell anything. Counts may be off by four for each clinic: see ``clinic.statistics.telling``.
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


class PresentAnswer(Answer):
    """At this moment: patients who wait, and doctors on duty."""

    waiting: int
    doctors: int


class PlaceAnswer(Answer):
    """``kind``: "opd" is an online clinic, all others are facilities."""

    id: str
    kind: KindWord
    name: str


class PlaceFiguresAnswer(Answer):
    place: PlaceAnswer
    present: PresentAnswer | None
    figures: FiguresAnswer


class TimeFiguresAnswer(Answer):
    """``at``: when the hour or day begins."""

    at: float
    figures: FiguresAnswer


class StatisticsAnswer(Answer):
    """``until``: what ended before is counted. ``present``: null for a span that is over. ``places``: to choose."""

    step: Literal["hour", "day"]
    until: float
    present: PresentAnswer | None
    total: FiguresAnswer
    rows: list[PlaceFiguresAnswer]
    points: list[TimeFiguresAnswer]
    places: list[PlaceAnswer]


def add_statistics(operations: Operations, statistics: OpdStatistics, permits: Permits) -> None:
    async def get_opd_statistics(call: Call, query: OfOpd) -> StatisticsAnswer:
        return _shown(await statistics.seen_by(await permits.account(call), _wanted(query), call.now))

    async def download_opd_statistics(call: Call, query: OfOpdFile) -> web.StreamResponse:
        actor = await permits.require(call, Permission.SEE_COUNTS)
        account = await permits.account(call)
        found = await statistics.downloaded_by(account, _wanted(query), actor, call.now)
        rows = _by_place(found) if query.by == "place" else _by_time(found)
        return _csv_file(f"opd-{query.first}-{query.last}-by-{query.by}.csv", rows)

    told: dict[str, Any] = {"who": Who.STAFF, "refuses": ("not_permitted", "span_invalid")}
    operations.add(
        "GET",
        "/statistics/opd",
        get_opd_statistics,
        "What the online OPD did, by place and by time",
        takes=OfOpd,
        gives=StatisticsAnswer,
        **told,
    )
    operations.add(
        "GET",
        "/statistics/opd.csv",
        download_opd_statistics,
        "The same for a spreadsheet",
        takes=OfOpdFile,
        media_type="text/csv",
        **told,
    )


def _wanted(query: OfOpd) -> Wanted:
    return Wanted(query.level, query.place, query.first, query.last)


def _shown(found: Statistics) -> StatisticsAnswer:
    return StatisticsAnswer(
        step=found.step,
        until=found.until,
        present=_present(found.present),
        total=_figures(found.total),
        rows=[_row(one) for one in found.rows],
        points=[TimeFiguresAnswer(at=one.at, figures=_figures(one.figures)) for one in found.points],
        places=[_place(one) for one in found.places],
    )


def _row(row: Row) -> PlaceFiguresAnswer:
    return PlaceFiguresAnswer(place=_place(row.place), present=_present(row.present), figures=_figures(row.figures))


def _place(place: Place) -> PlaceAnswer:
    return PlaceAnswer(id=place.id, kind=place.kind, name=place.name)


def _present(present: Present | None) -> PresentAnswer | None:
    return None if present is None else PresentAnswer(waiting=present.waiting, doctors=present.doctors)


def _figures(told: Figures) -> FiguresAnswer:
    return FiguresAnswer(**asdict(told))


def _by_place(found: Statistics) -> Iterator[Sequence[str]]:
    names = [field.name for field in fields(Figures)]
    yield ("place", "kind", *names)
    for row in found.rows:
        yield (row.place.name, row.place.kind, *_cells(row.figures))
    yield ("all together", "", *_cells(found.total))


def _by_time(found: Statistics) -> Iterator[Sequence[str]]:
    yield (found.step, *(field.name for field in fields(Figures)))
    for point in found.points:
        yield (_moment(point, found.step), *_cells(point.figures))


def _moment(point: Point, step: str) -> str:
    at = datetime.fromtimestamp(point.at, INDIAN_TIME)
    return at.strftime("%Y-%m-%d %H:%M" if step == "hour" else "%Y-%m-%d")


def _cells(told: Figures) -> list[str]:
    return [_cell(name, value) for name, value in asdict(told).items()]


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return HIDDEN if name in COUNTS else ""
    return str(value)


def _csv_file(name: str, rows: Iterator[Sequence[str]]) -> web.Response:
    """With a byte order mark, so that a spreadsheet reads its letters; no cell can act as a formula."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([neutralised(cell) for cell in row] for row in rows)
    return web.Response(
        text="\ufeff" + written.getvalue(),
        content_type="text/csv",
        charset="utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
