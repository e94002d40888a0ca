"""What every registry of invitations does: the same tests for the database and for its in-memory twin."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rooms.invitations import Invitation, InvitationId, InvitationRegistry, InvitedPerson
from rooms.ports import Refusal, RoomId
from rooms.roles import Role
from storage.engine import Database
from storage.invitations import Invitations
from tests.support.clocks import Clock
from tests.support.databases import ENGINES, empty_place
from tests.support.invitations import InvitationsInMemory

WARD = RoomId("ward-3")
ASHA = InvitedPerson(Role.PATIENT, "आशा")
DOCTOR = InvitedPerson(Role.DOCTOR, None)
NOON = 1_800_000_000.0
SURROGATE = chr(0xD800)


@pytest.fixture(params=[*ENGINES, "memory"])
def registered_at(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str | None:
    """Where the database is; ``None`` stands for the twin."""
    if request.param == "memory":
        return None
    return empty_place(request, tmp_path)


@pytest.fixture
async def registry(registered_at: Path | str | None) -> AsyncIterator[InvitationRegistry]:
    if registered_at is None:
        yield InvitationsInMemory()
        return
    database = await Database.open(registered_at)
    yield Invitations(database, lambda: NOON)
    await database.close()


async def invited(registry: InvitationRegistry, *people: InvitedPerson) -> tuple[Invitation, str]:
    await registry.create_room(WARD)
    return await registry.invite(WARD, people or (ASHA,), NOON + 60)


async def test_an_invitation_is_found_by_the_secret_of_its_link_and_by_its_id(registry: InvitationRegistry) -> None:
    invitation, secret = await invited(registry, ASHA, DOCTOR)
    assert (invitation.room, invitation.people, invitation.expires_at) == (WARD, (ASHA, DOCTOR), NOON + 60)
    assert not invitation.revoked
    assert await registry.find(secret) == invitation
    assert await registry.get(invitation.id) == invitation


async def test_no_two_invitations_are_alike(registry: InvitationRegistry) -> None:
    made = [await invited(registry) for _ in range(20)]
    assert len({invitation.id for invitation, _ in made}) == 20
    assert len({secret for _, secret in made}) == 20
    assert all(len(secret) >= 32 for _, secret in made)


@pytest.mark.parametrize("secret", ["", "guess", "x" * 200, "' OR 1=1 --", "आशा"])
async def test_what_was_never_given_is_not_found(secret: str, registry: InvitationRegistry) -> None:
    invitation, _ = await invited(registry)
    assert await registry.find(secret) is None
    assert await registry.find(invitation.id) is None
    assert await registry.get(InvitationId(secret)) is None
    assert await registry.revoke(InvitationId(secret)) is None


async def test_a_revoked_invitation_is_still_known_and_stays_revoked(registry: InvitationRegistry) -> None:
    invitation, secret = await invited(registry)
    for _ in range(2):
        revoked = await registry.revoke(invitation.id)
        assert revoked is not None
        assert revoked.revoked
    assert await registry.find(secret) == revoked


async def test_revoking_one_leaves_the_others_good(registry: InvitationRegistry) -> None:
    (first, _), (_, secret) = await invited(registry), await invited(registry)
    await registry.revoke(first.id)
    found = await registry.find(secret)
    assert found is not None
    assert not found.revoked


async def test_a_room_is_open_until_it_is_closed(registry: InvitationRegistry) -> None:
    assert await registry.room_state(WARD) is None
    await registry.create_room(WARD)
    await registry.create_room(WARD)
    assert await registry.room_state(WARD) == "open"
    for _ in range(2):
        await registry.close_room(WARD)
        assert await registry.room_state(WARD) == "closed"


async def test_a_closed_room_is_not_opened_again(registry: InvitationRegistry) -> None:
    await registry.create_room(WARD)
    await registry.close_room(WARD)
    for command in (registry.create_room(WARD), registry.invite(WARD, (ASHA,), NOON)):
        with pytest.raises(Refusal) as refused:
            await command
        assert refused.value.code == "room_closed"
    assert await registry.room_state(WARD) == "closed"


async def test_nobody_is_invited_into_a_room_that_never_was(registry: InvitationRegistry) -> None:
    with pytest.raises(Refusal) as refused:
        await registry.invite(WARD, (ASHA,), NOON)
    assert refused.value.code == "room_unknown"
    await registry.close_room(WARD)
    assert await registry.room_state(WARD) is None


async def test_invitations_outlive_the_process_and_the_secret_is_nowhere_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "paramarsh.sqlite"
    database = await Database.open(file)
    invitation, secret = await invited(Invitations(database, lambda: NOON))
    await database.close()
    assert secret.encode() not in file.read_bytes()
    again = await Database.open(file)
    assert await Invitations(again, lambda: NOON).find(secret) == invitation
    await again.close()


async def test_text_that_no_link_can_hold_is_simply_unknown(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "paramarsh.sqlite")
    assert await Invitations(database, lambda: NOON).find(SURROGATE) is None
    await database.close()


async def test_what_has_long_ended_is_forgotten_and_nothing_else(database: Database, clock: Clock) -> None:
    registry = Invitations(database, clock)
    await registry.create_room(WARD)
    old, _ = await registry.invite(WARD, (ASHA,), clock.now + 60)
    recent, secret = await registry.invite(WARD, (ASHA,), clock.now + 7_200)
    clock.advance(3_600)
    assert await registry.forget_expired(clock.now) == 1
    assert await registry.get(old.id) is None
    assert await registry.find(secret) == recent
    assert await registry.room_state(WARD) == "open"


async def test_a_closed_room_is_forgotten_after_its_invitations(database: Database, clock: Clock) -> None:
    registry = Invitations(database, clock)
    await invited_until(registry, clock.now + 7_200)
    await registry.close_room(WARD)
    clock.advance(3_600)
    assert await registry.forget_expired(clock.now) == 0
    assert await registry.room_state(WARD) == "closed"
    clock.advance(7_200)
    assert await registry.forget_expired(clock.now) == 2
    assert await registry.room_state(WARD) is None


async def test_a_room_that_was_closed_a_moment_ago_is_kept_and_so_is_an_open_one(
    database: Database, clock: Clock
) -> None:
    registry = Invitations(database, clock)
    await registry.create_room(WARD)
    await registry.create_room(RoomId("open"))
    before = clock.now
    clock.advance(1)
    await registry.close_room(WARD)
    assert await registry.forget_expired(before) == 0
    assert [await registry.room_state(room) for room in (WARD, RoomId("open"))] == ["closed", "open"]


async def invited_until(registry: Invitations, expires_at: float) -> None:
    await registry.create_room(WARD)
    await registry.invite(WARD, (ASHA,), expires_at)
