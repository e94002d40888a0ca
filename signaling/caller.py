"""Who sends a command, and what of the rooms she reaches by it."""

from collections.abc import Callable
from dataclasses import dataclass

from rooms.directory import Rooms
from rooms.entrance import Entrance
from rooms.ports import ParticipantId, Refusal
from rooms.seat import Seat
from signaling.seats import Seats, SocketId


@dataclass(frozen=True, slots=True)
class Caller:
    """``is_open`` tells after a wait whether the socket is still there; ``may_write`` takes one turn to write."""

    socket: SocketId
    entrance: Entrance
    rooms: Rooms
    seats: Seats
    is_open: Callable[[], bool]
    may_write: Callable[[], bool]

    @property
    def participant(self) -> ParticipantId:
        """Raises ``Refusal`` where this socket has no seat."""
        participant = self.seats.participant_at(self.socket)
        if participant is None:
            raise Refusal("not_joined", "Join a room first.")
        return participant

    @property
    def seat(self) -> Seat:
        return self.rooms.seat_of(self.participant)
