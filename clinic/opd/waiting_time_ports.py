"""What the waiting time needs of the records, and what is kept of each estimate that somebody was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.consultation.consultation import ConsultationId
from clinic.opd.calibration import Resolved
from clinic.opd.clinic import ClinicId
from clinic.opd.habits import Call
from clinic.opd.waiting_time import Wait


@dataclass(frozen=True, slots=True)
class Estimate:
    """What she was told with her token. ``ahead``: people before her. ``doctors``: on duty. ``made_at``: seconds since
    1970 UTC.
    """

    consultation: ConsultationId
    clinic: ClinicId
    made_at: float
    ahead: int
    doctors: int
    wait: Wait


class WaitingTimeRecords(Protocol):
    async def add(self, estimate: Estimate) -> None: ...

    async def resolve(self, consultation: ConsultationId, now: float) -> None:
        """She is called, on the day of her token and for the first time: otherwise nothing changes."""

    async def resolved(self, clinic: ClinicId, limit: int) -> Sequence[Resolved]:
        """The last ones that came true."""

    async def latest_calls(self, clinic: ClinicId, limit: int) -> Sequence[Call]:
        """The last that are over."""

    async def calls_between(self, clinic: ClinicId, since: float, until: float) -> Sequence[Call]:
        """Begun in that time and over."""
