"""Everybody can use the page: axe-core finds nothing, a keyboard is enough, and large text loses nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.support.axe import AXE, violations
from tests.support.capture import GREEN, RED
from tests.support.line import Line
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM
from tests.support.operator import Invited
from tests.support.peer import Peer, peer
from tests.support.person import Person
from tests.support.viewports import PHONE

pytestmark = CHROMIUM
READABILITY = Path(__file__).parents[1] / "support" / "readability.js"
TWICE_THE_TEXT = "document.documentElement.style.fontSize = '225%'"
"""Of the browser's own size; the page's is 112.5 %."""
LONG_NAME = "Dr Venkataramanan Subramanya Iyer Krishnan"
MOST_TABS = 16
REFUSED = "if (window.__devices) __devices.trouble.camera = __devices.trouble.microphone = 'NotAllowedError'"
"""Chromium's stand-in for the question says yes always."""
ALLOWED = "window.__devices.trouble.camera = window.__devices.trouble.microphone = null"


@pytest_asyncio.fixture(loop_scope="session")
async def asha(demo: Meeting) -> Person:
    """With a phone; its camera is not open by itself."""
    one = await demo.chromium("Asha", RED, role="health_worker", viewport=PHONE)
    await one.page.context.grant_permissions([])
    return one


@AXE
async def test_axe_finds_nothing_before_the_call(demo: Meeting, asha: Person) -> None:
    page = asha.page
    await page.add_init_script(script=REFUSED)
    await asha.open_link()
    await asha.is_at("entry")
    await nothing_is_found(page, "the camera is closed")
    await page.click("#open-camera")
    await expect(page.locator("#trouble")).to_be_visible()
    await nothing_is_found(page, "the camera is refused")
    await open_camera(page)
    await nothing_is_found(page, "the camera is open")
    await page.goto(f"{demo.server.url}/nothing-here")
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        assert await violations(page) == [], f"no such page, {scheme}"
    await page.evaluate("document.querySelector('main').append(new Image())")
    assert "image-alt" in str(await violations(page)), "axe finds what is there to find"


@AXE
async def test_axe_finds_nothing_in_a_call(demo: Meeting, asha: Person) -> None:
    page = asha.page
    line = Line()
    await line.watch(page)
    await asha.open_link()
    await open_camera(page)
    await page.click("#join")
    await expect(page.locator("#alone")).to_be_visible()
    await nothing_is_found(page, "alone")
    async with somebody_else(demo, page) as other:
        await nothing_is_found(page, "two people")
        await line.say("video_paused", {"pair": 0, "paused": True})
        await expect(page.locator(".tile-note").first).to_contain_text("slow")
        await nothing_is_found(page, "the picture rests")
        assert other.participant is not None
        lost = other.people[other.participant] | {"connection": "lost", "lost_seconds": 3.0}
        await line.say("people", {"people": [lost, other.people[await asha.participant()]]})
        await expect(page.locator(".tile-note").first).to_contain_text("0:")
        await nothing_is_found(page, "the other's line broke")
        await line.cut()
        await expect(page.locator("#call-note")).to_contain_text("connecting")
        await nothing_is_found(page, "the line broke")


async def test_a_keyboard_is_enough_to_join_and_to_leave(demo: Meeting, asha: Person) -> None:
    page = asha.page
    asha.invited = (Invited("doctor"),)
    await asha.open_link()
    await expect(page.locator("#open-camera")).to_be_enabled()
    await tab_to(page, "#name")
    await page.keyboard.type("Asha")
    await tab_to(page, "#open-camera")
    await page.keyboard.press("Enter")
    await expect(page.locator("#join")).to_be_enabled()
    await tab_to(page, "#join")
    await page.keyboard.press("Enter")
    await expect(page.locator("#alone")).to_be_visible()

    await tab_to(page, "#leave")
    await page.keyboard.press("Space")
    await asha.is_at("closed")
    await expect(page.locator("#closed")).to_contain_text("left")


async def test_text_of_twice_the_size_loses_nothing(demo: Meeting, asha: Person) -> None:
    page = asha.page
    line = Line()
    await line.watch(page)
    await page.add_init_script(script=REFUSED)
    await asha.open_link()
    await page.evaluate(TWICE_THE_TEXT)
    await everything_is_read(page, "the camera is closed")
    await page.click("#open-camera")
    await expect(page.locator("#trouble")).to_be_visible()
    await everything_is_read(page, "the camera is refused")
    await open_camera(page)
    await everything_is_read(page, "the camera is open")
    await page.click("#join")
    await expect(page.locator("#alone")).to_be_visible()
    await everything_is_read(page, "alone")
    async with somebody_else(demo, page):
        await line.say("video_paused", {"pair": 0, "paused": True})
        await expect(page.locator(".tile-note").first).not_to_be_empty()
        await everything_is_read(page, "the picture rests")
        await line.cut()
        await expect(page.locator("#call-note")).not_to_be_empty()
        await everything_is_read(page, "the line broke")


async def nothing_is_found(page: Page, state: str) -> None:
    """In both languages, dark and light; the page is left in English."""
    for scheme in ("dark", "light"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for language in ("hi", "en"):
            await change_language(page, language)
            assert await violations(page) == [], f"{state}, {language}, {scheme}"


async def everything_is_read(page: Page, state: str) -> None:
    for language in ("hi", "en"):
        await change_language(page, language)
        assert await page.evaluate(READABILITY.read_text()) == [], f"{state}, {language}"


async def change_language(page: Page, language: str) -> None:
    await page.click("button.language:visible")
    await expect(page.locator("html")).to_have_attribute("lang", language)


async def open_camera(page: Page) -> None:
    await page.evaluate(ALLOWED)
    await page.click("#open-camera")
    await expect(page.locator("#join")).to_be_enabled()


@asynccontextmanager
async def somebody_else(demo: Meeting, page: Page) -> AsyncIterator[Peer]:
    """With a name of 42 letters, seen on that page."""
    async with peer(demo.server, LONG_NAME, GREEN) as other:
        await other.join()
        await expect(page.locator(".tile.has-picture")).to_be_visible(timeout=10_000)
        yield other


async def tab_to(page: Page, selector: str) -> None:
    """By the tabulator alone, and the focus is seen there."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            break
    assert await page.evaluate("(selector) => document.activeElement.matches(selector)", selector), selector
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
