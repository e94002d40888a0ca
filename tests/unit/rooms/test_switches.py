import asyncio

import pytest

from rooms.media_choice import MediaChoice, Second
from rooms.ports import ParticipantId, Refusal, Shown
from rooms.roles import Role
from tests.unit.rooms.fakes import House

ON = MediaChoice(microphone=True, camera=True)
OFF = MediaChoice(microphone=False, camera=False)


@pytest.fixture
def house() -> House:
    return House(capacity=6, pairs=7)


def with_second(kind: Second) -> MediaChoice:
    return MediaChoice(microphone=True, camera=True, second=kind)


def code_of(house: House, participant: ParticipantId, choice: MediaChoice) -> str:
    with pytest.raises(Refusal) as refusal:
        house.seat(participant).set_media(choice)
    return refusal.value.code


async def two(house: House) -> tuple[ParticipantId, ParticipantId]:
    return await house.seated("Dr Rao", Role.DOCTOR), await house.seated("Meera")


async def test_what_is_switched_off_is_stopped_in_the_relay_and_told(house: House) -> None:
    rao, meera = await two(house)
    assert house.relay.permitted[meera] == {"microphone", "camera"}
    house.seat(meera).set_media(MediaChoice(microphone=False, camera=True))
    assert house.relay.permitted[meera] == {"camera"}
    assert house.seen(meera, by=rao)["microphone"] == "off"


async def test_what_was_chosen_before_the_offer_counts_from_its_first_packet(house: House) -> None:
    rao = house.join("Dr Rao").participant
    house.seat(rao).set_media(OFF)
    await house.opened(rao)
    assert house.relay.permitted[rao] == frozenset()


async def test_a_patient_chooses_in_the_lobby_already(house: House) -> None:
    rao, asha = await house.seated("Dr Rao"), house.join("Asha", Role.PATIENT).participant
    house.seat(asha).set_media(MediaChoice(microphone=True, camera=False))
    house.seat(rao).admit(asha)
    await house.opened(asha)
    assert house.relay.permitted[asha] == {"microphone"}
    assert house.seen(asha, by=rao)["camera"] == "off"


async def test_a_second_video_needs_its_grant(house: House) -> None:
    rao, _ = await two(house)
    ravi = house.join("Ravi", Role.INTERPRETER).participant
    assert code_of(house, ravi, with_second("screen")) == "not_allowed"
    watcher = house.join("Inspector", Role.OBSERVER).participant
    assert code_of(house, watcher, ON) == "not_allowed"
    house.seat(watcher).set_media(OFF)
    assert house.relay.permitted[rao] == {"microphone", "camera"}


async def test_a_second_video_gets_a_pair_of_its_own_beside_the_first(house: House) -> None:
    rao, meera = await two(house)
    house.seat(meera).set_media(with_second("screen"))
    assert house.relay.permitted[meera] == {"microphone", "camera", "second"}
    house.acknowledge(rao)
    assert house.relay.is_fed(rao, Shown(meera, "camera"))
    assert house.relay.is_fed(rao, Shown(meera, "second"))
    assert house.audience.names_of(rao)[-2:] == ["people", "slots"]
    house.seat(meera).set_media(ON)
    assert not house.relay.is_fed(rao, Shown(meera, "second"))


async def test_from_screen_to_second_camera_the_pair_stays(house: House) -> None:
    rao, meera = await two(house)
    house.seat(meera).set_media(with_second("screen"))
    told = len(house.audience.events_of(rao, "slots"))
    house.seat(meera).set_media(with_second("camera"))
    assert len(house.audience.events_of(rao, "slots")) == told
    assert house.seen(meera, by=rao)["second"] == "camera"


async def test_two_second_videos_are_on_at_once_and_a_third_has_to_wait(house: House) -> None:
    rao, meera = await two(house)
    sen = await house.seated("Dr Sen")
    house.seat(rao).set_media(with_second("screen"))
    house.seat(meera).set_media(with_second("camera"))
    assert code_of(house, sen, with_second("screen")) == "second_taken"
    house.seat(meera).set_media(with_second("screen"))
    house.rooms.leave(meera)
    house.seat(sen).set_media(with_second("screen"))


async def test_the_doctor_mutes_in_the_relay_whatever_the_page_does(house: House) -> None:
    rao, meera = await two(house)
    house.seat(rao).mute(meera, "microphone", muted=True)
    assert house.relay.permitted[meera] == {"camera"}
    assert house.seen(meera, by=meera)["microphone"] == "muted"
    assert code_of(house, meera, ON) == "muted_by_other"
    await house.opened(meera)
    assert house.relay.permitted[meera] == {"camera"}


async def test_a_mute_leaves_the_other_switches_to_her(house: House) -> None:
    rao, meera = await two(house)
    house.seat(rao).mute(meera, "microphone", muted=True)
    house.seat(meera).set_media(MediaChoice(microphone=True, camera=False))
    assert house.relay.permitted[meera] == frozenset()
    house.seat(meera).set_media(OFF)
    assert code_of(house, meera, MediaChoice(microphone=True, camera=False)) == "muted_by_other"


async def test_after_an_unmute_her_own_wish_counts_again(house: House) -> None:
    rao, meera = await two(house)
    house.seat(rao).mute(meera, "microphone", muted=True)
    house.seat(rao).mute(meera, "microphone", muted=False)
    assert house.relay.permitted[meera] == {"microphone", "camera"}
    house.seat(rao).mute(meera, "camera", muted=True)
    house.seat(meera).set_media(OFF)
    house.seat(rao).mute(meera, "camera", muted=False)
    assert house.relay.permitted[meera] == frozenset()
    assert house.seen(meera, by=rao)["camera"] == "off"


async def test_leaving_and_joining_again_undoes_no_mute(house: House) -> None:
    rao, meera = await two(house)
    house.seat(rao).mute(meera, "microphone", muted=True)
    house.rooms.leave(meera)
    again = await house.seated("Meera")
    assert again != meera
    assert house.relay.permitted[again] == {"camera"}


async def test_only_those_who_may_mute_do(house: House) -> None:
    rao, meera = await two(house)
    asha = house.join("Asha", Role.PATIENT).participant
    with pytest.raises(Refusal) as refusal:
        house.seat(meera).mute(rao, "camera", muted=True)
    assert refusal.value.code == "not_allowed"
    with pytest.raises(Refusal) as refusal:
        house.seat(rao).mute(asha, "camera", muted=True)
    assert refusal.value.code == "not_admitted"


async def test_the_same_again_tells_nobody_anything(house: House) -> None:
    rao, meera = await two(house)
    house.seat(rao).mute(meera, "camera", muted=True)
    told = len(house.audience.told)
    house.seat(rao).mute(meera, "camera", muted=True)
    house.seat(rao).set_media(ON)
    assert len(house.audience.told) == told


async def test_a_mute_while_the_offer_is_answered_counts(house: House) -> None:
    rao, meera = await two(house)
    house.relay.hold()
    opening = asyncio.create_task(house.seat(meera).open_media("offer"))
    await asyncio.sleep(0)
    house.seat(rao).mute(meera, "microphone", muted=True)
    house.relay.release()
    await opening
    assert house.relay.permitted[meera] == {"camera"}
