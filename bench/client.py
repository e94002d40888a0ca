"""What the page asks of a phone: bytes before the call, the first paint on a slow line, processor time in a call.

The bytes are those that came over the wire (compressed, with their headers) until a join costs one round trip only.
The first paint is that of a phone with an empty cache: 150 ms of latency, 1.6 Mbit/s down, a processor four times as
slow. The main thread's share is Chromium's own account of its tasks during a call.
"""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, CDPSession

from bench.conditions import Parameter, conditions
from bench.figures import median
from tests.support.browsers import chromium, driver, why_no_chromium
from tests.support.capture import LOOKS, RED
from tests.support.peer import peer
from tests.support.person import Person, person
from tests.support.server import Server, running_server
from tests.support.viewports import PHONE
from tests.support.waiting import eventually

LATENCY_MS = 150
DOWN_BPS = 1_600_000
UP_BPS = 750_000
SLOWNESS = 4
PAINTS = 5
SECONDS = 10.0
SETTLING_SECONDS = 3.0
PEER_RATE_FPS = 15
WITHIN_SECONDS = 30.0
OTHERS = ("Dr Rao", "Bina", "Chand", "Meera", "Esther")


@dataclass(frozen=True, slots=True)
class Opening:
    """Of one page with an empty cache."""

    first_paint_ms: float
    kilobytes: float


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to watch a call (default: 10)")


def measure(options: argparse.Namespace) -> dict[str, object]:
    reason = why_no_chromium()
    if reason:
        raise RuntimeError(reason)
    return asyncio.run(_measure(options.seconds))


async def _measure(seconds: float) -> dict[str, object]:
    async with (
        running_server() as server,
        driver() as playwright,
        chromium(playwright, RED, server.url, rate_fps=PEER_RATE_FPS) as browser,
    ):
        openings = [await _open(browser, server) for _ in range(PAINTS)]
        figures: dict[str, object] = {
            "main_thread_percent": await _share_in_call(browser, server, 2, seconds),
            "main_thread_percent_of_six": await _share_in_call(browser, server, 6, seconds),
            "kb_before_call": round(max(opening.kilobytes for opening in openings), 1),
            "first_paint_ms": round(median([opening.first_paint_ms for opening in openings])),
        }
        version = browser.version
    for name, found in figures.items():
        print(f"{name}: {found}")
    parameters: dict[str, Parameter] = {
        "viewport": f"{PHONE.width}x{PHONE.height}",
        "camera": f"640x480 at {PEER_RATE_FPS} fps",
        "first_paint": f"{LATENCY_MS} ms, {DOWN_BPS / 1e6} Mbit/s down, processor {SLOWNESS} times slower",
        "openings": PAINTS,
        "seconds": seconds,
    }
    return figures | {"conditions": conditions(parameters, chromium=version)}


async def _open(browser: Browser, server: Server) -> Opening:
    async with (
        person(browser, server, "Asha", RED, role="patient", viewport=PHONE) as asha,
        _devtools(asha) as devtools,
    ):
        received: list[float] = []
        devtools.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        await devtools.send("Network.enable")
        await devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": DOWN_BPS / 8,
                "uploadThroughput": UP_BPS / 8,
            },
        )
        await devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
        await asha.open()
        paint = await eventually("the first paint", lambda: _first_paint_ms(asha), within_seconds=WITHIN_SECONDS)
        return Opening(paint, sum(received) / 1000)


async def _first_paint_ms(one: Person) -> float | None:
    found: float | None = await one.page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
    )
    return found


async def _share_in_call(browser: Browser, server: Server, people: int, seconds: float) -> float:
    """Percent of the time in which the page's main thread was busy, in a call of that many people."""
    async with AsyncExitStack() as stack:
        await server.next_room()
        asha = await stack.enter_async_context(person(browser, server, "Asha", RED, viewport=PHONE))
        devtools = await stack.enter_async_context(_devtools(asha))
        for name, look in list(zip(OTHERS, LOOKS[1:], strict=True))[: people - 1]:
            other = await stack.enter_async_context(peer(server, name, look, pairs=1, rate_fps=PEER_RATE_FPS))
            await other.join()
        await asha.join()
        await eventually("all are seen", lambda: _sees(asha, people - 1), within_seconds=WITHIN_SECONDS)
        await asyncio.sleep(SETTLING_SECONDS)
        await devtools.send("Performance.enable")
        before = await _busy_and_now(devtools)
        await asyncio.sleep(seconds)
        after = await _busy_and_now(devtools)
        await asha.leave()
    return round(100 * (after[0] - before[0]) / (after[1] - before[1]), 1)


async def _sees(one: Person, others: int) -> bool:
    return await one.page.locator(".tile.has-picture").count() == others


async def _busy_and_now(devtools: CDPSession) -> tuple[float, float]:
    """Seconds: spent in tasks so far, and the browser's clock."""
    metrics = {one["name"]: one["value"] for one in (await devtools.send("Performance.getMetrics"))["metrics"]}
    return metrics["TaskDuration"], metrics["Timestamp"]


@asynccontextmanager
async def _devtools(one: Person) -> AsyncIterator[CDPSession]:
    session = await one.page.context.new_cdp_session(one.page)
    try:
        yield session
    finally:
        await session.detach()
