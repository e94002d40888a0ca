"""Rooms and the invitations into them, kept in the database: ``rooms.invitations.InvitationRegistry``."""

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rooms.invitations import Invitation, InvitationId, InvitedPerson
from rooms.ports import Refusal, RoomId
from rooms.roles import Role
from storage.dialect import upsert
from storage.engine import Database
from storage.tables.rooms import invitations, rooms
from storage.vault import Vault

SECRET_BYTES = 24
KEPT_SECONDS = 30 * 86_400.0  # after its end: whoever comes with an old link is still told what became of it
ID_BYTES = 8  # written in hexadecimal: an id stands in addresses and on command lines


class Invitations:
    """``wall_clock`` gives seconds since 1970 UTC. ``vault``: for the names of those whom a doctor calls."""

    def __init__(self, database: Database, wall_clock: Callable[[], float], vault: Vault | None = None) -> None:
        self._database = database
        self._wall_clock = wall_clock
        self._vault = vault

    async def find(self, secret: str) -> Invitation | None:
        """Also one that is expired or revoked: the answer to her differs."""
        return await self._one(invitations.c.secret_sha256 == _sha256(secret))

    async def get(self, invitation: InvitationId) -> Invitation | None:
        return await self._one(invitations.c.id == invitation)

    async def room_state(self, room: RoomId) -> Literal["open", "closed"] | None:
        async with self._database.reading() as connection:
            return await _state(connection, room)

    async def create_room(self, room: RoomId) -> None:
        """A room that is open already stays as it is. Raises ``Refusal`` for one that was closed."""
        async with self._database.writing() as connection:
            match await _state(connection, room):
                case "closed":
                    raise Refusal("room_closed", "The meeting in this room is over.")
                case None:
                    await connection.execute(insert(rooms).values(id=room, created_at=self._wall_clock()))

    async def close_room(self, room: RoomId) -> None:
        """For good. An unknown room is ignored, a closed one stays as it is."""
        async with self._database.writing() as connection:
            still_open = (rooms.c.id == room) & rooms.c.closed_at.is_(None)
            await connection.execute(update(rooms).where(still_open).values(closed_at=self._wall_clock()))

    async def invite(self, room: RoomId, people: Sequence[InvitedPerson], expires_at: float) -> tuple[Invitation, str]:
        """The invitation and its secret, which cannot be had again. Raises ``Refusal`` unless the room is open."""
        invitation = Invitation(
            InvitationId(secrets.token_hex(ID_BYTES)), room, tuple(people), expires_at, revoked=False
        )
        secret = secrets.token_urlsafe(SECRET_BYTES)
        async with self._database.writing() as connection:
            await _check_open(connection, room)
            await connection.execute(insert(invitations).values(**self._row(invitation, secret)))
        return invitation, secret

    async def seat(self, room: RoomId, seat: InvitationId, people: Sequence[InvitedPerson], expires_at: float) -> str:
        """``clinic.opd.call_rooms.SeatBook``: a new secret for that seat; the room is opened with its first one."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        called = Invitation(seat, room, tuple(people), expires_at, revoked=False, called=True)
        row = self._row(called, secret) | {"names": self._sealed(called), "people": _nameless(called)}
        async with self._database.writing() as connection:
            opened = upsert(connection, rooms).values(id=room, created_at=self._wall_clock())
            await connection.execute(opened.on_conflict_do_nothing())
            await _check_open(connection, room)
            seated = upsert(connection, invitations).values(**row)
            renewed = {"secret_sha256": row["secret_sha256"], "expires_at": expires_at}
            await connection.execute(seated.on_conflict_do_update(index_elements=[invitations.c.id], set_=renewed))
        return secret

    async def revoke(self, invitation: InvitationId) -> Invitation | None:
        """The invitation as it is now; ``None`` where there is none. Revoking twice is harmless."""
        async with self._database.writing() as connection:
            good = (invitations.c.id == invitation) & invitations.c.revoked_at.is_(None)
            await connection.execute(update(invitations).where(good).values(revoked_at=self._wall_clock()))
        return await self.get(invitation)

    async def forget_expired(self, before: float) -> int:
        """Deletes invitations that ended before then, and rooms closed before then which have none; how many of both.

        ``before``: mostly ``KEPT_SECONDS`` ago. The name of a forgotten room is free again.
        """
        async with self._database.writing() as connection:
            invited = await connection.execute(delete(invitations).where(invitations.c.expires_at < before))
            empty = ~select(invitations.c.id).where(invitations.c.room == rooms.c.id).exists()
            closed = await connection.execute(delete(rooms).where(rooms.c.closed_at < before, empty))
        return invited.rowcount + closed.rowcount

    def _row(self, invitation: Invitation, secret: str) -> dict[str, Any]:
        return {
            "id": invitation.id,
            "secret_sha256": _sha256(secret),
            "room": invitation.room,
            "people": [{"role": person.role.value, "name": person.name} for person in invitation.people],
            "created_at": self._wall_clock(),
            "expires_at": invitation.expires_at,
            "called": invitation.called,
        }

    def _sealed(self, invitation: Invitation) -> bytes:
        if self._vault is None:
            raise RuntimeError("names of patients are sealed, or not kept")
        return self._vault.seal(json.dumps([person.name for person in invitation.people]), _place(invitation.id))

    def _invitation(self, row: Row[Any]) -> Invitation:
        people = [InvitedPerson(role=Role(person["role"]), name=person["name"]) for person in row.people]
        if row.names is not None and self._vault is not None:
            names = json.loads(self._vault.unseal(row.names, _place(row.id)))
            people = [InvitedPerson(one.role, name) for one, name in zip(people, names, strict=True)]
        revoked = row.revoked_at is not None
        return Invitation(
            InvitationId(row.id), RoomId(row.room), tuple(people), row.expires_at, revoked, called=row.called
        )

    async def _one(self, condition: ColumnElement[bool]) -> Invitation | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(invitations).where(condition))).one_or_none()
        if row is not None and row.names is not None and self._vault is not None:
            await self._vault.refresh()
        return None if row is None else self._invitation(row)


async def _state(connection: AsyncConnection, room: RoomId) -> Literal["open", "closed"] | None:
    row = (await connection.execute(select(rooms.c.closed_at).where(rooms.c.id == room))).one_or_none()
    if row is None:
        return None
    return "open" if row.closed_at is None else "closed"


async def _check_open(connection: AsyncConnection, room: RoomId) -> None:
    match await _state(connection, room):
        case None:
            raise Refusal("room_unknown", "There is no such room.")
        case "closed":
            raise Refusal("room_closed", "The meeting in this room is over.")


def _nameless(invitation: Invitation) -> list[dict[str, str | None]]:
    return [{"role": person.role.value, "name": None} for person in invitation.people]


def _place(invitation: str) -> str:
    return f"invitations.names:{invitation}"


def _sha256(secret: str) -> str:
    """Enough for a secret of 192 random bits, which nobody can try out; a password would need a slow hash."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
