"""The board of each clinic: who is next, and how long it takes, as everybody in the waiting room sees it."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.opd.changes import ClinicUnknown
from clinic.opd.clinic import ClinicId, DutyState, Phase
from clinic.opd.ports import InLine, Records
from clinic.opd.waiting_time import Wait, spoken
from clinic.opd.waiting_time_ports import Estimate
from clinic.opd.waits import Waits
from clinic.ports import Store

FRESH_SECONDS = 3.0
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class QueueView:
    """``doctors``: on duty. ``waits``: for each place and for whoever would come now; none where nothing is known."""

    clinic: ClinicId
    phase: Phase
    doctors: int
    line: tuple[InLine, ...]
    waits: tuple[Wait, ...]

    def place_of(self, token: ConsultationId) -> int | None:
        """1 is next; ``None``: not in line, as far as this view knows."""
        return next((place for place, one in enumerate(self.line, 1) if one.id == token), None)

    def wait_at(self, place: int) -> tuple[int, int] | None:
        """In minutes, as it is said."""
        if not self.waits or place > len(self.waits):
            return None
        wait = self.waits[place - 1]
        return spoken(wait.low_seconds, wait.high_seconds)

    def promise_to(self, token: Consultation, ahead: int) -> Estimate | None:
        """What somebody is told with her token, for its error to be measured."""
        if ahead >= len(self.waits) or token.waiting_since is None:
            return None
        return Estimate(token.id, self.clinic, token.waiting_since, ahead, self.doctors, self.waits[ahead])

    @property
    def wait_of_newcomer(self) -> tuple[int, int] | None:
        return self.wait_at(len(self.line) + 1)


class Board:
    """Keeps each clinic's view for a moment: a hundred pages ask at once. ``wall_clock``: seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._waits = Waits()
        self._views: dict[ClinicId, tuple[float, QueueView]] = {}

    async def of(self, clinic: ClinicId) -> QueueView:
        """A few seconds old at most. Raises ``ClinicUnknown``."""
        made_at, view = self._views.get(clinic, (0.0, None))
        if view is not None and 0 <= self._wall_clock() - made_at < FRESH_SECONDS:
            return view
        return await self.renewed(clinic)

    async def renewed(self, clinic: ClinicId) -> QueueView:
        """As it is now."""
        now = self._wall_clock()
        async with self._store.glancing() as records:
            view = await self._view(records, clinic, now)
        self._views[clinic] = (now, view)
        return view

    def stale(self, clinic: ClinicId) -> None:
        """It has changed."""
        self._views.pop(clinic, None)

    def known(self, clinic: ClinicId) -> QueueView | None:
        """What was last shown, without asking."""
        _, view = self._views.get(clinic, (0.0, None))
        return view

    async def _view(self, records: Records, clinic: ClinicId, now: float) -> QueueView:
        known = await records.clinics.get(clinic)
        if known is None:
            raise ClinicUnknown
        line = await records.consultations.line(clinic)
        duties = await records.duties.of_clinic(clinic)
        waits = await self._waits.of(records, known, duties, len(line) + 1, now)
        on = sum(one.state is DutyState.ON for one in duties)
        return QueueView(clinic, known.phase, on, tuple(line), waits)
