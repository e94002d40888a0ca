import pytest

from rooms.chat import MOST_CHARACTERS, MOST_LINES, Chat
from rooms.directory import CHAT_KEPT_SECONDS
from rooms.ports import ParticipantId
from rooms.roles import Role
from tests.unit.rooms.fakes import WALL_SECONDS, House

ASHA = ParticipantId("asha")


@pytest.fixture
def house() -> House:
    return House()


async def test_a_line_is_told_to_everybody_and_kept(house: House) -> None:
    rao, meera = await house.seated("Dr Rao"), await house.seated("Meera")
    line = house.seat(rao).say("नमस्ते", "k1")
    assert (line.id, line.text, line.sent_at, line.people[0].name) == (1, "नमस्ते", WALL_SECONDS, "Dr Rao")
    for person in (rao, meera):
        assert [told["message"]["text"] for told in house.audience.events_of(person, "chat")] == ["नमस्ते"]
    assert house.join("Dr Sen").room.chat == (line,)


async def test_a_line_sent_again_is_kept_and_told_once(house: House) -> None:
    rao, meera = await house.seated("Dr Rao"), await house.seated("Meera")
    line = house.seat(rao).say("hello", "k1")
    assert house.seat(rao).say("hello", "k1") == line
    assert house.seat(meera).say("hello", "k1").id == 2
    assert len(house.audience.events_of(meera, "chat")) == 2


async def test_who_waits_hears_nothing_of_it(house: House) -> None:
    rao, asha = await house.seated("Dr Rao"), house.join("Asha", Role.PATIENT)
    house.seat(rao).say("hello", "k1")
    assert asha.room.chat == ()
    assert house.audience.events_of(asha.participant, "chat") == []
    house.seat(rao).admit(asha.participant)
    (admitted,) = house.audience.events_of(asha.participant, "admitted")
    assert [line["text"] for line in admitted["room"]["chat"]] == ["hello"]


async def test_the_chat_is_there_again_after_everybody_has_left(house: House) -> None:
    rao = await house.seated("Dr Rao")
    house.seat(rao).say("hello", "k1")
    house.rooms.leave(rao)
    assert len(house.rooms) == 0
    house.pass_time(CHAT_KEPT_SECONDS - 1)
    again = house.join("Dr Rao")
    assert [line.text for line in again.room.chat] == ["hello"]
    house.pass_time(1)
    house.rooms.leave(again.participant)
    house.pass_time(CHAT_KEPT_SECONDS)
    assert house.join("Dr Rao").room.chat == ()


async def test_a_closed_room_forgets_what_was_said(house: House) -> None:
    rao = await house.seated("Dr Rao", Role.DOCTOR)
    house.seat(rao).say("hello", "k1")
    await house.rooms.end(rao)
    assert house.join("Dr Rao").room.chat == ()


def test_the_oldest_lines_make_room() -> None:
    chat = Chat()
    for number in range(MOST_LINES + 10):
        chat.add(ASHA, (), f"line {number}", str(number), sent_at=0.0)
    assert len(chat) == MOST_LINES
    assert (chat.lines[0].text, chat.lines[-1].id) == ("line 10", MOST_LINES + 10)


def test_long_lines_make_room_sooner() -> None:
    chat = Chat()
    for number in range(100):
        chat.add(ASHA, (), "x" * 2000, str(number), sent_at=0.0)
    assert sum(len(line.text) for line in chat.lines) == MOST_CHARACTERS
