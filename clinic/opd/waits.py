"""PROVISIONAL until the estimator is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic.opd.clinic import Clinic, Duty
from clinic.opd.ports import Records


@dataclass(frozen=True, slots=True)
class Wait:
    low_seconds: float
    median_seconds: float
    high_seconds: float


def spoken(low: float, high: float) -> tuple[int, int]:
    return int(low // 60), int(high // 60)


async def waits(records: Records, clinic: Clinic, duties: Sequence[Duty], places: int, now: float) -> tuple[Wait, ...]:
    return ()
