import asyncio
from dataclasses import dataclass

import pytest

from cluster.local import EverythingHere
from rooms.entrance import Entrance
from rooms.invitations import Invitation, InvitedPerson, RoomState
from rooms.join_grants import JoinGrants
from rooms.ports import Refusal, RoomId
from rooms.records import Seating
from rooms.roles import Grant, Role
from tests.support.invitations import InvitationsInMemory
from tests.unit.rooms.fakes import ROOM, WALL_SECONDS, House

ASHA = (InvitedPerson(Role.PATIENT, "Asha"),)
SOMEBODY = (InvitedPerson(Role.DOCTOR, None),)
TWO = (InvitedPerson(Role.HEALTH_WORKER, "Meera"), InvitedPerson(Role.PATIENT, None))


class SlowBook(InvitationsInMemory):
    """Answers about rooms only when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()

    async def room_state(self, room: RoomId) -> RoomState | None:
        state = await super().room_state(room)
        await self.gate.wait()
        return state


@dataclass
class Door:
    house: House
    book: SlowBook
    entrance: Entrance

    async def invite(self, people: tuple[InvitedPerson, ...] = ASHA, seconds: float = 3600) -> tuple[Invitation, str]:
        return await self.book.invite(ROOM, people, WALL_SECONDS + seconds)

    async def join(self, grant: str, *names: str) -> Seating:
        return self.entrance.take_seat(await self.entrance.check(grant, names))


@pytest.fixture
async def door() -> Door:
    house, book = House(), SlowBook()
    await book.create_room(ROOM)
    grants = JoinGrants(b"k" * 32, house.wall_clock)
    return Door(house, book, Entrance(book, grants, house.rooms, EverythingHere(), house.wall_clock))


async def test_an_invitation_says_whom_it_is_for_and_gives_a_grant(door: Door) -> None:
    _, secret = await door.invite()
    redeemed = await door.entrance.redeem(secret)
    assert (redeemed.people, redeemed.grants, redeemed.waits) == (ASHA, (Grant.PUBLISH,), True)
    seating = await door.join(redeemed.grant)
    assert (seating.admission, seating.grants) == ("waiting", (Grant.PUBLISH,))


async def test_an_invitation_is_redeemed_again_and_again(door: Door) -> None:
    _, secret = await door.invite()
    grants = {(await door.entrance.redeem(secret)).grant for _ in range(3)}
    assert len(grants) == 3


async def refused(door: Door, secret: str) -> str:
    with pytest.raises(Refusal) as refusal:
        await door.entrance.redeem(secret)
    return refusal.value.code


async def test_what_is_wrong_with_an_invitation_is_said(door: Door) -> None:
    revoked, secret_of_revoked = await door.invite()
    await door.book.revoke(revoked.id)
    _, secret_of_old = await door.invite(seconds=0)
    _, secret_of_good = await door.invite()
    assert await refused(door, "guess") == "invitation_unknown"
    assert await refused(door, secret_of_revoked) == "invitation_revoked"
    assert await refused(door, secret_of_old) == "invitation_expired"
    await door.book.close_room(ROOM)
    assert await refused(door, secret_of_good) == "room_closed"


async def test_an_invitation_revoked_after_it_was_redeemed_opens_nothing(door: Door) -> None:
    invitation, secret = await door.invite()
    redeemed = await door.entrance.redeem(secret)
    await door.book.revoke(invitation.id)
    with pytest.raises(Refusal) as refusal:
        await door.join(redeemed.grant)
    assert refusal.value.code == "invitation_revoked"


async def test_an_invitation_revoked_while_its_grant_is_checked_opens_nothing(door: Door) -> None:
    invitation, secret = await door.invite()
    redeemed = await door.entrance.redeem(secret)
    door.book.gate.clear()
    check = asyncio.create_task(door.entrance.check(redeemed.grant, ()))
    await asyncio.sleep(0)
    await door.book.revoke(invitation.id)
    door.house.rooms.turn_out(invitation.id)
    door.book.gate.set()
    with pytest.raises(Refusal) as refusal:
        await check
    assert refusal.value.code == "invitation_revoked"


async def test_a_grant_takes_a_seat_once(door: Door) -> None:
    _, secret = await door.invite()
    redeemed = await door.entrance.redeem(secret)
    await door.join(redeemed.grant)
    with pytest.raises(Refusal) as refusal:
        await door.join(redeemed.grant)
    assert refusal.value.code == "grant_used"


async def test_of_two_who_use_one_grant_at_the_same_moment_one_is_refused(door: Door) -> None:
    _, secret = await door.invite()
    redeemed = await door.entrance.redeem(secret)
    tickets = [await door.entrance.check(redeemed.grant, ()) for _ in range(2)]
    door.entrance.take_seat(tickets[0])
    with pytest.raises(Refusal) as refusal:
        door.entrance.take_seat(tickets[1])
    assert refusal.value.code == "grant_used"


async def test_a_grant_is_not_used_up_where_the_room_was_full(door: Door) -> None:
    _, secret = await door.invite(SOMEBODY)
    redeemed = await door.entrance.redeem(secret)
    others = [door.house.join(f"doctor {number}").participant for number in range(4)]
    with pytest.raises(Refusal) as refusal:
        await door.join(redeemed.grant, "Dr Rao")
    assert refusal.value.code == "room_full"
    door.house.rooms.leave(others[0])
    assert (await door.join(redeemed.grant, "Dr Rao")).admission == "admitted"


async def people_of(door: Door, people: tuple[InvitedPerson, ...], *names: str) -> list[str]:
    _, secret = await door.invite(people)
    ticket = await door.entrance.check((await door.entrance.redeem(secret)).grant, names)
    return [person.name for person in ticket.entry.people]


async def test_a_given_name_stays_and_a_missing_one_is_brought(door: Door) -> None:
    assert await people_of(door, ASHA, "Somebody else") == ["Asha"]
    assert await people_of(door, ASHA) == ["Asha"]
    assert await people_of(door, SOMEBODY, "Dr Rao") == ["Dr Rao"]
    assert await people_of(door, TWO, "M.", "Asha") == ["Meera", "Asha"]


@pytest.mark.parametrize(("people", "names"), [(SOMEBODY, ()), (TWO, ("Meera",)), (ASHA, ("Asha", "Ravi"))])
async def test_too_few_and_too_many_names_are_refused(
    door: Door, people: tuple[InvitedPerson, ...], names: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal) as refusal:
        await people_of(door, people, *names)
    assert (refusal.value.code, refusal.value.fields) == ("bad_message", ("names",))


async def test_the_same_invitation_on_another_device_takes_the_same_seat(door: Door) -> None:
    _, secret = await door.invite(SOMEBODY)
    first = await door.join((await door.entrance.redeem(secret)).grant, "Dr Rao")
    second = await door.join((await door.entrance.redeem(secret)).grant, "Dr. Rao")
    assert second.participant == first.participant
    assert second.resume_token != first.resume_token
    assert [person.people[0].name for person in second.room.people] == ["Dr. Rao"]
