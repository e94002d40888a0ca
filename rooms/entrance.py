"""The way in: an invitation is exchanged for a join grant, and the grant for a seat."""

from collections.abc import Callable
from dataclasses import dataclass

from rooms.directory import Rooms
from rooms.invitations import Invitation, InvitationBook, InvitedPerson
from rooms.join_grants import GOOD_FOR_SECONDS, JoinGrant, JoinGrants
from rooms.places import NodeId, RoomPlaces
from rooms.ports import Refusal, RoomId
from rooms.records import Entry, NamedPerson, Seating
from rooms.roles import Grant, grants_of, waits


@dataclass(frozen=True, slots=True)
class Redemption:
    """The reply to a redeemed invitation. ``node``: where the room lives; ``None`` where there is one node."""

    grant: str
    expires_in_seconds: float
    people: tuple[InvitedPerson, ...]
    grants: tuple[Grant, ...]
    waits: bool
    node: NodeId | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A grant that was found good just now, and what it opens."""

    grant: JoinGrant
    entry: Entry


class Entrance:
    """Every method raises ``Refusal`` where it cannot be granted. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(
        self,
        book: InvitationBook,
        grants: JoinGrants,
        rooms: Rooms,
        places: RoomPlaces,
        wall_clock: Callable[[], float],
    ) -> None:
        self._book = book
        self._places = places
        self._grants = grants
        self._rooms = rooms
        self._wall_clock = wall_clock

    async def redeem(self, secret: str) -> Redemption:
        """May be done again and again: a page that waited too long asks for another grant. It is good on every node."""
        invitation = await self._good(await self._book.find(secret))
        node = await self._places.claim(invitation.room)
        granted = grants_of(invitation.roles)
        return Redemption(
            grant=self._grants.issue(invitation),
            expires_in_seconds=GOOD_FOR_SECONDS,
            people=invitation.people,
            grants=tuple(grant for grant in Grant if grant in granted),
            waits=waits(invitation.roles) and not invitation.called,
            node=node,
        )

    async def check(self, grant_text: str, names: tuple[str, ...]) -> Ticket:
        """The grant, and once more its invitation: it may have been revoked since."""
        grant = self._grants.accept(grant_text)
        await self._require_here(grant.room)
        evictions = None
        while evictions != self._rooms.evictions:  # what was revoked while the book was read is read again
            evictions = self._rooms.evictions
            invitation = await self._good(await self._book.get(grant.invitation))
        return Ticket(grant, Entry(invitation.id, invitation.room, _named(invitation.people, names), invitation.called))

    def take_seat(self, ticket: Ticket) -> Seating:
        """Right after ``check``, with no wait between. The grant is used up only where a seat was given."""
        self._grants.check_unused(ticket.grant)
        seating = self._rooms.join(ticket.entry)
        self._grants.use(ticket.grant)
        return seating

    async def _require_here(self, room: RoomId) -> None:
        if await self._places.claim(room) != self._places.here:
            raise Refusal("room_elsewhere", "This room lives on another node of the server. Open your link again.")

    async def _good(self, invitation: Invitation | None) -> Invitation:
        if invitation is None:
            raise Refusal("invitation_unknown", "This link is not known here. Look whether all of it was copied.")
        if invitation.revoked:
            raise Refusal("invitation_revoked", "This link was taken back. Ask for a new one.")
        if invitation.expires_at <= self._wall_clock():
            raise Refusal("invitation_expired", "This link is too old. Ask for a new one.")
        state = await self._book.room_state(invitation.room)
        if state is None:
            raise Refusal("room_unknown", "There is no such room any more.")
        if state == "closed":
            raise Refusal("room_closed", "The meeting in this room is over.")
        return invitation


def _named(people: tuple[InvitedPerson, ...], names: tuple[str, ...]) -> tuple[NamedPerson, ...]:
    """A name that the invitation gives stays; whoever has none brings hers."""
    if len(names) > len(people):
        raise Refusal("bad_message", "There are more names than people.", ("names",))
    brought = names + (None,) * (len(people) - len(names))
    return tuple(_name(person, name) for person, name in zip(people, brought, strict=True))


def _name(person: InvitedPerson, brought: str | None) -> NamedPerson:
    name = person.name or brought
    if name is None:
        raise Refusal("bad_message", "Say your name.", ("names",))
    return NamedPerson(name, person.role)
