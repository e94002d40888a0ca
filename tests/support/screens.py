"""Every screen and state of the pages, each looked at in the sizes and languages for which it is made.

With PARAMARSH_UPDATE_PICTURES=1 the pictures of docs/screens.md are made anew.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
from av.video.reformatter import ColorRange, Colorspace
from playwright.async_api import Page, expect

from tests.support.axe import is_there as axe_is_there
from tests.support.axe import violations
from tests.support.clinic_screens import CLINIC_SCREENS, PATIENT_SCREENS, STAFF_SCREENS
from tests.support.viewports import LAPTOP, PHONE, PHONE_ON_ITS_SIDE, SMALL_PHONE, TABLET, Viewport

ROOT = Path(__file__).parents[2]
LAYOUT = Path(__file__).with_name("layout.js").read_text()
DOCUMENT = ROOT / "docs" / "screens.md"
PICTURES = ROOT / "docs" / "images" / "screens"
WEBP_QUALITY = 50
WIDEST_PX = 820
LANGUAGES = ("en", "hi")
LOOKS = 20
SETTLED = """async () => {
  await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
  await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)));
}"""

TOUCHED_PX = 44
"""The least width and height of what a finger meets; the staff's pages are denser."""
STAFF_PX = 36

CALL_SCREENS = {
    "no-link": "Opened without an invitation",
    "entry": "An invitation was opened: camera and microphone are still off",
    "entry-two-people": "Two people share one seat, and one name is missing",
    "entry-open": "Camera and microphone are on",
    "entry-denied": "The camera was refused",
    "entry-blocked": "The browser does not ask any more for this site",
    "entry-busy": "Another app has the camera",
    "entry-missing": "There is no camera and no microphone",
    "entry-insecure": "The page was opened without https",
    "entry-in-app": "A messenger's own browser",
    "entry-server-away": "The server cannot be reached",
    "lobby": "The waiting room",
    "lobby-observer": "An observer waits",
    "call-alone": "The first one in the room",
    "call-two": "Two people",
    "call-waiting": "Somebody waits to be let in",
    "call-observer": "Everybody is told of an observer",
    "call-people": "Who is here, in which role",
    "call-chat": "Writing",
    "call-more": "What else there is",
    "call-end": "Ending it for everybody",
    "call-off": "Microphone and camera are off",
    "call-camera-off": "The other's camera is off",
    "call-second": "A screen beside the camera",
    "call-paused": "A slow line: the picture rests",
    "call-lost": "The other's line broke",
    "call-broken": "One's own line broke",
    "call-three": "Three people, one seat with two of them",
    "call-six": "Six people",
    "call-eight": "Eight people",
    "left": "After leaving",
    "ended": "The meeting was ended",
    "removed": "Turned away or shown out",
    "taken-over": "The same seat on another device",
    "invitation-unknown": "A link that was never given",
    "invitation-expired": "A link that is too old",
    "invitation-revoked": "A link that was taken back",
    "room-closed": "The meeting of this link is over",
    "room-full": "All seats are taken",
}
SCREENS = CALL_SCREENS | CLINIC_SCREENS


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a screen."""

    screen: str
    viewport: Viewport
    language: str

    @property
    def file(self) -> str:
        return f"{self.screen}-{self.viewport.width}-{self.language}.webp"


def shots(screen: str) -> tuple[Shot, ...]:
    """Those that are kept: of the call's screens all but the small phone's; of the clinic's those on a phone and a
    laptop, of the staff's each in one language.
    """
    if screen in CALL_SCREENS:
        return tuple(shot for shot in looks(screen) if shot.viewport != SMALL_PHONE)
    phone_and_laptop = [shot for shot in looks(screen) if shot.viewport in (PHONE, LAPTOP)]
    return tuple(phone_and_laptop if screen in PATIENT_SCREENS else _each_language_once(phone_and_laptop))


def looks(screen: str) -> tuple[Shot, ...]:
    """The phone in both languages, the others by turns in one of them; a call on its side as well."""
    turn = list(SCREENS).index(screen)
    small = [] if screen in STAFF_SCREENS else [SMALL_PHONE]
    others = [*small, TABLET, LAPTOP, *([PHONE_ON_ITS_SIDE] if screen.startswith("call") else [])]
    return (
        *(Shot(screen, PHONE, language) for language in LANGUAGES),
        *(Shot(screen, viewport, LANGUAGES[(turn + at) % 2]) for at, viewport in enumerate(others)),
    )


def _each_language_once(phone_and_laptop: Sequence[Shot]) -> list[Shot]:
    of_laptop = next(shot.language for shot in phone_and_laptop if shot.viewport == LAPTOP)
    return [shot for shot in phone_and_laptop if (shot.viewport == LAPTOP) == (shot.language == of_laptop)]


async def looked_at(page: Page, screen: str) -> None:
    """Whatever is wrong with it, in any size or language, and by axe-core, in one assertion."""
    wrong: list[str] = []
    smallest = STAFF_PX if screen in STAFF_SCREENS else TOUCHED_PX
    phone_and_laptop = [shot for shot in looks(screen) if shot.viewport in (PHONE, LAPTOP)]
    by_axe = phone_and_laptop if screen in CALL_SCREENS else _each_language_once(phone_and_laptop)
    for shot in looks(screen):
        await page.set_viewport_size(shot.viewport.size)
        await speak(page, shot.language)
        wrong += [f"{shot.file}: {sentence}" for sentence in await _misplaced(page, smallest)]
        if updates_pictures() and shot in shots(screen):
            _keep(shot, await page.screenshot())
        await _turn(page, "rtl")
        wrong += [f"{shot.file}, right to left: {sentence}" for sentence in await _misplaced(page, smallest)]
        await _turn(page, "ltr")
        if shot in by_axe and axe_is_there():
            wrong += [f"{shot.file}: {sentence}" for sentence in await violations(page)]
    await page.set_viewport_size(PHONE.size)
    await speak(page, "en")
    assert wrong == [], "\n".join(wrong)


async def _misplaced(page: Page, smallest_px: int) -> list[str]:
    """What is still wrong once the page has had its time to follow the window."""
    found: list[str] = []
    for _ in range(LOOKS):
        await page.evaluate(SETTLED)
        found = await page.evaluate(LAYOUT, smallest_px)
        if not found:
            break
    return found


async def _turn(page: Page, direction: str) -> None:
    """As a language that is written from right to left would."""
    await page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)


async def speak(page: Page, language: str) -> None:
    """Without the switch, which not every state shows."""
    await page.evaluate("async (language) => (await import('/words/words.js')).switchTo(language)", language)
    await expect(page.locator("html")).to_have_attribute("lang", language)


def updates_pictures() -> bool:
    return os.environ.get("PARAMARSH_UPDATE_PICTURES") == "1"


def written() -> str:
    """docs/screens.md."""
    return "\n".join(["# Every screen and state", "", _FOREWORD, *(_section(screen) for screen in SCREENS)])


_FOREWORD = (
    "Made by `PARAMARSH_UPDATE_PICTURES=1 scripts/test tests/browser`; the same tests look at each of these screens "
    "in every\nrun, and let axe-core look. The colours are those of the test cameras.\n"
)


def _section(screen: str) -> str:
    pictures = " ".join(_picture(shot) for shot in shots(screen))
    return f"## {SCREENS[screen]}\n\n{pictures}\n"


def _picture(shot: Shot) -> str:
    alt = f"{SCREENS[shot.screen]}, {shot.viewport.name}, {'Hindi' if shot.language == 'hi' else 'English'}"
    height = 320 if shot.viewport.height >= shot.viewport.width else 220
    return f'<img src="images/screens/{shot.file}" alt="{alt}" height="{height}">'


def _keep(shot: Shot, png: bytes) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / shot.file).write_bytes(webp(png))


def webp(png: bytes) -> bytes:
    """The same picture, small."""
    with av.open(BytesIO(png), "r") as source:
        frame = next(source.decode(video=0))
    scale = min(1.0, WIDEST_PX / max(frame.width, 1))
    size = round(frame.width * scale), round(frame.height * scale)
    smaller = frame.reformat(*size, "yuv420p", dst_colorspace=Colorspace.ITU601, dst_color_range=ColorRange.MPEG)
    with BytesIO() as target:
        with av.open(target, "w", format="webp") as file:
            stream = file.add_stream("libwebp", rate=Fraction(1))
            stream.width, stream.height, stream.pix_fmt = smaller.width, smaller.height, "yuv420p"
            stream.options = {"quality": str(WEBP_QUALITY), "preset": "text"}
            smaller.pts, smaller.time_base = 0, Fraction(1)
            file.mux([*stream.encode(smaller), *stream.encode(None)])
        return target.getvalue()
