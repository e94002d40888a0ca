import asyncio

import pytest

from media.messages import Connected, Lost, VideoPaused
from rooms.ports import ParticipantId, Refusal, RoomId
from rooms.records import Seating
from tests.unit.rooms.fakes import GRACE_SECONDS, ROOM, House


@pytest.fixture
def house() -> House:
    return House()


async def joined(house: House, name: str, room: RoomId = ROOM) -> Seating:
    """Seated, connected, and ready to see whoever is shown."""
    seating = await house.rooms.join(room, name, f"{name}'s offer")
    house.rooms.media_report(Connected(seating.participant))
    house.rooms.acknowledge(seating.participant, seating.slots.revision)
    return seating


def last_revision(house: House, participant: ParticipantId) -> int:
    return int(house.audience.events_of(participant, "slots")[-1]["revision"])


async def test_a_newcomer_is_told_who_is_there_and_in_which_pair(house: House) -> None:
    asha = await joined(house, "Asha")
    rao = await house.rooms.join(ROOM, "Dr Rao", "offer")
    assert [person.name for person in rao.people] == ["Asha", "Dr Rao"]
    assert rao.slots.pairs[0].participant == asha.participant
    assert rao.slots.pairs[0].name == "Asha"
    assert rao.answer.sdp == "answer to offer"


async def test_a_pair_is_fed_only_after_the_acknowledgement(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    assert house.relay.feeds_of(asha.participant)[0] is None
    house.rooms.acknowledge(asha.participant, last_revision(house, asha.participant))
    assert house.relay.feeds_of(asha.participant)[0] == rao.participant


async def test_a_reassigned_pair_is_silenced_before_the_page_is_told() -> None:
    house = House(pairs=1)
    asha, rao, meera = [await joined(house, name) for name in ("Asha", "Dr Rao", "Meera")]
    house.rooms.acknowledge(asha.participant, last_revision(house, asha.participant))
    old = last_revision(house, asha.participant)
    house.rooms.leave(rao.participant)
    assert house.relay.feeds_of(asha.participant)[0] is None
    assert house.audience.events_of(asha.participant, "slots")[-1]["pairs"][0]["name"] == "Meera"
    house.rooms.acknowledge(asha.participant, old)
    assert house.relay.feeds_of(asha.participant)[0] is None
    house.rooms.acknowledge(asha.participant, old + 1)
    assert house.relay.feeds_of(asha.participant)[0] == meera.participant


async def test_the_last_to_leave_takes_the_room_along(house: House) -> None:
    asha = await joined(house, "Asha")
    house.rooms.leave(asha.participant)
    assert len(house.rooms) == 0
    assert ("leave", asha.participant) in house.relay.orders


async def test_a_full_room_refuses_and_keeps_everybody() -> None:
    house = House(capacity=2)
    await joined(house, "Asha")
    await joined(house, "Dr Rao")
    with pytest.raises(Refusal) as refusal:
        await house.rooms.join(ROOM, "Meera", "offer")
    assert refusal.value.code == "room_full"


async def test_people_whose_join_is_under_way_count_for_the_room() -> None:
    house = House(capacity=1)
    house.relay.hold()
    first = asyncio.create_task(house.rooms.join(ROOM, "Asha", "offer"))
    await asyncio.sleep(0)
    with pytest.raises(Refusal):
        await house.rooms.join(ROOM, "Dr Rao", "offer")
    house.relay.release()
    assert (await first).people[0].name == "Asha"


async def test_two_joins_at_the_same_moment_see_each_other(house: House) -> None:
    house.relay.hold()
    joins = [asyncio.create_task(house.rooms.join(ROOM, name, "offer")) for name in ("Asha", "Dr Rao")]
    await asyncio.sleep(0)
    house.relay.release()
    asha, rao = await asyncio.gather(*joins)
    assert rao.slots.pairs[0].participant == asha.participant
    assert house.audience.events_of(asha.participant, "slots")[-1]["pairs"][0]["participant"] == rao.participant
    assert house.audience.events_of(rao.participant, "slots") == []


async def test_leaving_while_the_join_is_answered_leaves_nothing_behind(house: House) -> None:
    house.relay.hold()
    join = asyncio.create_task(house.rooms.join(ROOM, "Asha", "offer"))
    await asyncio.sleep(0)
    house.rooms.socket_lost(house.relay.opened[0])
    house.relay.release()
    with pytest.raises(Refusal) as refusal:
        await join
    assert refusal.value.code == "not_joined"
    assert len(house.rooms) == 0
    assert house.relay.orders[-1] == ("leave", house.relay.opened[0])


async def test_a_refused_offer_gives_the_seat_back(house: House) -> None:
    house.relay.refusal = Refusal("bad_offer", "No audio.")
    with pytest.raises(Refusal):
        await house.rooms.join(ROOM, "Asha", "offer")
    assert len(house.rooms) == 0


async def test_a_cancelled_join_gives_the_seat_back(house: House) -> None:
    house.relay.hold()
    join = asyncio.create_task(house.rooms.join(ROOM, "Asha", "offer"))
    await asyncio.sleep(0)
    join.cancel()
    with pytest.raises(asyncio.CancelledError):
        await join
    assert len(house.rooms) == 0


async def test_a_lost_socket_keeps_the_seat_and_the_others_are_told(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    house.rooms.socket_lost(rao.participant)
    assert house.connection_of(rao.participant, as_told_to=asha.participant) == "lost"
    resumed = house.rooms.resume(rao.participant, rao.resume_token)
    assert resumed.media == "kept"
    assert house.connection_of(rao.participant, as_told_to=asha.participant) == "connected"


async def test_lost_media_keeps_the_seat_until_the_grace_is_over(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    house.rooms.media_report(Lost(rao.participant, "silent"))
    assert house.connection_of(rao.participant, as_told_to=asha.participant) == "lost"
    house.rooms.expire(house.clock.now + GRACE_SECONDS - 1)
    assert house.audience.events_of(rao.participant, "seat_lost") == []
    house.rooms.expire(house.clock.now + GRACE_SECONDS)
    assert house.audience.events_of(rao.participant, "seat_lost") == [{}]
    with pytest.raises(Refusal):
        house.rooms.resume(rao.participant, rao.resume_token)


async def test_media_that_never_came_gives_the_seat_up_too(house: House) -> None:
    await house.rooms.join(ROOM, "Asha", "offer")
    house.rooms.expire(house.clock.now + GRACE_SECONDS)
    assert len(house.rooms) == 0


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_a_wrong_token_is_refused_like_an_unknown_seat(house: House, token: str) -> None:
    asha = await joined(house, "Asha")
    for participant in (asha.participant, ParticipantId("nobody")):
        with pytest.raises(Refusal) as refusal:
            house.rooms.resume(participant, token)
        assert refusal.value.code == "unknown_seat"


async def test_after_a_worker_was_replaced_everybody_is_asked_to_rejoin(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    house.rooms.worker_replaced()
    assert house.audience.events_of(asha.participant, "rejoin_needed") == [{}]
    assert house.connection_of(rao.participant, as_told_to=asha.participant) == "lost"
    assert house.rooms.resume(asha.participant, asha.resume_token).media == "lost"
    with pytest.raises(Refusal) as refusal:
        await house.rooms.restart(asha.participant, "offer")
    assert refusal.value.code == "media_unavailable"


async def test_whoever_rejoins_first_is_fed_when_the_other_is_there_too(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    house.rooms.acknowledge(asha.participant, last_revision(house, asha.participant))
    house.rooms.worker_replaced()
    house.relay.orders.clear()
    again = await house.rooms.rejoin(asha.participant, "offer")
    assert again.participant == asha.participant
    assert again.slots.pairs[0].participant == rao.participant
    house.rooms.acknowledge(asha.participant, again.slots.revision)
    assert house.relay.feeds_of(asha.participant)[0] is None
    await house.rooms.rejoin(rao.participant, "offer")
    assert house.relay.feeds_of(asha.participant)[0] == rao.participant


async def test_a_rejoin_counts_no_acknowledgement_of_the_old_connection(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    old = last_revision(house, asha.participant)
    again = await house.rooms.rejoin(asha.participant, "offer")
    house.rooms.acknowledge(asha.participant, old)
    assert house.relay.feeds_of(asha.participant)[0] is None
    house.rooms.acknowledge(asha.participant, again.slots.revision)
    assert house.relay.feeds_of(asha.participant)[0] == rao.participant


async def test_a_refused_rejoin_changes_nothing(house: House) -> None:
    asha, rao = await joined(house, "Asha"), await joined(house, "Dr Rao")
    house.rooms.acknowledge(asha.participant, last_revision(house, asha.participant))
    house.relay.refusal = Refusal("bad_offer", "No audio.")
    with pytest.raises(Refusal):
        await house.rooms.rejoin(asha.participant, "offer")
    assert house.relay.feeds_of(asha.participant)[0] == rao.participant
    assert await house.rooms.restart(asha.participant, "x") == "restart of x"


async def test_of_two_rejoins_at_the_same_moment_the_later_one_counts(house: House) -> None:
    asha = await joined(house, "Asha")
    house.relay.hold()
    tasks = [asyncio.create_task(house.rooms.rejoin(asha.participant, offer)) for offer in ("first", "second")]
    await asyncio.sleep(0)
    house.relay.release()
    first, second = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(first, Refusal)
    assert first.code == "superseded"
    assert isinstance(second, Seating)
    assert second.answer.sdp == "answer to second"


async def test_a_worker_that_dies_under_a_join_is_asked_again_when_it_is_replaced(house: House) -> None:
    house.relay.hold()
    join = asyncio.create_task(house.rooms.join(ROOM, "Asha", "offer"))
    await asyncio.sleep(0)
    house.rooms.worker_replaced()
    house.relay.release()
    asha = await join
    assert house.relay.opened == [asha.participant, asha.participant]
    assert house.audience.events_of(asha.participant, "rejoin_needed") == []


async def test_a_paused_picture_is_told_to_the_one_whose_line_is_slow(house: House) -> None:
    asha = await joined(house, "Asha")
    house.rooms.media_report(VideoPaused(asha.participant, 2, True))
    assert house.audience.events_of(asha.participant, "video_paused") == [{"pair": 2, "paused": True}]


async def test_reports_about_people_who_left_are_ignored(house: House) -> None:
    house.rooms.media_report(Connected("nobody"))
    house.rooms.media_report(Lost("nobody", "closed"))
    house.rooms.socket_lost(ParticipantId("nobody"))
    house.rooms.leave(ParticipantId("nobody"))
    assert house.audience.told == []


async def test_commands_without_a_seat_are_refused(house: House) -> None:
    with pytest.raises(Refusal) as refusal:
        house.rooms.acknowledge(ParticipantId("nobody"), 0)
    assert refusal.value.code == "not_joined"
    with pytest.raises(Refusal):
        await house.rooms.rejoin(ParticipantId("nobody"), "offer")


async def test_rooms_know_nothing_of_one_another(house: House) -> None:
    await joined(house, "Asha", RoomId("one"))
    rao = await joined(house, "Dr Rao", RoomId("two"))
    assert [person.name for person in rao.people] == ["Dr Rao"]
