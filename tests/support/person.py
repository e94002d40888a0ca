"""A person in front of a browser: what she does on the page, and what she sees and hears there."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import Browser, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from tests.support.capture import Look, closest
from tests.support.waiting import eventually

PROBE = Path(__file__).with_name("probe.js").read_text()
PATIENCE_SECONDS = 15.0
TONE_TOLERANCE_HZ = 15.0
CLICK_MS = 300.0


@dataclass
class Person:
    name: str
    look: Look
    page: Page
    base_url: str
    errors: list[str]

    async def open(self, room: str = "demo") -> None:
        """Load the page and open the camera: everything before the click on join."""
        await self.page.goto(f"{self.base_url}/?{urlencode({'room': room, 'name': self.name})}")
        await eventually(f"{self.name} opens her camera", self._camera_is_open, within_seconds=PATIENCE_SECONDS)

    async def join(self, room: str = "demo") -> None:
        await self.open(room)
        await self.page.click("#join")

    async def leave(self) -> None:
        await self.page.click("#leave")

    async def sees(self, other: "Person", *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """The other's colours stand over her name, and frames go on being decoded."""
        first = await eventually(
            f"{self.name} sees the picture of {other.name}",
            lambda: self._picture_of(other),
            within_seconds=within_seconds,
        )

        async def more_of_it() -> bool:
            seen = await self._picture_of(other)
            return seen is not None and seen["frames"] > first["frames"]

        await eventually(f"{self.name} sees {other.name} move", more_of_it, within_seconds=within_seconds)

    async def hears(self, other: "Person", *, within_seconds: float = PATIENCE_SECONDS) -> None:
        """The strongest frequency of what plays under the other's name is her tone."""

        async def her_tone() -> bool:
            sound = await self.probe("sound", other.name)
            return sound is not None and abs(sound["frequency"] - other.look.tone_hz) < TONE_TOLERANCE_HZ

        await eventually(f"{self.name} hears {other.name}", her_tone, within_seconds=within_seconds)

    async def sees_nobody_called(self, name: str, *, within_seconds: float = PATIENCE_SECONDS) -> None:
        async def gone() -> bool:
            return all(name not in label for label in await self.probe("names"))

        await eventually(f"{name} is gone from the page of {self.name}", gone, within_seconds=within_seconds)

    async def looks_under(self, name: str) -> Look | None:
        """Whose colours stand over that name just now."""
        picture = await self.probe("picture", name)
        return None if picture is None else closest(tuple(picture["colour"]))

    async def offers(self) -> int:
        """How many offers this page has made since it was loaded."""
        return int(await self.probe("offers"))

    async def transport(self) -> dict[str, Any]:
        """Of getStats: dtls, pair, certificate, ufrag, frames (decoded on all slots), and the number of connections."""
        return dict(await self.probe("transport"))

    async def probe(self, question: str, *arguments: str) -> Any:
        return await self.page.evaluate(f"async (given) => window.__probe.{question}(...given)", list(arguments))

    async def _picture_of(self, other: "Person") -> dict[str, Any] | None:
        picture: dict[str, Any] | None = await self.probe("picture", other.name)
        if picture is None or closest(tuple(picture["colour"])) != other.look:
            return None
        return picture

    async def _camera_is_open(self) -> bool:
        opener = self.page.locator("#open-camera")
        if await opener.is_visible() and await opener.is_enabled():
            with suppress(PlaywrightTimeoutError):  # a page that has the permission opens it by itself meanwhile
                await opener.click(timeout=CLICK_MS)
        return bool(await self.page.evaluate("document.body.dataset.ready === 'true'"))


@asynccontextmanager
async def person(
    browser: Browser, base_url: str, name: str, look: Look, *, paint: bool = False
) -> AsyncIterator[Person]:
    """``paint``: the browser takes no capture files, the probe makes picture and tone itself."""
    context = await browser.new_context(locale="en-IN", viewport={"width": 800, "height": 600})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_SECONDS * 1000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.add_init_script(script=(_painting(look) if paint else "") + PROBE)
    try:
        yield Person(name, look, page, base_url, errors)
    finally:
        await context.close()


def _painting(look: Look) -> str:
    return f"window.__look = {json.dumps(asdict(look))};\n"
