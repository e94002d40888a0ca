"""A person in front of a browser: what she does on the page, and what she sees and hears there."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.async_api import Browser, BrowserContext, Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from tests.support.capture import Look, closest
from tests.support.equipment import Equipment, painted
from tests.support.operator import Invitation, Invited
from tests.support.server import Server
from tests.support.viewports import SMALL_LAPTOP, Viewport
from tests.support.waiting import eventually

SCRIPTS = "\n".join(Path(__file__).with_name(name).read_text() for name in ("devices.js", "probe.js"))
PATIENCE_SECONDS = 25.0
TONE_TOLERANCE_HZ = 15.0
CLICK_MS = 300.0


class Someone(Protocol):
    """Another person or peer."""

    @property
    def name(self) -> str: ...
    @property
    def look(self) -> Look: ...


@dataclass
class Person:
    """``invited``: for whom her invitation is; two people share one seat."""

    name: str
    look: Look
    page: Page
    server: Server
    errors: list[str]
    invited: tuple[Invited, ...]
    invitation: Invitation | None = None

    async def open(self) -> None:
        """Open the link of her invitation, and the camera: everything before the click on join."""
        await self.open_link()
        await eventually(f"{self.name} opens her camera", self.devices_are_open, within_seconds=PATIENCE_SECONDS)

    async def open_link(self) -> None:
        """The invitation is made when she opens it first, and stands for her seat from then on."""
        if self.invitation is None:
            self.invitation = await self.server.invite(*self.invited)
        await self.follow(self.invitation.link)

    async def follow(self, link: str) -> None:
        await self.page.goto("about:blank")  # another fragment alone would load nothing
        await self.page.goto(link)

    async def join(self) -> None:
        await self.open()
        await self.page.click("#join")

    async def leave(self) -> None:
        await self.page.click("#leave")

    async def reload(self) -> None:
        await self.page.reload()

    async def admit(self, other: "Someone") -> None:
        await self._press_beside("admit", other)

    async def mute(self, other: "Someone") -> None:
        """Her microphone, or let it be heard again."""
        if not await self.page.locator("button[data-mute]").first.is_visible():
            await self.page.click("#people-button")
        await self._press_beside("mute", other)

    async def write(self, text: str) -> None:
        """A line in the chat."""
        if not await self.page.locator("#chat-text").is_visible():
            await self.page.click("#chat-button")
        await self.page.fill("#chat-text", text)
        await self.page.click("#chat-send")

    async def reads(self, text: str) -> None:
        if not await self.page.locator("#chat-log").is_visible():
            await self.page.click("#chat-button")
        await expect(self.page.locator("#chat-log")).to_contain_text(text)

    async def is_at(self, screen: str, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """One of the screens of web_client/state.js."""
        await expect(self.page.locator("body")).to_have_attribute("data-screen", screen, timeout=within_seconds * 1000)

    async def participant(self) -> str:
        """Her participant id, as the tab keeps it for a reload."""
        return str(await self.probe("ownParticipant"))

    async def _press_beside(self, kind: str, other: "Someone") -> None:
        participant = await eventually(
            f"{self.name} can {kind} {other.name}",
            lambda: self.probe("participantBeside", kind, other.name),
            within_seconds=PATIENCE_SECONDS,
        )
        await self.page.locator(f'button[data-{kind}="{participant}"]:visible').first.click()

    async def sees(self, other: "Someone", *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """The other's colours stand over her name, and frames go on being decoded."""
        first = await eventually(
            f"{self.name} sees the picture of {other.name}",
            lambda: self._picture_of(other.name, other.look, "camera"),
            within_seconds=within_seconds,
        )

        async def more_of_it() -> bool:
            seen = await self._picture_of(other.name, other.look, "camera")
            return seen is not None and seen["frames"] > first["frames"]

        await eventually(f"{self.name} sees {other.name} move", more_of_it, within_seconds=within_seconds)

    async def sees_second(self, other: "Someone", look: Look, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """Her screen or second camera shows that look."""
        await eventually(
            f"{self.name} sees the second video of {other.name}",
            lambda: self._picture_of(other.name, look, "second"),
            within_seconds=within_seconds,
        )

    async def hears(self, other: "Someone", *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """The strongest frequency of what plays under the other's name is her tone."""

        async def her_tone() -> bool:
            return await self._is_heard(other)

        await eventually(f"{self.name} hears {other.name}", her_tone, within_seconds=within_seconds)

    async def hears_nothing_of(self, other: "Someone", *, within_seconds: float = PATIENCE_SECONDS) -> None:
        async def silence() -> bool:
            return not await self._is_heard(other)

        await eventually(f"{self.name} does not hear {other.name}", silence, within_seconds=within_seconds)

    async def sees_nobody_called(self, name: str, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        async def gone() -> bool:
            return all(name not in label for label in await self.probe("names"))

        await eventually(f"{name} is gone from the page of {self.name}", gone, within_seconds=within_seconds)

    async def looks_under(self, name: str) -> Look | None:
        """Whose colours stand over that name just now."""
        picture = await self.probe("picture", name, "camera")
        return None if picture is None else closest(tuple(picture["colour"]))

    async def offers(self) -> int:
        """How many offers this page has made since it was loaded."""
        return int(await self.probe("offers"))

    async def transport(self) -> dict[str, Any]:
        """Of getStats: dtls, pair, certificate, ufrag, frames (decoded on all slots), and the number of connections."""
        return dict(await self.probe("transport"))

    async def probe(self, question: str, *arguments: str) -> Any:
        return await self.page.evaluate(f"async (given) => window.__probe.{question}(...given)", list(arguments))

    async def _picture_of(self, name: str, look: Look, video: str) -> dict[str, Any] | None:
        picture: dict[str, Any] | None = await self.probe("picture", name, video)
        return None if picture is None or closest(tuple(picture["colour"])) != look else picture

    async def _is_heard(self, other: "Someone") -> bool:
        sound = await self.probe("sound", other.name)
        return sound is not None and abs(sound["frequency"] - other.look.tone_hz) < TONE_TOLERANCE_HZ

    async def devices_are_open(self) -> bool:
        if await self.page.locator("#open-camera:enabled").is_visible():
            with suppress(PlaywrightTimeoutError):  # a page that has the permission opens it by itself meanwhile
                await self.page.click("#open-camera", timeout=CLICK_MS)
        return bool(await self.page.locator("body[data-ready=true]:has(#join:enabled)").count())


@asynccontextmanager
async def person(
    browser: Browser,
    server: Server,
    name: str,
    look: Look,
    *,
    role: str = "doctor",
    invited: tuple[Invited, ...] | None = None,
    equipment: Equipment | None = None,
    viewport: Viewport = SMALL_LAPTOP,
    **context_options: Any,
) -> AsyncIterator[Person]:
    """``equipment``: painted by the page's probe, in place of the capture files of the browser."""
    usual: dict[str, Any] = {
        "locale": "en-IN",
        "viewport": viewport.size,
        "has_touch": viewport.is_touched,
        "service_workers": "block",  # it would fetch every file of a first visit once more
    }
    context = await browser.new_context(**usual | context_options)
    try:
        page, errors = await new_page(context, equipment)
        yield Person(name, look, page, server, errors, invited or (Invited(role, name),))
    finally:
        await context.close()


async def new_page(context: BrowserContext, equipment: Equipment | None) -> tuple[Page, list[str]]:
    """With the probe, and the list to which its uncaught errors come."""
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.add_init_script(script=("" if equipment is None else _painting(equipment)) + SCRIPTS)
    return page, errors


def _painting(equipment: Equipment) -> str:
    return f"window.__painted = {json.dumps(painted(equipment))};\n"
