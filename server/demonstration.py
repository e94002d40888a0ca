"""A room to try things in: two people, and a link for each that is good for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from rooms.invitations import InvitationRegistry, InvitedPerson
from rooms.ports import RoomId
from rooms.roles import Role

ROOM = "demo"
PEOPLE = (InvitedPerson(Role.DOCTOR, "Dr Rao"), InvitedPerson(Role.PATIENT, "Asha"))
VALID_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class DemonstrationLink:
    """``secret`` is the fragment of the link."""

    person: InvitedPerson
    secret: str


async def invite_for_demonstration(
    invitations: InvitationRegistry, wall_clock: Callable[[], float]
) -> tuple[DemonstrationLink, ...]:
    """New ones at each start; those of former starts expire by themselves."""
    room = await _open_room(invitations)
    expires_at = wall_clock() + VALID_SECONDS
    return tuple(
        [DemonstrationLink(person, (await invitations.invite(room, (person,), expires_at))[1]) for person in PEOPLE]
    )


async def _open_room(invitations: InvitationRegistry) -> RoomId:
    """A room that somebody ended stays closed, so the next one gets a number."""
    for number in count(1):
        room = RoomId(ROOM if number == 1 else f"{ROOM}-{number}")
        if await invitations.room_state(room) != "closed":
            await invitations.create_room(room)
            return room
    raise AssertionError("numbers do not end")
