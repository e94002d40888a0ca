"""The waits of a clinic's places, from what its records tell of its past."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinic.opd.calibration import calibrated
from clinic.opd.clinic import Clinic, ClinicId, Duty, DutyState, Phase
from clinic.opd.futures import DoctorNow
from clinic.opd.habits import DAY_SECONDS, day_of, days_of, handling_seconds
from clinic.opd.ports import Records
from clinic.opd.waiting_time import History, Wait, estimate

LATEST_CALLS = 80
LATEST_ERRORS = 400
DAYS = 10
SINCE_SECONDS = 15 * DAY_SECONDS
"""Ten days on which a clinic is open are found in these."""
FRESH_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Remembered:
    """``day``: whose morning's habits these are."""

    history: History
    read_at: float
    day: float


class Waits:
    """What is read of a clinic's past is kept for a minute, and the habits of its doctors for the day."""

    def __init__(self) -> None:
        self._remembered: dict[ClinicId, Remembered] = {}

    async def of(
        self, records: Records, clinic: Clinic, duties: Sequence[Duty], places: int, now: float
    ) -> tuple[Wait, ...]:
        """For each place; none while it is closed, nor where nobody is on duty and nothing is known of its days."""
        if clinic.phase is Phase.CLOSED:
            return ()
        history = await self._history(records, clinic, now)
        doctors = [doctor_now(one, now) for one in duties]
        return estimate(history, doctors, places, now) if doctors or history.days else ()

    async def _history(self, records: Records, clinic: Clinic, now: float) -> History:
        known = self._remembered.get(clinic.id)
        if known is None or not 0 <= now - known.read_at < FRESH_SECONDS:
            known = self._remembered[clinic.id] = await _read(records, clinic, now, known)
        return replace(known.history, limit_seconds=float(clinic.limit_seconds))


def doctor_now(duty: Duty, now: float) -> DoctorNow:
    if duty.busy_since is not None:
        return DoctorNow(duty.doctor, "busy", max(0.0, now - duty.busy_since))
    return DoctorNow(duty.doctor, "break" if duty.state is DutyState.BREAK else "free", max(0.0, now - duty.since))


def past_days(now: float) -> tuple[float, float]:
    """Of these times are the calls that show habits."""
    return day_of(now) - SINCE_SECONDS, day_of(now)


async def _read(records: Records, clinic: Clinic, now: float, known: Remembered | None) -> Remembered:
    table, day = records.waiting_times, day_of(now)
    if known is not None and known.day == day:
        days = known.history.days
    else:
        days = days_of(await table.calls_between(clinic.id, *past_days(now)))[-DAYS:]
    handlings = handling_seconds(await table.latest_calls(clinic.id, LATEST_CALLS))
    calibration = calibrated(await table.resolved(clinic.id, LATEST_ERRORS))
    return Remembered(History(clinic.limit_seconds, handlings, days, calibration), now, day)
