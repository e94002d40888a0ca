"""Promises of a wait, and what a clinic's past tells: ``clinic.opd.waiting_time_ports.WaitingTimeRecords``."""

from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.opd.calibration import Forecast, Resolved
from clinic.opd.clinic import ClinicId
from clinic.opd.habits import Call, day_of
from clinic.opd.waiting_time_ports import Estimate
from storage.dialect import upsert
from storage.tables.consultations import consultations
from storage.tables.waiting_times import wait_estimates
from storage.vault import Vault

_C, _E = consultations.c, wait_estimates.c


class WaitingTimeTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing of it is sealed."""
        self._connection = connection

    async def add(self, estimate: Estimate) -> None:
        wait, forecast = estimate.wait, estimate.wait.forecast
        row = {
            "consultation": estimate.consultation,
            "clinic": estimate.clinic,
            "made_at": estimate.made_at,
            "ahead": estimate.ahead,
            "doctors": estimate.doctors,
            "low_seconds": wait.low_seconds,
            "median_seconds": wait.median_seconds,
            "high_seconds": wait.high_seconds,
            "forecast_median_seconds": forecast.median_seconds,
            "forecast_below_seconds": forecast.below_seconds,
            "forecast_above_seconds": forecast.above_seconds,
        }
        adding = upsert(self._connection, wait_estimates).values(row)
        await self._connection.execute(adding.on_conflict_do_nothing())

    async def resolve(self, consultation: ConsultationId, now: float) -> None:
        """Whoever was put off to another day did not wait through the night: of her nothing is learned."""
        unresolved = (_E.consultation == consultation) & _E.resolved_at.is_(None)
        true = update(wait_estimates).where(unresolved, _E.made_at >= day_of(now))
        await self._connection.execute(true.values(actual_seconds=now - _E.made_at, resolved_at=now))

    async def resolved(self, clinic: ClinicId, limit: int) -> list[Resolved]:
        query = select(wait_estimates).where(_E.clinic == clinic, _E.resolved_at.is_not(None))
        found = await self._connection.execute(query.order_by(_E.resolved_at.desc()).limit(limit))
        return [_resolved(row) for row in found]

    async def latest_calls(self, clinic: ClinicId, limit: int) -> list[Call]:
        calls = await self._calls(_calls_of(clinic).order_by(_C.ended_at.desc()).limit(limit))
        return sorted(calls, key=lambda call: call.called_at)

    async def calls_between(self, clinic: ClinicId, since: float, until: float) -> list[Call]:
        begun = (_C.called_at >= since) & (_C.called_at < until)
        return await self._calls(_calls_of(clinic).where(begun, _C.ended_at >= since).order_by(_C.called_at))

    async def _calls(self, query: Select[Any]) -> list[Call]:
        return [_call(row) for row in await self._connection.execute(query)]


def _calls_of(clinic: ClinicId) -> Select[Any]:
    columns = (_C.doctor, _C.waiting_since, _C.called_at, _C.ended_at)
    known = _C.doctor.is_not(None) & _C.called_at.is_not(None) & _C.ended_at.is_not(None)
    return select(*columns).where(_C.clinic == clinic, known)


def _call(row: Row[Any]) -> Call:
    since = row.called_at if row.waiting_since is None else row.waiting_since
    return Call(row.doctor, since, row.called_at, row.ended_at)


def _resolved(row: Row[Any]) -> Resolved:
    forecast = Forecast(row.forecast_median_seconds, row.forecast_below_seconds, row.forecast_above_seconds)
    return Resolved(forecast, row.actual_seconds)
