"""What the statistics of the online OPD need of the records: lean rows, counted by the database."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from clinic.audit.event import AuditTrail
from clinic.facilities.facility import Facility
from clinic.opd.clinic import ClinicId

Step = Literal["hour", "day"]


@dataclass(frozen=True, slots=True)
class ClinicAt:
    """``chain``: its facility, and those above it."""

    id: ClinicId
    name: str
    chain: tuple[Facility, ...]


class Quarter(NamedTuple):
    """Of one clinic and one quarter hour, by the end of each consultation.

    ``seen``: a doctor has spoken with her; the next four are of these. ``met``: in a language of her doctor's profile,
    ``unmet``: in none of them; of others it is not known. ``busy_seconds``: doctors with them, from the call to the
    end. ``withdrawn``: she gave her token back. ``cancelled``: the clinic did.
    """

    clinic: ClinicId
    at: int
    seen: int
    telephone: int
    met: int
    unmet: int
    busy_seconds: int
    no_shows: int
    withdrawn: int
    cancelled: int


class Lines(NamedTuple):
    """Of one clinic and one quarter hour: broken lines of which it is known how they went on, those after which both
    were back, and how long these were broken in all.
    """

    clinic: ClinicId
    at: int
    drops: int
    resumed: int
    broken_seconds: int


class Estimates(NamedTuple):
    """Of one clinic and one quarter hour: waits that have ended, and of those, which lay in the 80 % interval."""

    clinic: ClinicId
    at: int
    estimated: int
    covered: int


class Measured(NamedTuple):
    """So many of that value. ``group``: a clinic, or the quarter in which an hour or a day begins."""

    group: str | int
    value: int
    many: int


Measure = Literal["wait", "expected", "error"]
"""Minutes from the token to the call that she answered; what was expected of it; and how far off that was."""


class Rolled(NamedTuple):
    """One clinic's day that is over, as ``opd_days`` writes it. ``day``: since 1970 in India."""

    clinic: ClinicId
    day: int
    written: str


class OpdRecords(Protocol):
    async def clinics(self) -> Sequence[ClinicAt]:
        """All that there ever were, by name."""

    async def rolled_until(self) -> int | None:
        """The last day of which all clinics' days are written; ``None``: no day yet."""

    async def first_day(self) -> int | None:
        """On which a consultation ended first; ``None``: none has."""

    async def days(self, clinics: Collection[ClinicId], first: int, last: int) -> Sequence[Rolled]:
        """Those that are written, the last day included."""

    async def add_days(self, day: int, rolled: Sequence[Rolled]) -> None:
        """All of that day; where somebody has written it already, it stays."""

    def quarters(self, clinics: Collection[ClinicId], since: float, until: float) -> AsyncIterator[Quarter]:
        """By clinic and time, only where there is anything. ``since`` and ``until``: seconds since 1970 UTC."""

    def lines(self, clinics: Collection[ClinicId], since: float, until: float) -> AsyncIterator[Lines]: ...

    def estimates(self, clinics: Collection[ClinicId], since: float, until: float) -> AsyncIterator[Estimates]: ...

    async def measured(
        self, measure: Measure, clinics: Collection[ClinicId], since: float, until: float, step: Step | None
    ) -> Sequence[Measured]:
        """In steps of time; ``None``: by clinic."""


class WaitingCounts(Protocol):
    async def waiting_counts(self) -> Mapping[ClinicId, int]: ...


class DutyCounts(Protocol):
    async def counts(self) -> Mapping[ClinicId, int]: ...


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def consultations(self) -> WaitingCounts: ...
    @property
    def duties(self) -> DutyCounts: ...
    @property
    def opd_statistics(self) -> OpdRecords: ...
