"""A participant outlives her connection: she comes back into the same seat."""

import asyncio

from playwright.async_api import expect

from tests.support.capture import BLUE, GREEN, RED
from tests.support.meeting import Meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM

pytestmark = CHROMIUM
SHORT_CUT_SECONDS = 5
LONG_CUT_SECONDS = 60
BACK_WITHIN_SECONDS = 20.0


async def test_a_reload_comes_back_into_the_same_seat(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED, role="patient")
    rao = await demo.chromium("Dr Rao", GREEN)
    await rao.join()
    await asha.join()
    await rao.admit(asha)
    await see_and_hear_each_other([asha, rao])
    before = await asha.participant()
    offers = await rao.offers()

    await asha.reload()
    await asha.is_at("call")
    await see_and_hear_each_other([asha, rao])
    assert await asha.participant() == before
    assert await rao.probe("participants") == [before], "nobody new"
    assert await rao.offers() == offers


async def test_a_reload_in_the_lobby_keeps_the_place(demo: Meeting) -> None:
    rao = await demo.peer("Dr Rao", GREEN)
    asha = await demo.chromium("Asha", RED, role="patient")
    await rao.join()
    await asha.join()
    await asha.is_at("lobby")
    before = await asha.participant()
    await asha.reload()
    await asha.is_at("lobby")
    assert await asha.participant() == before
    await rao.command("admit", {"participant": before})
    await asha.is_at("call")
    await asha.sees(rao)


async def test_a_second_device_takes_the_seat_over_and_the_first_is_told(demo: Meeting) -> None:
    phone = await demo.chromium("Asha", RED, role="health_worker")
    rao = await demo.chromium("Dr Rao", GREEN)
    await phone.join()
    await rao.join()
    await see_and_hear_each_other([phone, rao])
    seat = await phone.participant()

    tablet = await demo.second_device(phone, BLUE)
    await tablet.join()
    await phone.is_at("closed")
    await expect(phone.page.locator("#closed")).to_contain_text("another")
    await see_and_hear_each_other([tablet, rao])
    assert await tablet.participant() == seat
    assert await rao.probe("participants") == [seat]


async def test_five_seconds_without_a_socket_leave_the_call_as_it_was(demo: Meeting) -> None:
    await _survives(demo, SHORT_CUT_SECONDS)


async def test_sixty_seconds_without_a_socket_end_in_the_same_seat(demo: Meeting) -> None:
    await _survives(demo, LONG_CUT_SECONDS)


async def _survives(demo: Meeting, seconds: float) -> None:
    asha = await demo.chromium("Asha", RED, role="health_worker")
    rao = await demo.chromium("Dr Rao", GREEN)
    line = await demo.line(asha)
    await asha.join()
    await rao.join()
    await see_and_hear_each_other([asha, rao])
    seat = await asha.participant()
    before = await asha.transport()

    await line.cut()
    await expect(rao.page.locator(".tile-note")).to_contain_text("0:0")
    await asyncio.sleep(seconds)
    await line.mend()
    await expect(rao.page.locator(".tile-note")).to_be_empty(timeout=BACK_WITHIN_SECONDS * 1000)
    await see_and_hear_each_other([asha, rao])
    assert await asha.participant() == seat
    assert (await asha.transport())["connections"] == before["connections"], "sound and picture never stopped"
