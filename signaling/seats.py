"""Which socket speaks for which participant."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NewType

import structlog

from rooms.ports import ParticipantId
from signaling.messages import EVENTS

SocketId = NewType("SocketId", str)
FINAL_EVENTS = frozenset({"seat_lost", "removed", "ended"})
Emit = Callable[[SocketId, str, Mapping[str, Any]], Awaitable[None]]

log = structlog.get_logger(__name__)


class Seats:
    """Satisfies ``rooms.ports.Audience``: events go to the socket that holds the seat now, in their order."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._sockets: dict[ParticipantId, SocketId] = {}
        self._participants: dict[SocketId, ParticipantId] = {}
        self._sending: set[asyncio.Task[None]] = set()

    def take(self, participant: ParticipantId, socket: SocketId) -> None:
        """The socket speaks for the participant from now on; one that did before is told."""
        displaced = self._sockets.get(participant)
        if displaced is not None and displaced != socket:
            self._send(displaced, "taken_over", {})
            del self._participants[displaced]
        self._sockets[participant] = socket
        self._participants[socket] = participant

    def vacate(self, socket: SocketId) -> ParticipantId | None:
        """The socket speaks for nobody any more. Returns for whom it did."""
        participant = self._participants.pop(socket, None)
        if participant is not None:
            del self._sockets[participant]
        return participant

    def participant_at(self, socket: SocketId) -> ParticipantId | None:
        return self._participants.get(socket)

    def tell(self, participant: ParticipantId, event: str, payload: Mapping[str, Any]) -> None:
        """Lost if she has no socket just now: a resume brings the present state."""
        socket = self._sockets.get(participant)
        if socket is not None:
            self._send(socket, event, payload)
        if event in FINAL_EVENTS and socket is not None:
            self.vacate(socket)
            log.info("seat_gone", participant=participant, reason=event)

    def greet(self, socket: SocketId, payload: Mapping[str, Any]) -> None:
        """The first word on a socket, before it speaks for anybody."""
        self._send(socket, "welcome", payload)

    async def delivered(self) -> None:
        """All that was said until now has been handed to the sockets."""
        if self._sending:
            await asyncio.wait(set(self._sending))

    def _send(self, socket: SocketId, event: str, payload: Mapping[str, Any]) -> None:
        message = EVENTS[event].model_validate(payload)
        task = asyncio.ensure_future(self._deliver(socket, event, message.model_dump(mode="json")))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _deliver(self, socket: SocketId, event: str, payload: Mapping[str, Any]) -> None:
        await self._emit(socket, event, payload)
