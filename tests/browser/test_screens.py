"""Every screen and state: nothing is too wide, covered or too small to be touched, and axe-core finds nothing."""

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.support.capture import BLUE, CYAN, GREEN, LOOKS, MAGENTA, RED, YELLOW
from tests.support.equipment import plain
from tests.support.meeting import Meeting, meeting
from tests.support.needs import CHROMIUM
from tests.support.operator import Invited
from tests.support.person import Person
from tests.support.screens import DOCUMENT, looked_at, updates_pictures, written
from tests.support.viewports import PHONE

pytestmark = CHROMIUM
LONG_NAME = "Dr Venkataramanan Subramanya Iyer Krishn"
MANY = ("Bina", "Chand", "Meera", "Esther", "Farida", "Gopal")
A_MOMENT_IN_HOURS = 1e-6  # over before any page can ask
IN_APP = "Mozilla/5.0 (Linux; Android 14; Pixel 7; wv) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile WhatsApp/2.24"
TROUBLES = {"entry-denied": "NotAllowedError", "entry-busy": "NotReadableError", "entry-missing": "NotFoundError"}


@pytest_asyncio.fixture(loop_scope="session")
async def asha(demo: Meeting) -> Person:
    """A patient with a phone."""
    one = await demo.chromium("Asha", RED, role="patient", viewport=PHONE)
    await one.page.context.grant_permissions([])
    return one


@pytest_asyncio.fixture(loop_scope="session")
async def rao(demo: Meeting) -> Person:
    """A doctor, and all that she may do."""
    return await demo.chromium("Dr Rao", GREEN, viewport=PHONE, equipment=plain(GREEN, screen=YELLOW))


async def test_before_joining(demo: Meeting, asha: Person) -> None:
    page = asha.page
    await asha.follow(f"{demo.server.url}/?link")
    await asha.is_at("closed")
    await looked_at(page, "no-link")

    both = (Invited("health_worker", LONG_NAME), Invited("patient"))
    await asha.follow((await demo.server.invite(*both)).link)
    await asha.is_at("entry")
    await looked_at(page, "entry-two-people")

    await asha.open_link()
    await asha.is_at("entry")
    await looked_at(page, "entry")
    await asha.open()
    await looked_at(page, "entry-open")


@pytest.mark.parametrize("screen", TROUBLES)
async def test_trouble_with_the_camera(asha: Person, screen: str) -> None:
    await everything_fails(asha.page, TROUBLES[screen])
    await asha.open_link()
    await asha.page.click("#open-camera")
    await expect(asha.page.locator("#trouble")).to_be_visible()
    await looked_at(asha.page, screen)


async def test_a_site_that_is_blocked(asha: Person) -> None:
    await everything_fails(asha.page, "NotAllowedError")
    await asha.page.add_init_script(script="if (window.__devices) window.__devices.permission.state = 'denied'")
    await asha.open_link()
    await asha.page.click("#open-camera")
    await expect(asha.page.locator("#trouble[data-trouble=blocked]")).to_be_visible()
    await looked_at(asha.page, "entry-blocked")


async def test_a_page_that_is_not_secure(demo: Meeting) -> None:
    rule = "--host-resolver-rules=MAP clinic.test 127.0.0.1"
    one = await demo.chromium("Asha", RED, flags=(rule,), without=("--unsafely-treat",), viewport=PHONE)
    await one.follow((await demo.server.invite(Invited("patient", "Asha"))).link.replace("127.0.0.1", "clinic.test"))
    await expect(one.page.locator("#trouble[data-trouble=insecure]")).to_be_visible()
    await looked_at(one.page, "entry-insecure")


async def test_a_messengers_browser(demo: Meeting) -> None:
    one = await demo.chromium("Asha", RED, role="patient", viewport=PHONE, user_agent=IN_APP)
    await one.page.context.grant_permissions([])
    await everything_fails(one.page, "NotAllowedError")
    await one.open_link()
    await one.page.click("#open-camera")
    await expect(one.page.locator("#trouble")).to_be_visible()
    await looked_at(one.page, "entry-in-app")


async def test_a_server_that_is_away(demo: Meeting, asha: Person) -> None:
    line = await demo.line(asha)
    await asha.open()
    await line.cut()
    await expect(asha.page.locator("#entry-note.trouble")).not_to_be_empty()
    await looked_at(asha.page, "entry-server-away")


async def test_waiting_and_what_may_come_of_it(demo: Meeting, asha: Person) -> None:
    line = await demo.line(asha)
    await asha.join()
    await asha.is_at("lobby")
    await looked_at(asha.page, "lobby")
    for event, screen in (("removed", "removed"), ("ended", "ended"), ("taken_over", "taken-over")):
        await line.say(event, {})
        await asha.is_at("closed")
        await looked_at(asha.page, screen)
        await asha.join()
        await asha.is_at("lobby")


async def test_an_observer_waits(demo: Meeting) -> None:
    meera = await demo.chromium("Meera", BLUE, role="observer", viewport=PHONE)
    await meera.open_link()
    await meera.page.click("#join")
    await meera.is_at("lobby")
    await looked_at(meera.page, "lobby-observer")


async def test_alone_and_with_somebody_who_waits(demo: Meeting, rao: Person) -> None:
    await rao.join()
    await expect(rao.page.locator("#alone")).to_be_visible()
    await looked_at(rao.page, "call-alone")
    asha = await demo.peer(LONG_NAME, RED, role="patient")
    await asha.knock()
    await expect(rao.page.locator("button[data-admit]")).to_be_visible()
    await looked_at(rao.page, "call-waiting")


async def test_two_people_and_what_a_doctor_may_do(demo: Meeting, rao: Person) -> None:
    page = rao.page
    asha = await demo.peer("Asha", RED, role="health_worker")
    await asha.join()
    await rao.join()
    await rao.sees(asha)
    await looked_at(page, "call-two")

    await page.click("#people-button")
    await looked_at(page, "call-people")
    await page.click("#people-button")
    await rao.write("Did you take the tablets in the morning?")
    await asha.command("send_chat", {"text": "हाँ, नाश्ते के बाद। <b>", "key": "1"})
    await rao.reads("नाश्ते")
    await looked_at(page, "call-chat")
    await page.click("#chat-button")
    await page.click("#more")
    await looked_at(page, "call-more")
    await page.click("#end")
    await looked_at(page, "call-end")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")

    await asha.show_second(YELLOW)
    await rao.sees_second(asha, YELLOW)
    await looked_at(page, "call-second")
    await asha.command("set_media", {"microphone": False, "camera": False, "second": "off"})
    await expect(page.locator(".tile.has-picture")).to_have_count(0)
    await looked_at(page, "call-camera-off")
    for button in ("#microphone", "#camera"):
        await page.click(button)
        await expect(page.locator(button)).to_have_attribute("aria-pressed", "false")
    await looked_at(page, "call-off")
    await rao.leave()
    await rao.is_at("closed")
    await looked_at(page, "left")


async def test_what_may_happen_to_the_line(demo: Meeting, rao: Person) -> None:
    line = await demo.line(rao)
    asha = await demo.peer("Asha", RED, role="health_worker")
    await asha.join()
    await rao.join()
    await rao.sees(asha)
    await line.say("video_paused", {"pair": 0, "paused": True})
    await expect(rao.page.locator(".tile-note").first).not_to_be_empty()
    await looked_at(rao.page, "call-paused")
    await line.say("video_paused", {"pair": 0, "paused": False})

    coming = {"participant": "x", "people": [{"name": LONG_NAME, "role": "observer"}], "in_seconds": 60}
    await line.say("observer_coming", coming)
    await expect(rao.page.locator(".observer")).to_be_visible()
    await looked_at(rao.page, "call-observer")

    await asha.drop()
    await expect(rao.page.locator(".tile-note").first).to_contain_text("0:")
    await looked_at(rao.page, "call-lost")
    await line.cut()
    await expect(rao.page.locator("#call-note")).not_to_be_empty()
    await looked_at(rao.page, "call-broken")


async def test_rooms_of_three_to_eight(demo: Meeting, rao: Person) -> None:
    both = (Invited("health_worker", "Asha"), Invited("patient", "Sunita Devi"))
    others = [await demo.peer("Asha", RED, invited=both, pairs=1, rate_fps=5)]
    looks = [BLUE, MAGENTA, CYAN, *LOOKS]
    others += [
        await demo.peer(name, look, role="specialist", pairs=1, rate_fps=5)
        for name, look in zip(MANY, looks, strict=False)
    ]
    await rao.join()
    for people, other in enumerate(others, start=2):
        await other.join()
        await rao.sees(other, within_seconds=30)
        screen = {3: "call-three", 6: "call-six", 8: "call-eight"}.get(people)
        if screen is not None:
            await looked_at(rao.page, screen)


async def test_links_that_are_not_good(demo: Meeting, asha: Person) -> None:
    expired = await demo.server.invite(Invited("patient", "Asha"), valid_hours=A_MOMENT_IN_HOURS)
    revoked = await demo.server.invite(Invited("patient", "Asha"))
    await demo.server.operator.revoke(revoked)
    over_room = f"{demo.server.room}-over"
    over = await demo.server.invite(Invited("patient", "Asha"), room=over_room)
    await demo.server.operator.close_room(over_room)
    links = {
        "invitation-unknown": f"{demo.server.url}/#{'x' * 32}",
        "invitation-expired": expired.link,
        "invitation-revoked": revoked.link,
        "room-closed": over.link,
    }
    for screen, link in links.items():
        await asha.follow(link)
        await expect(asha.page.locator(f"#closed[data-reason={screen.replace('-', '_')}]")).to_be_visible()
        await looked_at(asha.page, screen)


async def test_a_full_room() -> None:
    async with meeting(room_capacity="2") as full:
        asha = await full.chromium("Asha", RED, viewport=PHONE)
        for name in ("Dr Rao", "Meera"):
            await (await full.peer(name, GREEN, pairs=1)).join()
        await asha.join()
        await expect(asha.page.locator("#entry-note.trouble")).not_to_be_empty()
        await looked_at(asha.page, "room-full")


def test_the_page_of_all_screens_is_written() -> None:
    if updates_pictures():
        DOCUMENT.write_text(written(), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == written()


async def everything_fails(page: Page, name: str) -> None:
    await page.add_init_script(
        script=f"if (window.__devices) __devices.trouble.camera = __devices.trouble.microphone = '{name}'"
    )
