"""The online OPD, counted: ``clinic.statistics.opd_records.OpdRecords``."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, case, cast, func, literal, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.lifecycle import SEEN, Event, State
from clinic.opd.clinic import ClinicId
from clinic.statistics.counts import INDIAN_OFFSET_SECONDS
from clinic.statistics.opd_records import ClinicAt, Estimates, Lines, Measure, Measured, Quarter, Rolled, Step
from clinic.statistics.telling import QUARTER_SECONDS, QUARTERS_OF_A_DAY, quarter
from storage.dialect import upsert, whole
from storage.facilities import facility_of
from storage.tables.clinics import clinics, duties
from storage.tables.consultations import consultation_events, consultations
from storage.tables.facilities import facilities
from storage.tables.opd_statistics import opd_days
from storage.tables.waiting_times import wait_estimates
from storage.vault import Vault

AT_ONCE = 2_000
MINUTE = 60.0
EVERY = ClinicId("")
QUARTERS = {"hour": 4, "day": QUARTERS_OF_A_DAY}
_C, _D, _E, _W = consultations.c, duties.c, consultation_events.c, wait_estimates.c


class OpdStatisticsTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing that is counted is unsealed."""
        self._connection = connection

    async def clinics(self) -> Sequence[ClinicAt]:
        every = {row.id: row for row in await self._connection.execute(select(facilities))}
        found = await self._connection.execute(select(clinics).order_by(clinics.c.name, clinics.c.id))
        return [_clinic(row, every) for row in found]

    async def first_day(self) -> int | None:
        first = (await self._connection.execute(select(func.min(_C.ended_at)))).scalar_one()
        return None if first is None else quarter(first) // QUARTERS_OF_A_DAY

    async def rolled_until(self) -> int | None:
        query = select(func.max(opd_days.c.day)).where(opd_days.c.clinic == EVERY)
        last: int | None = (await self._connection.execute(query)).scalar_one()
        return last

    async def days(self, of: Collection[ClinicId], first: int, last: int) -> Sequence[Rolled]:
        query = select(opd_days).where(opd_days.c.clinic.in_(of), opd_days.c.day.between(first, last))
        return [Rolled(ClinicId(row.clinic), row.day, row.written) for row in await self._connection.execute(query)]

    async def add_days(self, day: int, rolled: Sequence[Rolled]) -> None:
        rows = [one._asdict() for one in (*rolled, Rolled(EVERY, day, ""))]
        await self._connection.execute(upsert(self._connection, opd_days).on_conflict_do_nothing(), rows)

    async def quarters(self, of: Collection[ClinicId], since: float, until: float) -> AsyncIterator[Quarter]:
        seen = _C.state.in_(SEEN)
        known, spoken = _languages()
        counted = {
            "seen": seen,
            "telephone": seen & (_C.mode == "telephone"),
            "met": seen & known & spoken,
            "unmet": seen & known & ~spoken,
        }
        busy = whole(self._connection, func.sum(case((seen, _C.ended_at - _C.called_at), else_=0.0)))
        others = {
            "no_shows": _C.state == State.NO_SHOW,
            "withdrawn": _C.state == State.WITHDRAWN,
            "cancelled": _C.state == State.CANCELLED,
        }
        sums = [*map(_many, counted.values()), busy, *map(_many, others.values())]
        joined = consultations.outerjoin(duties, _D.doctor == _C.doctor)
        query = select(_C.clinic, self._quarter(_C.ended_at), *sums).select_from(joined)
        async for row in self._each(query.where(_C.clinic.in_(of), *_within(_C.ended_at, since, until))):
            yield Quarter._make(row)

    async def lines(self, of: Collection[ClinicId], since: float, until: float) -> AsyncIterator[Lines]:
        is_back = _E.event == Event.RESUME.value
        broken = case((is_back, _E.figures["broken"].as_float()), else_=0.0)
        seconds = whole(self._connection, func.coalesce(func.sum(broken), 0.0))
        query = select(_E.clinic, self._quarter(_E.at), func.count(), _many(is_back), seconds)
        went_on = (_E.before == State.INTERRUPTED.value) & (_E.after != State.INTERRUPTED.value)
        async for row in self._each(query.where(_E.clinic.in_(of), went_on, *_within(_E.at, since, until))):
            yield Lines._make(row)

    async def estimates(self, of: Collection[ClinicId], since: float, until: float) -> AsyncIterator[Estimates]:
        is_covered = _W.actual_seconds.between(_W.low_seconds, _W.high_seconds)
        query = select(_W.clinic, self._quarter(_W.resolved_at), func.count(), _many(is_covered))
        async for row in self._each(query.where(_W.clinic.in_(of), *_within(_W.resolved_at, since, until))):
            yield Estimates._make(row)

    async def measured(
        self, measure: Measure, of: Collection[ClinicId], since: float, until: float, step: Step | None
    ) -> Sequence[Measured]:
        clinic, at, seconds, condition = _measure(measure)
        group = clinic if step is None else self._quarter(at, QUARTERS[step])
        value = whole(self._connection, func.abs(seconds) / MINUTE)
        query = select(group, value, func.count()).where(clinic.in_(of), condition, *_within(at, since, until))
        found = await self._connection.execute(query.group_by(literal_column("1"), literal_column("2")))
        return [Measured._make(row) for row in found]

    def _quarter(self, at: ColumnElement[Any], many: int = 1) -> ColumnElement[int]:
        """The first of so many."""
        return whole(self._connection, (at + INDIAN_OFFSET_SECONDS) / (QUARTER_SECONDS * many)) * many

    async def _each(self, query: Select[Any]) -> AsyncIterator[Row[Any]]:
        """By clinic and quarter, which stand first. A few at a time: the server has other work besides."""
        by: tuple[ColumnElement[Any], ...] = (literal_column("1"), literal_column("2"))
        async with self._connection.stream(query.group_by(*by).order_by(*by)) as found:
            async for some in found.partitions(AT_ONCE):
                for row in some:
                    yield row


def _measure(measure: Measure) -> tuple[Any, Any, ColumnElement[Any], ColumnElement[bool]]:
    """Of whom, when, how many seconds, and which rows."""
    if measure == "wait":
        return _C.clinic, _C.ended_at, _C.called_at - _C.waiting_since, _C.state.in_(SEEN)
    seconds = _W.median_seconds if measure == "expected" else _W.actual_seconds - _W.median_seconds
    return _W.clinic, _W.resolved_at, seconds, _W.actual_seconds.is_not(None)


def _within(at: Any, since: float, until: float) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return at >= since, at < until


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _languages() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether her doctor's languages are known, and whether hers is one of them: as the doctor's profile says now."""
    written = cast(_D.languages, Text)
    without = func.replace(written, literal('"') + _C.language + literal('"'), "")
    return func.coalesce(written, "[]") != "[]", without != written


def _clinic(row: Row[Any], every: dict[str, Row[Any]]) -> ClinicAt:
    chain, above = [], every.get(row.facility)
    while above is not None:
        chain.append(facility_of(above))
        above = every.get(above.parent)
    return ClinicAt(ClinicId(row.id), row.name, tuple(chain))
