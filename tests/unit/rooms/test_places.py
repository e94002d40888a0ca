"""Rooms that live in another process, and what other processes have done to those that live here."""

import pytest

from rooms.entrance import Entrance
from rooms.invitations import InvitationId, InvitedPerson
from rooms.join_grants import JoinGrants
from rooms.places import NodeId
from rooms.ports import Refusal, RoomId
from rooms.roles import Role
from tests.unit.rooms.fakes import ROOM, WALL_SECONDS, House

RAO = (InvitedPerson(Role.DOCTOR, "Dr Rao"),)


class Map:
    """Where every room lives; ``None`` for those of which nobody knows just now."""

    def __init__(self, node: str | None) -> None:
        self.here = NodeId("here")
        self.node = None if node is None else NodeId(node)

    async def claim(self, room: RoomId) -> NodeId:
        if self.node is None:
            raise Refusal("places_unknown", "Try again in a moment.")
        return self.node


@pytest.fixture
async def house() -> House:
    house = House()
    await house.book.create_room(ROOM)
    return house


async def entrance_of(house: House, places: Map) -> tuple[Entrance, str]:
    """With a good invitation."""
    entrance = Entrance(house.book, JoinGrants(b"k" * 32, house.wall_clock), house.rooms, places, house.wall_clock)
    _, secret = await house.book.invite(ROOM, RAO, WALL_SECONDS + 60)
    return entrance, secret


async def test_whoever_redeems_is_told_where_the_room_lives(house: House) -> None:
    for node in ("here", "there"):
        entrance, secret = await entrance_of(house, Map(node))
        assert (await entrance.redeem(secret)).node == node


async def test_nobody_joins_a_room_that_lives_elsewhere(house: House) -> None:
    entrance, secret = await entrance_of(house, Map("there"))
    grant = (await entrance.redeem(secret)).grant
    with pytest.raises(Refusal) as refusal:
        await entrance.check(grant, ())
    assert refusal.value.code == "room_elsewhere"


async def test_a_room_of_which_nobody_knows_is_not_joined_by_guess(house: House) -> None:
    places = Map("here")
    entrance, secret = await entrance_of(house, places)
    grant = (await entrance.redeem(secret)).grant
    places.node = None
    with pytest.raises(Refusal) as refusal:
        await entrance.check(grant, ())
    assert refusal.value.code == "places_unknown"


async def test_a_room_is_held_while_anything_is_known_of_it(house: House) -> None:
    assert set(house.rooms.held) == set()
    rao = await house.seated("Dr Rao")
    assert set(house.rooms.held) == {ROOM}
    house.rooms.leave(rao)
    assert set(house.rooms.held) == set()


async def test_a_room_that_is_given_up_costs_everybody_her_seat_and_stays_open(house: House) -> None:
    rao = await house.seated("Dr Rao", Role.DOCTOR)
    asha = house.join("Asha", Role.PATIENT).participant
    sen = await house.seated("Dr Sen", room=RoomId("another"))
    house.rooms.give_up([ROOM])
    for person in (rao, asha):
        assert house.audience.names_of(person)[-1] == "seat_lost"
    assert set(house.rooms.held) == {RoomId("another")}
    house.seat(sen)
    assert await house.book.room_state(ROOM) == "open"


async def test_a_room_that_another_process_closed_is_ended_here(house: House) -> None:
    rao = await house.seated("Dr Rao", Role.DOCTOR)
    await house.rooms.heed_closing(ROOM)
    assert house.audience.events_of(rao, "ended") == []
    await house.book.close_room(ROOM)
    await house.rooms.heed_closing(ROOM)
    assert house.audience.events_of(rao, "ended") == [{}]


async def test_who_was_revoked_by_another_process_is_shown_out_here(house: House) -> None:
    entrance, secret = await entrance_of(house, Map("here"))
    ticket = await entrance.check((await entrance.redeem(secret)).grant, ())
    rao = entrance.take_seat(ticket).participant
    await house.rooms.heed_revoking(ticket.entry.invitation)
    assert house.audience.events_of(rao, "removed") == []
    await house.book.revoke(ticket.entry.invitation)
    await house.rooms.heed_revoking(InvitationId("of nobody"))
    await house.rooms.heed_all()
    assert house.audience.events_of(rao, "removed") == [{}]


async def test_whatever_was_missed_is_found_in_the_book(house: House) -> None:
    rao = await house.seated("Dr Rao", Role.DOCTOR)
    await house.book.close_room(ROOM)
    await house.rooms.heed_all()
    assert house.audience.events_of(rao, "ended") == [{}]
