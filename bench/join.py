"""From the click on join to the other's first picture, in real Chromium with the camera already open.

One person is in the room; another joins it again and again, each time on a fresh page. The time runs from the click's
own time stamp to the first ``requestVideoFrameCallback`` of the remote picture, both on the page's clock.
"""

import argparse
import asyncio
from pathlib import Path

from playwright.async_api import Browser

from bench.conditions import Parameter, conditions
from bench.figures import median, percentile
from tests.support.browsers import chromium, driver, why_no_chromium
from tests.support.capture import GREEN, RED
from tests.support.person import Person, person
from tests.support.server import running_server
from tests.support.waiting import eventually

STOPWATCH = Path(__file__).with_name("stopwatch.js").read_text()
RATE_FPS = 30
WITHIN_SECONDS = 10.0
WARM_UP_JOINS = 2
"""The first pages of a browser process load its codecs and fonts: they are not counted."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--joins", type=int, default=60, help="how many joins to measure (default: 60)")


def measure(options: argparse.Namespace) -> dict[str, object]:
    reason = why_no_chromium()
    if reason:
        raise RuntimeError(reason)
    return asyncio.run(_measure(options.joins))


async def _measure(joins: int) -> dict[str, object]:
    async with (
        running_server() as server,
        driver() as playwright,
        chromium(playwright, GREEN, server.url, rate_fps=RATE_FPS) as present,
        chromium(playwright, RED, server.url, rate_fps=RATE_FPS) as joining,
        person(present, server, "Dr Rao", GREEN) as rao,
    ):
        await rao.join()
        taken = [await _join(joining, rao, number) for number in range(joins + WARM_UP_JOINS)][WARM_UP_JOINS:]
        versions = {"chromium": joining.version}
    figures: dict[str, object] = {
        "joins": joins,
        "median_ms": round(median(taken), 1),
        "p95_ms": round(percentile(taken, 95), 1),
    }
    print(f"{joins} joins: median {figures['median_ms']} ms, 95 % within {figures['p95_ms']} ms")
    parameters: dict[str, Parameter] = {
        "camera": f"640x480 at {RATE_FPS} fps",
        "network": "loopback",
        "warm_up_joins": WARM_UP_JOINS,
    }
    return figures | {"conditions": conditions(parameters, **versions)}


async def _join(browser: Browser, present: Person, number: int) -> float:
    """Milliseconds of one join; the colours say that it was the other's picture."""
    async with person(browser, present.server, f"Asha {number}", RED) as asha:
        await asha.page.add_init_script(script=STOPWATCH)
        await asha.open()
        await asha.page.click("#join")
        taken = await eventually(
            "the first picture", lambda: asha.page.evaluate("window.__firstPictureMs"), within_seconds=WITHIN_SECONDS
        )
        await asha.sees(present)
        await asha.leave()
        await present.sees_nobody_called(asha.name)
    return float(taken)
