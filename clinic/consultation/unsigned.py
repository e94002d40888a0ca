"""Notes that were left unsigned follow their doctor: at the end of her shift, then once a day for a week."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from clinic.consultation.consultation import Consultation
from clinic.notification.notice import DAY, HOUR, Kind, notice
from clinic.opd.hours import indian_day
from clinic.opd.ports import ConsultationRecords, NoticeBook
from clinic.patients.patient import INDIAN_TIME
from clinic.ports import Store
from clinic.staff.account import StaffId

FOLLOWED_SECONDS = 7 * DAY
LEFT_SECONDS = 12 * HOUR
MORNING, EVENING = 9, 20
"""Hours of the day in India between which she is reminded."""
STAFF_LANGUAGE = "en"


class UnsignedRecords(Protocol):
    async def unsigned(self, ended_after: float, ended_before: float) -> Mapping[StaffId, int]:
        """How many each doctor has left, of those that ended in that time."""


class TellingRecords(Protocol):
    @property
    def consultations(self) -> ConsultationRecords: ...
    @property
    def notices(self) -> NoticeBook: ...


class Records(TellingRecords, Protocol):
    @property
    def notes(self) -> UnsignedRecords: ...


class UnsignedWork:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def of(self, doctor: StaffId) -> list[Consultation]:
        """What she has to sign yet, the oldest first."""
        async with self._store.glancing() as records:
            return list(await records.consultations.unsigned_of(doctor))

    async def remind(self) -> int:
        """To be called again and again: each doctor is told once a day. How many were told."""
        now, told = self._wall_clock(), 0
        if not MORNING <= datetime.fromtimestamp(now, INDIAN_TIME).hour < EVENING:
            return 0
        async with self._store.reading() as records:
            left = await records.notes.unsigned(now - FOLLOWED_SECONDS, now - LEFT_SECONDS)
        if not left:
            return 0
        async with self._store.writing() as records:
            for doctor, count in left.items():
                told += await _told(records, doctor, count, "day", now)
        return told


async def tell_at_end_of_shift(records: TellingRecords, doctor: StaffId, now: float) -> bool:
    """Whether there was anything left to tell her of. For whoever sees her go off duty, in that transaction."""
    left = await records.consultations.unsigned_of(doctor)
    return bool(left) and await _told(records, doctor, len(left), "shift", now)


async def _told(records: TellingRecords, doctor: StaffId, count: int, occasion: str, now: float) -> bool:
    once = f"unsigned:{occasion}:{doctor}:{indian_day(now)}"
    return await records.notices.add(notice(Kind.UNSIGNED_WORK, doctor, STAFF_LANGUAGE, now, once=once, count=count))
