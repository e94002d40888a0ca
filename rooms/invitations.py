"""Invitations: the long-lived, revocable right to one seat of one room, and the book that keeps them."""

from dataclasses import dataclass
from typing import Literal, NewType, Protocol

from rooms.ports import RoomId
from rooms.roles import Role

InvitationId = NewType("InvitationId", str)
RoomState = Literal["open", "closed"]
MOST_PEOPLE = 2


@dataclass(frozen=True, slots=True)
class InvitedPerson:
    """One of the people whom an invitation is for. A name that is given here stays."""

    role: Role
    name: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """One seat, for one or two people. ``expires_at``: seconds since 1970 UTC.

    ``called``: somebody in the room has called them, so that they wait in no lobby.
    """

    id: InvitationId
    room: RoomId
    people: tuple[InvitedPerson, ...]
    expires_at: float
    revoked: bool
    called: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(person.role for person in self.people)


class InvitationBook(Protocol):
    """What the entrance asks."""

    async def find(self, secret: str) -> Invitation | None:
        """The invitation whose link holds this secret, whatever became of it."""

    async def get(self, invitation: InvitationId) -> Invitation | None: ...

    async def room_state(self, room: RoomId) -> RoomState | None:
        """``None``: there never was such a room."""

    async def close_room(self, room: RoomId) -> None:
        """Nobody joins it any more. Closing it again, or a room that never was, changes nothing."""


class InvitationRegistry(InvitationBook, Protocol):
    """What the operator does beside."""

    async def create_room(self, room: RoomId) -> None:
        """Open a room; one that is open stays so. Raises ``Refusal`` room_closed for one that was closed."""

    async def invite(
        self, room: RoomId, people: tuple[InvitedPerson, ...], expires_at: float
    ) -> tuple[Invitation, str]:
        """A new invitation and the secret of its link, which is told this once: only its SHA-256 is kept.

        Raises ``Refusal``: room_unknown or room_closed.
        """

    async def revoke(self, invitation: InvitationId) -> Invitation | None:
        """Take it back, for good. Returns it as it is now; ``None`` for one that never was."""
