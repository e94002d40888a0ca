"""What is switched off is off: at the device, in the relay and on the others' pages."""

from playwright.async_api import expect

from tests.support.capture import BLUE, CYAN, GREEN, RED, Look
from tests.support.equipment import phone
from tests.support.meeting import Meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM
from tests.support.person import Person
from tests.support.waiting import eventually

pytestmark = CHROMIUM
WITHIN_SECONDS = 20.0


async def test_a_microphone_that_is_off_is_not_heard_until_it_is_on_again(demo: Meeting) -> None:
    asha, rao = await two(demo)
    await asha.page.click("#microphone")
    await rao.hears_nothing_of(asha)
    await rao.sees(asha)
    await asha.page.click("#microphone")
    await rao.hears(asha)


async def test_a_camera_that_is_off_puts_its_light_out(demo: Meeting) -> None:
    asha, rao = await two(demo)
    await asha.page.click("#camera")
    await expect(rao.page.locator(".tile.has-picture")).to_have_count(0)
    await eventually("the light is out", lambda: has_light(asha, "video", False), within_seconds=WITHIN_SECONDS)
    await rao.hears(asha)
    await asha.page.click("#camera")
    await rao.sees(asha)
    assert await has_light(asha, "video", True)


async def test_the_back_camera_takes_the_place_of_the_front_one(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED, role="health_worker", equipment=phone(RED, CYAN))
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await rao.sees(asha)
    offers = await asha.offers()
    await asha.page.click("#turn-camera")
    await eventually("his page shows the back camera", lambda: shows(rao, asha, CYAN), within_seconds=WITHIN_SECONDS)
    assert "front" not in await asha.page.evaluate("window.__devices.live()")
    assert await asha.offers() == offers
    await asha.page.click("#turn-camera")
    await eventually("the front one again", lambda: shows(rao, asha, RED), within_seconds=WITHIN_SECONDS)


async def test_whom_the_doctor_mutes_is_not_forwarded_whatever_her_page_sends(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN)
    bina = await demo.peer("Bina", BLUE, role="health_worker")
    meera = await demo.peer("Meera", RED, role="specialist")
    await rao.join()
    await bina.join()
    await meera.join()
    await rao.hears(bina)
    await meera.sees_and_hears(bina)

    await rao.mute(bina)
    await rao.hears_nothing_of(bina)
    await meera.hears_nothing_of(bina)
    refused = await bina.ask("set_media", {"microphone": True, "camera": True, "second": "off"})
    assert refused["code"] == "muted_by_other"
    await meera.hears_nothing_of(bina)

    await rao.mute(bina)
    await rao.hears(bina)


async def test_whom_the_doctor_mutes_is_told_on_her_page(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED, role="health_worker")
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await see_and_hear_each_other([asha, rao])
    await expect(asha.page.locator("#microphone")).to_have_attribute("aria-pressed", "true")
    await rao.mute(asha)
    await rao.hears_nothing_of(asha)
    await expect(asha.page.locator("#microphone")).not_to_have_attribute("aria-pressed", "true")
    await asha.page.click("#microphone")
    await rao.hears_nothing_of(asha)
    await expect(asha.page.locator("#microphone")).not_to_have_attribute("aria-pressed", "true")


async def two(demo: Meeting) -> tuple[Person, Person]:
    asha = await demo.chromium("Asha", RED, role="health_worker")
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await see_and_hear_each_other([asha, rao])
    return asha, rao


async def has_light(one: Person, kind: str, wanted: bool) -> bool:
    live = await one.page.evaluate("window.__devices.live()")
    return (kind in live) is wanted


async def shows(viewer: Person, other: Person, look: Look) -> bool:
    return await viewer.looks_under(other.name) == look
