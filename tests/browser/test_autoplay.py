"""Where the browser lets nothing sound before a gesture, the page says what to tap.

Chromium lets a page sound that has a camera or microphone open, so Asha's picture and tone are painted ones.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from playwright.async_api import Browser, ConsoleMessage, Page, Playwright

from tests.support.browsers import CHROMIUM_FLAGS, chromium_path, driver
from tests.support.capture import GREEN, RED
from tests.support.equipment import plain
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM
from tests.support.peer import peer
from tests.support.person import TONE_TOLERANCE_HZ, person
from tests.support.waiting import eventually

pytestmark = CHROMIUM
WITHIN_SECONDS = 25.0
STRICT = "--autoplay-policy=document-user-activation-required"
JOINS_WITHOUT_A_GESTURE = """
    const watch = setInterval(() => {
      if (document.body?.dataset.ready !== "true") return;
      clearInterval(watch);
      document.querySelector("#join").click();
      const seen = setInterval(() => {
        if (document.querySelector("#tap-to-hear")?.hidden !== false) return;
        clearInterval(seen);
        console.log("tap-to-hear", navigator.userActivation.hasBeenActive);
      }, 20);
    }, 20);
"""
"""Whatever Playwright evaluates in a page counts as a gesture of its user: the page must do it, and tell, by itself."""


async def test_sound_that_the_browser_refuses_is_heard_after_a_tap(demo: Meeting) -> None:
    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(driver())
        browser = await stack.enter_async_context(strict_chromium(playwright, demo.server.url))
        asha = await stack.enter_async_context(person(browser, demo.server, "Asha", RED, equipment=plain(RED)))
        rao = await stack.enter_async_context(peer(demo.server, "Dr Rao", GREEN))
        await rao.join()
        await asha.page.context.grant_permissions(["camera", "microphone"])
        await asha.page.add_init_script(script=JOINS_WITHOUT_A_GESTURE)

        async with asha.page.expect_console_message(is_told, timeout=WITHIN_SECONDS * 1000) as told:
            await asha.open_link()
        assert (await told.value).text == "tap-to-hear false"
        assert await playing(asha.page) == {"muted": True, "paused": False}, "the picture at least"

        await asha.page.click("#tap-to-hear")
        assert not await asha.page.is_visible("#tap-to-hear")
        assert await playing(asha.page) == {"muted": False, "paused": False}

        async def his_tone() -> bool:
            sound = await asha.probe("sound", "Dr Rao")
            return sound is not None and abs(sound["frequency"] - GREEN.tone_hz) < TONE_TOLERANCE_HZ

        await eventually("Asha hears Dr Rao", his_tone, within_seconds=WITHIN_SECONDS)
        assert asha.errors == []


def is_told(message: ConsoleMessage) -> bool:
    return message.text.startswith("tap-to-hear")


async def playing(page: Page) -> dict[str, bool]:
    """How the one person's picture and sound are played."""
    state: dict[str, bool] = await page.evaluate(
        "(({ muted, paused }) => ({ muted, paused }))(document.querySelector('.tile video'))"
    )
    return state


@asynccontextmanager
async def strict_chromium(playwright: Playwright, origin: str) -> AsyncIterator[Browser]:
    """A Chromium that lets a page sound after a gesture only, as people have it."""
    lenient = [flag for flag in CHROMIUM_FLAGS if not flag.startswith("--autoplay-policy")]
    flags = [*lenient, STRICT, f"--unsafely-treat-insecure-origin-as-secure={origin}"]
    browser = await playwright.chromium.launch(executable_path=chromium_path(), args=flags)
    try:
        yield browser
    finally:
        await browser.close()
