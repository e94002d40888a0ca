import asyncio

import pytest

from rooms.invitations import InvitationId
from rooms.ports import Refusal, RoomId
from rooms.roles import Role
from tests.unit.rooms.fakes import ROOM, House


@pytest.fixture
async def house() -> House:
    house = House()
    await house.book.create_room(ROOM)
    return house


async def test_the_end_is_told_to_everybody_in_the_lobby_too_and_closes_the_room(house: House) -> None:
    rao, meera = await house.seated("Dr Rao", Role.DOCTOR), await house.seated("Meera")
    asha = house.join("Asha", Role.PATIENT).participant
    await house.rooms.end(rao)
    for person in (rao, meera, asha):
        assert house.audience.names_of(person)[-1] == "ended"
        with pytest.raises(Refusal):
            house.seat(person)
    assert ("leave", meera) in house.relay.orders
    assert len(house.rooms) == 0
    assert await house.book.room_state(ROOM) == "closed"


async def test_only_those_who_may_end_the_meeting_do(house: House) -> None:
    meera = await house.seated("Meera", Role.HEALTH_WORKER)
    with pytest.raises(Refusal) as refusal:
        await house.rooms.end(meera)
    assert refusal.value.code == "not_allowed"
    assert await house.book.room_state(ROOM) == "open"


async def test_the_end_of_one_room_leaves_the_others_alone(house: House) -> None:
    rao = await house.seated("Dr Rao", Role.DOCTOR)
    sen = await house.seated("Dr Sen", room=RoomId("elsewhere"))
    await house.rooms.end(rao)
    assert house.audience.events_of(sen, "ended") == []
    house.seat(sen)


async def test_an_offer_that_is_answered_after_the_end_opens_nothing(house: House) -> None:
    rao, meera = await house.seated("Dr Rao", Role.DOCTOR), house.join("Meera").participant
    house.relay.hold()
    opening = asyncio.create_task(house.seat(meera).open_media("offer"))
    await asyncio.sleep(0)
    await house.rooms.end(rao)
    house.relay.release()
    with pytest.raises(Refusal):
        await opening
    assert house.relay.orders[-1] == ("leave", meera)


async def test_whose_invitation_is_revoked_is_shown_out(house: House) -> None:
    rao, meera = await house.seated("Dr Rao"), await house.seated("Meera")
    house.rooms.turn_out(InvitationId("for Meera"))
    assert house.audience.events_of(meera, "removed") == [{}]
    assert len(house.audience.events_of(rao, "people")[-1]["people"]) == 1
    house.rooms.turn_out(InvitationId("for nobody"))
