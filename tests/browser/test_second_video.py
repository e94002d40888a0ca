"""A screen or a second camera beside the first picture."""

from playwright.async_api import expect

from tests.support.capture import BLUE, CYAN, GREEN, RED, YELLOW
from tests.support.equipment import Device, Equipment, plain
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM
from tests.support.person import Person
from tests.support.waiting import eventually

pytestmark = CHROMIUM


async def test_a_shared_screen_stands_beside_the_camera_until_it_is_stopped(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN, equipment=plain(GREEN, screen=YELLOW))
    asha = await demo.chromium("Asha", RED, role="health_worker")
    await rao.join()
    await asha.join()
    await asha.sees(rao)
    offers = await rao.offers()

    await press(rao, "#share-screen")
    await asha.sees_second(rao, YELLOW)
    await asha.sees(rao)
    await asha.hears(rao)
    assert await rao.offers() == offers

    await rao.page.click("#stop-second")
    await expect(asha.page.locator(".tile[data-video=second]")).to_have_count(0)
    await asha.sees(rao)


async def test_a_screen_that_the_browser_ends_is_taken_away(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN, equipment=plain(GREEN, screen=YELLOW))
    asha = await demo.peer("Asha", RED, role="health_worker")
    await rao.join()
    await asha.join()
    await press(rao, "#share-screen")
    await expect(rao.page.locator("#stop-second")).to_be_visible()
    await rao.page.evaluate("window.__devices.endScreen()")
    await expect(rao.page.locator("#stop-second")).to_have_count(0)

    async def is_off() -> bool:
        return bool(asha.people[await rao.participant()]["second"] == "off")

    await eventually("everybody is told", is_off, within_seconds=20)


async def test_a_second_camera_runs_while_the_first_goes_on(demo: Meeting) -> None:
    wound = Device("usb", "USB camera", BLUE)
    cameras = (Device("camera", "Camera", GREEN), wound)
    equipment = Equipment(cameras, (Device("microphone", "Microphone", GREEN),))
    rao = await demo.chromium("Dr Rao", GREEN, equipment=equipment)
    asha = await demo.chromium("Asha", RED, role="health_worker")
    await rao.join()
    await asha.join()
    await asha.sees(rao)
    await press(rao, "#second-camera")
    await asha.sees_second(rao, BLUE)
    await asha.sees(rao)


async def test_two_screens_at_once_are_all_that_a_room_shows(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN, equipment=plain(GREEN, screen=YELLOW))
    bina = await demo.peer("Bina", BLUE, role="doctor")
    meera = await demo.peer("Meera", CYAN, role="doctor")
    await rao.join()
    await bina.join()
    await meera.join()
    await rao.sees(bina)
    await bina.show_second(RED)
    await meera.show_second(YELLOW)
    await rao.sees_second(bina, RED)
    await rao.sees_second(meera, YELLOW)
    await press(rao, "#share-screen")

    async def is_let_go() -> bool:
        return "screen" not in await rao.page.evaluate("window.__devices.live()")

    await expect(rao.page.get_by_text("Ask them to stop first").first).to_be_visible()
    await eventually("the third screen is let go", is_let_go, within_seconds=20)
    await expect(rao.page.locator(".tile[data-video=second]")).to_have_count(2)


async def press(one: Person, button: str) -> None:
    """A button that may stand behind “more”."""
    if not await one.page.locator(button).is_visible():
        await one.page.click("#more")
    await one.page.click(button)
