from collections.abc import Callable
from functools import partial

import pytest

from rooms.lobby import ANNOUNCEMENT_SECONDS, MOST_WAITING
from rooms.ports import ParticipantId, Refusal, RoomId
from rooms.roles import Role
from tests.unit.rooms.fakes import GRACE_SECONDS, House


@pytest.fixture
def house() -> House:
    return House()


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        action()
    return refusal.value.code


def test_a_patient_waits_until_she_is_admitted(house: House) -> None:
    rao = house.join("Dr Rao")
    asha = house.join("Asha", Role.PATIENT)
    assert (asha.admission, asha.room.people) == ("waiting", ())
    house.seat(rao.participant).admit(asha.participant)
    (admitted,) = house.audience.events_of(asha.participant, "admitted")
    assert [person["people"][0]["name"] for person in admitted["room"]["people"]] == ["Dr Rao", "Asha"]
    assert house.lobby(as_told_to=rao.participant) == []


def test_those_who_may_admit_are_told_who_waits_and_nobody_else(house: House) -> None:
    rao, interpreter = house.join("Dr Rao"), house.join("Ravi", Role.INTERPRETER)
    asha, bina = house.join("Asha", Role.PATIENT), house.join("Bina", Role.COMPANION)
    waiting = house.lobby(as_told_to=rao.participant)
    assert [one["participant"] for one in waiting] == [asha.participant, bina.participant]
    assert waiting[0]["people"] == ({"name": "Asha", "role": "patient"},)
    assert house.audience.events_of(interpreter.participant, "lobby") == []
    assert house.join("Dr Sen").room.lobby[0].participant == asha.participant
    assert house.join("Ravi", Role.INTERPRETER).room.lobby == ()


def test_who_waits_is_not_in_the_room_and_has_no_media(house: House) -> None:
    rao = house.join("Dr Rao")
    house.join("Asha", Role.PATIENT)
    assert house.audience.events_of(rao.participant, "people") == []
    assert house.relay.orders == []


async def test_who_waits_may_do_nothing_in_the_room(house: House) -> None:
    asha = house.seat(house.join("Asha", Role.PATIENT).participant)
    for action in (
        lambda: asha.say("hello", "1"),
        lambda: asha.admit(asha.participant.id),
        lambda: asha.mute(asha.participant.id, "camera", muted=True),
        lambda: house.rooms.remove(asha.participant.id, asha.participant.id),
    ):
        assert code_of(action) == "not_admitted"
    with pytest.raises(Refusal) as refusal:
        await asha.open_media("offer")
    assert refusal.value.code == "not_admitted"
    with pytest.raises(Refusal):
        await house.rooms.end(asha.participant.id)


def test_who_waits_does_not_count_for_the_room(house: House) -> None:
    patients = [house.join(f"patient {number}", Role.PATIENT) for number in range(6)]
    doctors = [house.join(f"doctor {number}") for number in range(4)]
    assert code_of(lambda: house.seat(doctors[0].participant).admit(patients[0].participant)) == "room_full"
    assert house.seat(patients[0].participant).participant.admission.value == "waiting"
    house.rooms.leave(doctors[1].participant)
    house.seat(doctors[0].participant).admit(patients[0].participant)


def test_a_full_lobby_refuses(house: House) -> None:
    for number in range(MOST_WAITING):
        house.join(f"patient {number}", Role.PATIENT)
    assert code_of(lambda: house.join("Asha", Role.PATIENT)) == "lobby_full"


def test_a_lost_socket_keeps_the_place_in_the_lobby(house: House) -> None:
    rao = house.join("Dr Rao").participant
    asha = house.join("Asha", Role.PATIENT)
    bina = house.join("Bina", Role.PATIENT)
    house.rooms.socket_lost(asha.participant)
    assert [one["is_here"] for one in house.lobby(rao)] == [False, True]
    resumed = house.rooms.resume(asha.participant, asha.resume_token)
    assert (resumed.admission, resumed.room.people, resumed.room.chat) == ("waiting", (), ())
    assert [one["is_here"] for one in house.lobby(rao)] == [True, True]
    house.rooms.socket_lost(bina.participant)
    house.pass_time(GRACE_SECONDS)
    assert house.audience.events_of(bina.participant, "seat_lost") == [{}]
    assert house.audience.events_of(asha.participant, "seat_lost") == []


async def test_once_let_in_her_media_is_expected(house: House) -> None:
    rao = await house.seated("Dr Rao")
    asha = house.join("Asha", Role.PATIENT).participant
    house.pass_time(10 * GRACE_SECONDS)
    house.seat(rao).admit(asha)
    assert house.seen(asha, by=rao)["connection"] == "joining"
    house.pass_time(GRACE_SECONDS - 1)
    assert house.audience.events_of(asha, "seat_lost") == []
    house.pass_time(1)
    assert house.audience.events_of(asha, "seat_lost") == [{}]


async def test_who_is_let_in_while_she_is_away_is_seen_as_lost(house: House) -> None:
    rao = await house.seated("Dr Rao")
    asha = house.join("Asha", Role.PATIENT)
    house.rooms.socket_lost(asha.participant)
    house.seat(rao).admit(asha.participant)
    assert house.seen(asha.participant, by=rao)["connection"] == "lost"
    assert house.rooms.resume(asha.participant, asha.resume_token).admission == "admitted"
    assert house.seen(asha.participant, by=rao)["connection"] == "joining"


def test_somebody_can_be_turned_away(house: House) -> None:
    rao, asha = house.join("Dr Rao").participant, house.join("Asha", Role.PATIENT).participant
    house.rooms.remove(rao, asha)
    assert house.audience.events_of(asha, "removed") == [{}]
    assert house.lobby(rao) == []
    assert code_of(lambda: house.seat(asha)) == "not_joined"


async def test_somebody_can_be_shown_out_by_those_who_may_admit_only(house: House) -> None:
    meera, asha = await house.seated("Meera"), house.join("Ravi", Role.INTERPRETER).participant
    assert code_of(lambda: house.rooms.remove(asha, meera)) == "not_allowed"
    house.rooms.remove(meera, asha)
    assert house.audience.events_of(asha, "removed") == [{}]
    assert len(house.audience.events_of(meera, "people")[-1]["people"]) == 1


def test_a_health_worker_cannot_show_the_doctor_out(house: House) -> None:
    rao, sunita = house.join("Dr Rao").participant, house.join("Sunita", Role.HEALTH_WORKER).participant
    assert code_of(lambda: house.rooms.remove(sunita, rao)) == "not_allowed"
    house.rooms.remove(rao, sunita)
    assert house.audience.events_of(sunita, "removed") == [{}]


def test_nobody_reaches_into_another_room(house: House) -> None:
    rao = house.join("Dr Rao").participant
    elsewhere = house.join("Asha", Role.PATIENT, room=RoomId("elsewhere")).participant
    for other in (elsewhere, ParticipantId("nobody")):
        assert code_of(partial(house.seat(rao).admit, other)) == "unknown_participant"
        assert code_of(partial(house.rooms.remove, rao, other)) == "unknown_participant"


def test_letting_somebody_in_twice_is_harmless(house: House) -> None:
    rao, asha = house.join("Dr Rao").participant, house.join("Asha", Role.PATIENT).participant
    house.seat(rao).admit(asha)
    house.seat(rao).admit(asha)
    assert len(house.audience.events_of(asha, "admitted")) == 1


async def test_everybody_is_told_of_an_observer_before_she_is_let_in(house: House) -> None:
    rao, meera = await house.seated("Dr Rao"), await house.seated("Meera")
    watcher = house.join("Inspector", Role.OBSERVER).participant
    house.seat(rao).admit(watcher)
    for person in (rao, meera):
        (told,) = house.audience.events_of(person, "observer_coming")
        assert (told["people"][0]["name"], told["in_seconds"]) == ("Inspector", ANNOUNCEMENT_SECONDS)
    assert house.lobby(rao)[0]["admission"] == "announced"
    house.pass_time(ANNOUNCEMENT_SECONDS - 1)
    assert house.audience.events_of(watcher, "admitted") == []
    house.pass_time(1)
    assert len(house.audience.events_of(watcher, "admitted")) == 1
    assert house.seen(watcher, by=meera)["microphone"] == "off"
    assert house.lobby(rao) == []


async def test_who_comes_while_an_observer_is_announced_is_told_too(house: House) -> None:
    rao = await house.seated("Dr Rao")
    watcher, asha = house.join("Inspector", Role.OBSERVER).participant, house.join("Asha", Role.PATIENT).participant
    house.seat(rao).admit(watcher)
    house.pass_time(2)
    meera = house.join("Meera").participant
    house.rooms.remind(meera)
    house.seat(rao).admit(asha)
    for person in (meera, asha):
        assert [told["in_seconds"] for told in house.audience.events_of(person, "observer_coming")] == [3.0]


async def test_an_announced_observer_has_her_place_in_the_room(house: House) -> None:
    rao = await house.seated("Dr Rao")
    watcher = house.join("Inspector", Role.OBSERVER).participant
    house.seat(rao).admit(watcher)
    house.join("Meera")
    house.join("Dr Sen")
    assert code_of(lambda: house.join("Dr Das")) == "room_full"
    house.rooms.remove(rao, watcher)
    house.join("Dr Das")
    house.pass_time(ANNOUNCEMENT_SECONDS)
    assert house.audience.events_of(watcher, "admitted") == []
