"""The in-memory twin of the invitations' storage."""

import hashlib
import secrets
from dataclasses import replace

from rooms.invitations import Invitation, InvitationId, InvitedPerson, RoomState
from rooms.ports import Refusal, RoomId


class InvitationsInMemory:
    """Satisfies ``rooms.invitations.InvitationRegistry``."""

    def __init__(self) -> None:
        self._rooms: dict[RoomId, RoomState] = {}
        self._invitations: dict[InvitationId, Invitation] = {}
        self._ids: dict[bytes, InvitationId] = {}

    async def find(self, secret: str) -> Invitation | None:
        invitation = self._ids.get(_digest(secret))
        return None if invitation is None else self._invitations[invitation]

    async def get(self, invitation: InvitationId) -> Invitation | None:
        return self._invitations.get(invitation)

    async def room_state(self, room: RoomId) -> RoomState | None:
        return self._rooms.get(room)

    async def close_room(self, room: RoomId) -> None:
        if room in self._rooms:
            self._rooms[room] = "closed"

    async def create_room(self, room: RoomId) -> None:
        if self._rooms.setdefault(room, "open") == "closed":
            raise Refusal("room_closed", "This room was closed.")

    async def invite(
        self, room: RoomId, people: tuple[InvitedPerson, ...], expires_at: float
    ) -> tuple[Invitation, str]:
        if room not in self._rooms:
            raise Refusal("room_unknown", "There is no such room.")
        await self.create_room(room)
        secret = secrets.token_urlsafe(24)
        invitation = Invitation(InvitationId(secrets.token_hex(8)), room, people, expires_at, revoked=False)
        self._invitations[invitation.id] = invitation
        self._ids[_digest(secret)] = invitation.id
        return invitation, secret

    async def revoke(self, invitation: InvitationId) -> Invitation | None:
        known = self._invitations.get(invitation)
        if known is not None:
            known = self._invitations[invitation] = replace(known, revoked=True)
        return known


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
