"""What may go wrong with cameras and microphones is explained, and the remedy works."""

from dataclasses import asdict

import pytest
from playwright.async_api import expect

from tests.support.capture import GREEN, RED
from tests.support.equipment import Device, Equipment, plain
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM
from tests.support.operator import Invited
from tests.support.person import Person
from tests.support.viewports import PHONE, SMALL_PHONE
from tests.support.waiting import eventually

pytestmark = CHROMIUM
WITHIN_SECONDS = 20.0
LOCALES = ["en-IN", "hi-IN"]
WHATSAPP = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/UQ1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/130.0.0.0 Mobile Safari/537.36 WhatsApp/2.24"
)
HEADSET = Device("headset", "Headset", GREEN)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_refused_camera_is_explained_and_the_second_try_works(demo: Meeting, locale: str) -> None:
    """Without its stand-in for the question this Chromium refuses by itself, until the permission is given."""
    asha = await demo.chromium("Asha", RED, without=("--use-fake-ui",), viewport=PHONE, locale=locale)
    await asha.open_link()
    await asha.page.click("#open-camera")
    await has_explanation(asha)
    await asha.page.context.grant_permissions(["camera", "microphone"], origin=demo.server.url)
    await asha.page.click("#open-camera")
    await is_open(asha)


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_camera_that_another_app_has_is_explained_and_the_second_try_works(demo: Meeting, locale: str) -> None:
    asha = await demo.chromium("Asha", RED, viewport=SMALL_PHONE, locale=locale)
    await fails(asha, "NotReadableError")
    await asha.open_link()
    await asha.page.click("#open-camera")
    await has_explanation(asha)
    await asha.page.evaluate("window.__devices.trouble.camera = window.__devices.trouble.microphone = null")
    await asha.page.click("#open-camera")
    await is_open(asha)


async def test_a_machine_without_a_camera_and_microphone_may_still_listen(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED, role="health_worker", equipment=Equipment((), ()))
    rao = await demo.chromium("Dr Rao", GREEN)
    await rao.join()
    await asha.open_link()
    await asha.page.click("#open-camera")
    await has_explanation(asha)
    await asha.page.click("#listen-only")
    await asha.is_at("call")
    await asha.sees(rao)
    await asha.hears(rao)


async def test_a_microphone_alone_is_enough_to_be_heard(demo: Meeting) -> None:
    microphone = (Device("microphone", "Microphone", RED),)
    asha = await demo.chromium("Asha", RED, role="health_worker", equipment=Equipment((), microphone))
    rao = await demo.chromium("Dr Rao", GREEN)
    await rao.join()
    await asha.open()
    await eventually("only the microphone is on", lambda: holds(asha, ["microphone"]), within_seconds=WITHIN_SECONDS)
    await asha.page.click("#join")
    await rao.hears(asha)


async def test_a_page_that_is_not_secure_says_so(demo: Meeting) -> None:
    """The machine is reached under a name for which no exception is made."""
    rule = "--host-resolver-rules=MAP clinic.test 127.0.0.1"
    asha = await demo.chromium("Asha", RED, flags=(rule,), without=("--unsafely-treat",))
    asha.invitation = await demo.server.invite(Invited("doctor", "Asha"))
    await asha.follow(asha.invitation.link.replace("127.0.0.1", "clinic.test"))
    await asha.page.click("#open-camera")
    await has_explanation(asha)
    await expect(asha.page.locator("#trouble")).to_contain_text("https")


@pytest.mark.parametrize("locale", LOCALES)
async def test_in_a_messengers_own_browser_the_way_out_is_shown(demo: Meeting, locale: str) -> None:
    asha = await demo.chromium("Asha", RED, user_agent=WHATSAPP, viewport=PHONE, locale=locale)
    await fails(asha, "NotAllowedError")
    await asha.open_link()
    await asha.page.locator("#open-browser").wait_for()  # the permission is given: the page asks by itself
    await has_explanation(asha)
    assert asha.invitation is not None
    intent = await asha.page.locator("a[href^='intent:']").first.get_attribute("href")
    assert asha.invitation.secret in str(intent)


async def test_a_headset_that_comes_is_used_and_one_that_goes_is_replaced(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED, role="health_worker", equipment=plain(RED))
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await rao.hears(asha)
    await asha.page.evaluate("(headset) => window.__devices.plug('microphones', headset)", asdict(HEADSET))
    await eventually("the headset is used", lambda: holds(asha, ["camera", "headset"]), within_seconds=WITHIN_SECONDS)
    await asha.page.evaluate("window.__devices.unplug('microphones', 'headset')")
    await eventually("the old one again", lambda: holds(asha, ["camera", "microphone"]), within_seconds=WITHIN_SECONDS)
    await rao.hears(asha)


async def fails(one: Person, name: str) -> None:
    """Every camera and microphone, with that DOMException."""
    await one.page.add_init_script(
        script=f"if (window.__devices) __devices.trouble.camera = __devices.trouble.microphone = '{name}'"
    )


async def has_explanation(one: Person) -> None:
    """A sentence, numbered steps and a picture."""
    await expect(one.page.locator("#trouble h2")).not_to_be_empty()
    await expect(one.page.locator("#trouble li").first).to_be_visible()
    await expect(one.page.locator("#trouble :is(svg, img)").first).to_be_visible()


async def is_open(one: Person) -> None:
    await expect(one.page.locator("#trouble")).to_have_count(0)
    await expect(one.page.locator("body")).to_have_attribute("data-ready", "true")
    await expect(one.page.locator("#join")).to_be_enabled()


async def holds(one: Person, devices: list[str]) -> bool:
    return sorted(await one.page.evaluate("window.__devices.live()")) == devices


def as_json(device: Device) -> dict[str, object]:
    return {
        "id": device.id,
        "label": device.label,
        "look": {"colour": device.look.colour, "tone_hz": device.look.tone_hz},
    }
