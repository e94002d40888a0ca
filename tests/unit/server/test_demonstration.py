from rooms.ports import RoomId
from rooms.roles import Role
from server.demonstration import invite_for_demonstration
from tests.support.invitations import InvitationsInMemory

NOON = 1_800_000_000.0


async def test_a_doctor_and_a_patient_are_invited_for_a_day() -> None:
    invitations = InvitationsInMemory()
    links = await invite_for_demonstration(invitations, lambda: NOON)
    found = [await invitations.find(link.secret) for link in links]
    assert [invitation.people for invitation in found if invitation] == [(link.person,) for link in links]
    assert [link.person.role for link in links] == [Role.DOCTOR, Role.PATIENT]
    assert {(invitation.room, invitation.expires_at) for invitation in found if invitation} == {("demo", NOON + 86_400)}


async def test_a_second_start_invites_into_the_same_room_until_it_is_closed() -> None:
    invitations = InvitationsInMemory()
    for ended, room in ((False, "demo"), (True, "demo"), (True, "demo-2"), (False, "demo-3")):
        link = (await invite_for_demonstration(invitations, lambda: NOON))[0]
        invitation = await invitations.find(link.secret)
        assert invitation is not None
        assert invitation.room == room
        if ended:
            await invitations.close_room(RoomId(room))
