import asyncio

import pytest

from rooms.ports import Refusal, RoomId, Shown
from rooms.records import MediaOpening
from rooms.roles import Role
from tests.unit.rooms.fakes import ROOM, House


@pytest.fixture
def house() -> House:
    return House()


async def test_an_offer_is_answered_with_the_slots_of_those_who_are_there(house: House) -> None:
    meera = await house.seated("Meera")
    rao = house.join("Dr Rao")
    opening = await house.seat(rao.participant).open_media("offer")
    assert opening.answer.sdp == "answer to offer"
    assert (opening.slots.pairs[0].participant, opening.slots.pairs[0].video) == (meera, "camera")


async def test_a_pair_is_fed_only_after_the_acknowledgement(house: House) -> None:
    meera, rao = await house.seated("Meera"), await house.seated("Dr Rao")
    assert not house.relay.is_fed(meera, Shown(rao, "camera"))
    house.acknowledge(meera)
    assert house.relay.is_fed(meera, Shown(rao, "camera"))


async def test_somebody_whose_media_comes_later_is_fed_at_once_to_those_who_are_ready(house: House) -> None:
    meera = await house.seated("Meera")
    rao = house.join("Dr Rao").participant
    house.acknowledge(meera)
    assert not house.relay.is_fed(meera, Shown(rao, "camera"))
    await house.opened(rao)
    assert house.relay.is_fed(meera, Shown(rao, "camera"))


async def test_a_reassigned_pair_is_silenced_before_the_page_is_told() -> None:
    house = House(pairs=1)
    meera, rao, sen = [await house.seated(name) for name in ("Meera", "Dr Rao", "Dr Sen")]
    house.acknowledge(meera)
    old = house.seat(meera).participant.slots.revision
    house.rooms.leave(rao)
    assert house.relay.feeds_of(meera)[0] is None
    assert house.audience.events_of(meera, "slots")[-1]["pairs"][0]["participant"] == sen
    house.seat(meera).acknowledge(old)
    assert house.relay.feeds_of(meera)[0] is None
    house.seat(meera).acknowledge(old + 1)
    assert house.relay.feeds_of(meera)[0] == Shown(sen, "camera")


async def test_an_observer_sees_and_is_not_shown(house: House) -> None:
    rao = await house.seated("Dr Rao", Role.DOCTOR)
    watcher = house.join("Inspector", Role.OBSERVER).participant
    house.seat(rao).admit(watcher)
    house.pass_time(5)
    await house.opened(watcher)
    assert house.relay.permitted[watcher] == frozenset()
    assert house.relay.is_fed(watcher, Shown(rao, "camera"))
    assert house.audience.events_of(rao, "slots") == []


async def test_a_revision_that_was_never_sent_is_refused(house: House) -> None:
    rao = await house.seated("Dr Rao")
    with pytest.raises(Refusal) as refusal:
        house.seat(rao).acknowledge(99)
    assert (refusal.value.code, refusal.value.fields) == ("bad_message", ("revision",))


async def test_two_offers_at_the_same_moment_see_each_other(house: House) -> None:
    meera, rao = (house.join(name).participant for name in ("Meera", "Dr Rao"))
    house.relay.hold()
    offers = [asyncio.create_task(house.seat(one).open_media("offer")) for one in (meera, rao)]
    await asyncio.sleep(0)
    house.relay.release()
    first, second = await asyncio.gather(*offers)
    assert first.slots.pairs[0].participant == rao
    assert second.slots.pairs[0].participant == meera


async def test_leaving_while_the_offer_is_answered_leaves_nothing_behind(house: House) -> None:
    rao = house.join("Dr Rao").participant
    house.relay.hold()
    opening = asyncio.create_task(house.seat(rao).open_media("offer"))
    await asyncio.sleep(0)
    house.rooms.leave(rao)
    house.relay.release()
    with pytest.raises(Refusal) as refusal:
        await opening
    assert refusal.value.code == "not_joined"
    assert house.relay.orders[-1] == ("leave", rao)


async def test_a_refused_offer_changes_nothing(house: House) -> None:
    meera, rao = await house.seated("Meera"), await house.seated("Dr Rao")
    house.acknowledge(meera)
    house.relay.refusal = Refusal("bad_offer", "No audio.")
    with pytest.raises(Refusal):
        await house.seat(meera).open_media("offer")
    assert house.relay.is_fed(meera, Shown(rao, "camera"))
    assert await house.seat(meera).restart("x") == "restart of x"


async def test_a_new_connection_counts_no_acknowledgement_of_the_old_one(house: House) -> None:
    meera, rao = await house.seated("Meera"), await house.seated("Dr Rao")
    old = house.seat(meera).participant.slots.revision
    again = await house.seat(meera).open_media("offer")
    house.seat(meera).acknowledge(old)
    assert house.relay.feeds_of(meera)[0] is None
    house.seat(meera).acknowledge(again.slots.revision)
    assert house.relay.is_fed(meera, Shown(rao, "camera"))


async def test_of_two_offers_at_the_same_moment_the_later_one_counts(house: House) -> None:
    rao = house.join("Dr Rao").participant
    house.relay.hold()
    tasks = [asyncio.create_task(house.seat(rao).open_media(offer)) for offer in ("first", "second")]
    await asyncio.sleep(0)
    house.relay.release()
    first, second = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(first, Refusal)
    assert first.code == "superseded"
    assert isinstance(second, MediaOpening)
    assert second.answer.sdp == "answer to second"


async def test_only_the_rooms_of_a_replaced_worker_are_asked_for_new_offers(house: House) -> None:
    meera, rao = await house.seated("Meera"), await house.seated("Dr Rao")
    elsewhere = await house.seated("Dr Sen", room=RoomId("elsewhere"))
    house.rooms.workers_replaced([ROOM, RoomId("unknown")])
    assert house.audience.events_of(meera, "media_needed") == [{}]
    assert house.seen(rao, by=meera)["connection"] == "lost"
    assert house.audience.events_of(elsewhere, "media_needed") == []
    with pytest.raises(Refusal) as refusal:
        await house.seat(meera).restart("offer")
    assert refusal.value.code == "media_unavailable"


async def test_whoever_opens_media_first_is_fed_when_the_other_is_there_too(house: House) -> None:
    meera, rao = await house.seated("Meera"), await house.seated("Dr Rao")
    house.acknowledge(meera)
    house.rooms.workers_replaced([ROOM])
    house.relay.orders.clear()
    again = await house.seat(meera).open_media("offer")
    house.seat(meera).acknowledge(again.slots.revision)
    assert not house.relay.is_fed(meera, Shown(rao, "camera"))
    await house.seat(rao).open_media("offer")
    assert house.relay.is_fed(meera, Shown(rao, "camera"))


async def test_a_worker_that_dies_under_an_offer_is_asked_again_when_it_is_replaced(house: House) -> None:
    rao = house.join("Dr Rao").participant
    house.relay.hold()
    opening = asyncio.create_task(house.seat(rao).open_media("offer"))
    await asyncio.sleep(0)
    house.rooms.workers_replaced([ROOM])
    house.relay.release()
    await opening
    assert house.relay.opened == [rao, rao]
    assert house.audience.events_of(rao, "media_needed") == []
