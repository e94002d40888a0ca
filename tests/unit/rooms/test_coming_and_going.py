import pytest

from media.messages import Connected, Lost, VideoPaused
from rooms.ports import ParticipantId, Refusal, RoomId
from rooms.records import Entry, NamedPerson
from rooms.roles import Grant, Role
from tests.unit.rooms.fakes import GRACE_SECONDS, ROOM, House, entry_of


@pytest.fixture
def house() -> House:
    return House()


def refused(house: House, participant: ParticipantId, token: str) -> str:
    with pytest.raises(Refusal) as refusal:
        house.rooms.resume(participant, token)
    return refusal.value.code


def test_a_newcomer_is_told_who_is_there_and_the_others_of_her(house: House) -> None:
    rao = house.join("Dr Rao")
    meera = house.join("Meera", Role.HEALTH_WORKER)
    assert [person.people[0].name for person in meera.room.people] == ["Dr Rao", "Meera"]
    assert house.seen(meera.participant, by=rao.participant)["connection"] == "joining"
    assert house.audience.events_of(meera.participant, "people") == []


def test_two_people_on_one_tablet_have_one_seat_and_the_grants_of_both(house: House) -> None:
    people = (NamedPerson("Meera", Role.HEALTH_WORKER), NamedPerson("Asha", Role.PATIENT))
    seating = house.rooms.join(Entry(entry_of("Meera", Role.PATIENT).invitation, ROOM, people))
    assert seating.admission == "admitted"
    assert seating.grants == (Grant.PUBLISH, Grant.SCREEN, Grant.ADMIT)
    assert [person.people for person in seating.room.people] == [people]


def test_a_full_room_refuses_and_keeps_everybody() -> None:
    house = House(capacity=2)
    first = house.join("Dr Rao")
    house.join("Meera", Role.HEALTH_WORKER)
    with pytest.raises(Refusal) as refusal:
        house.join("Dr Sen")
    assert refusal.value.code == "room_full"
    assert len(house.audience.events_of(first.participant, "people")) == 1


def test_rooms_know_nothing_of_one_another(house: House) -> None:
    house.join("Dr Rao", room=RoomId("one"))
    sen = house.join("Dr Sen", room=RoomId("two"))
    assert [person.people[0].name for person in sen.room.people] == ["Dr Sen"]
    assert len(house.rooms) == 2


async def test_the_last_to_leave_takes_the_room_along(house: House) -> None:
    rao = await house.seated("Dr Rao")
    house.rooms.leave(rao)
    assert len(house.rooms) == 0
    assert ("leave", rao) in house.relay.orders


async def test_people_are_told_before_the_slots_that_show_them(house: House) -> None:
    rao = await house.seated("Dr Rao")
    house.join("Meera", Role.HEALTH_WORKER)
    assert house.audience.names_of(rao)[-2:] == ["people", "slots"]


async def test_a_lost_socket_keeps_the_seat_and_the_others_are_told_for_how_long(house: House) -> None:
    rao, meera = await house.seated("Dr Rao"), await house.seated("Meera")
    house.rooms.socket_lost(meera)
    assert house.seen(meera, by=rao)["connection"] == "lost"
    house.clock.now += 12
    sen = house.join("Dr Sen")
    assert [person.lost_seconds for person in sen.room.people] == [None, 12.0, None]


async def test_a_resume_gives_seat_room_and_slots_again(house: House) -> None:
    rao = await house.seated("Dr Rao")
    seating = house.join("Meera", Role.HEALTH_WORKER)
    await house.opened(seating.participant)
    house.rooms.socket_lost(seating.participant)
    resumed = house.rooms.resume(seating.participant, seating.resume_token)
    assert (resumed.media, resumed.admission) == ("kept", "admitted")
    assert [person.participant for person in resumed.room.people] == [rao, seating.participant]
    assert resumed.slots.pairs[0].participant == rao
    assert house.seen(seating.participant, by=rao)["connection"] == "connected"


def test_before_her_first_offer_a_resume_tells_that_there_is_no_media(house: House) -> None:
    seating = house.join("Dr Rao")
    resumed = house.rooms.resume(seating.participant, seating.resume_token)
    assert (resumed.media, resumed.slots.pairs) == ("lost", ())


def test_a_token_is_good_once_and_a_little_longer(house: House) -> None:
    seating = house.join("Dr Rao")
    first = house.rooms.resume(seating.participant, seating.resume_token)
    again = house.rooms.resume(seating.participant, seating.resume_token)
    assert len({seating.resume_token, first.resume_token, again.resume_token}) == 3
    house.clock.now += 31
    assert refused(house, seating.participant, seating.resume_token) == "unknown_seat"
    house.rooms.resume(seating.participant, again.resume_token)


@pytest.mark.parametrize("token", ["", "wrong", "टोकन"])
def test_a_strangers_token_is_refused_like_an_unknown_seat(house: House, token: str) -> None:
    rao, sen = house.join("Dr Rao"), house.join("Dr Sen")
    assert refused(house, rao.participant, token) == "unknown_seat"
    assert refused(house, ParticipantId("nobody"), token) == "unknown_seat"
    assert refused(house, rao.participant, sen.resume_token) == "unknown_seat"


async def test_another_device_takes_the_seat_over_with_all_that_belongs_to_it(house: House) -> None:
    rao = await house.seated("Dr Rao")
    first = house.join("Meera", Role.HEALTH_WORKER)
    await house.opened(first.participant)
    house.rooms.socket_lost(first.participant)
    second = house.join("Meera", Role.HEALTH_WORKER)
    assert second.participant == first.participant
    assert house.seen(first.participant, by=rao)["connection"] == "connected"
    assert refused(house, first.participant, first.resume_token) == "unknown_seat"
    assert house.rooms.resume(second.participant, second.resume_token).media == "kept"


async def test_lost_media_keeps_the_seat_until_the_grace_is_over(house: House) -> None:
    rao, meera = await house.seated("Dr Rao"), await house.seated("Meera")
    house.rooms.media_report(Lost(meera, "silent"))
    assert house.seen(meera, by=rao)["connection"] == "lost"
    house.pass_time(GRACE_SECONDS - 1)
    assert house.audience.events_of(meera, "seat_lost") == []
    house.pass_time(1)
    assert house.audience.events_of(meera, "seat_lost") == [{}]
    assert len(house.audience.events_of(rao, "people")[-1]["people"]) == 1


def test_media_that_never_came_gives_the_seat_up_too(house: House) -> None:
    house.join("Dr Rao")
    house.pass_time(GRACE_SECONDS)
    assert len(house.rooms) == 0


async def test_a_paused_picture_is_told_to_the_one_whose_line_is_slow(house: House) -> None:
    rao = await house.seated("Dr Rao")
    house.rooms.media_report(VideoPaused(rao, 2, True))
    assert house.audience.events_of(rao, "video_paused") == [{"pair": 2, "paused": True}]


def test_reports_about_people_who_left_are_ignored(house: House) -> None:
    house.rooms.media_report(Connected("nobody"))
    house.rooms.media_report(Lost("nobody", "closed"))
    house.rooms.socket_lost(ParticipantId("nobody"))
    house.rooms.leave(ParticipantId("nobody"))
    assert house.audience.told == []


def test_commands_without_a_seat_are_refused(house: House) -> None:
    with pytest.raises(Refusal) as refusal:
        house.seat(ParticipantId("nobody"))
    assert refusal.value.code == "not_joined"
