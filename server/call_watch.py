"""Sees in a call's room whether doctor and patient are both there, and tells the consultation when a line broke."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.consultation.consultation import ConsultationId
from clinic.opd.changes import consultation_of
from rooms.ports import RoomId
from rooms.records import Person
from rooms.roles import Role

PATIENCE_SECONDS = 4.0
"""A line that comes back sooner was not broken."""
ALONE_SECONDS = 45.0
"""So long somebody may need to come in, on a slow line. Also after another node died that had seen both together."""


class Lines(Protocol):
    async def broken(self, consultation: ConsultationId) -> None: ...

    async def mended(self, consultation: ConsultationId) -> None: ...


@dataclass
class Watched:
    """``lost_at``: since when one of both is missing; told at most once."""

    consultation: ConsultationId
    have_met: bool = False
    lost_at: float | None = None
    is_told: bool = False


class CallWatch:
    """``clock`` gives steady seconds."""

    def __init__(self, lines: Lines, clock: Callable[[], float]) -> None:
        self._lines = lines
        self._clock = clock
        self._watched: dict[RoomId, Watched] = {}
        self._mended: list[ConsultationId] = []

    def look(self, room: RoomId, people: Sequence[Person]) -> None:
        """To be called whenever somebody's line in a room changes."""
        consultation = consultation_of(room)
        if consultation is None:
            return
        watched = self._watched.setdefault(room, Watched(consultation))
        if _are_both_here(people):
            if not watched.have_met or watched.is_told:
                self._mended.append(consultation)
            watched.have_met, watched.lost_at, watched.is_told = True, None, False
        elif watched.lost_at is None:
            watched.lost_at = self._clock()

    def forget(self, room: RoomId) -> None:
        """It is over."""
        self._watched.pop(room, None)

    async def tell(self) -> None:
        """What is due now. To be called again and again."""
        mended, self._mended = self._mended, []
        for consultation in mended:
            await self._lines.mended(consultation)
        for watched in list(self._watched.values()):
            if self._is_broken(watched):
                watched.is_told = True
                await self._lines.broken(watched.consultation)

    def _is_broken(self, watched: Watched) -> bool:
        patience = PATIENCE_SECONDS if watched.have_met else ALONE_SECONDS
        is_lost = watched.lost_at is not None and self._clock() - watched.lost_at >= patience
        return is_lost and not watched.is_told


def _are_both_here(people: Sequence[Person]) -> bool:
    here = {one.role for seat in people if seat.connection == "connected" for one in seat.people}
    return {Role.DOCTOR, Role.PATIENT} <= here
