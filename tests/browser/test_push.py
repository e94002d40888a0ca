"""A push in a real browser: shown although no page of ours that waits is in front."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Page

from tests.support.browsers import Browsers
from tests.support.capture import RED
from tests.support.needs import CHROMIUM
from tests.support.server import Server
from tests.support.waiting import eventually

pytestmark = CHROMIUM
WITHIN_SECONDS = 20.0
CALLED = {
    "kind": "called",
    "title": "डॉक्टर आपको अभी बुला रहे हैं",
    "body": "Dr Rao, MBBS. टोकन 12।",
    "url": "/opd/",
    "tag": "c" * 32,
    "language": "hi",
}
REGISTER = """async () => {
  await navigator.serviceWorker.register("/service_worker.js");
  return (await navigator.serviceWorker.ready).scope;
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  return (await registration.getNotifications()).map(({ title, body, lang, data }) => [title, body, lang, data.url]);
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(shared_server: Server, browsers: Browsers) -> AsyncIterator[Page]:
    browser = await browsers.chromium(RED, shared_server.url, busy=False, flags=(), without=())
    context = await browser.new_context()
    await context.grant_permissions(["notifications"], origin=shared_server.url)
    opened = await context.new_page()
    await opened.goto(f"{shared_server.url}/register/")
    yield opened
    await context.close()


async def test_what_is_pushed_is_shown_by_the_browser(page: Page) -> None:
    await page.evaluate(REGISTER)
    displayed = await watch_notifications(page)
    await deliver(page, CALLED)
    await asyncio.wait_for(displayed.wait(), WITHIN_SECONDS)
    assert await page.evaluate(SHOWN) == [[CALLED["title"], CALLED["body"], "hi", "/opd/"]]


async def watch_notifications(page: Page) -> asyncio.Event:
    """Set once the browser has shown one. Asking `getNotifications` before then makes Chromium forget it."""
    displayed = asyncio.Event()

    def note(event: dict[str, Any]) -> None:
        if event["backgroundServiceEvent"]["eventName"] == "Notification displayed":
            displayed.set()

    devtools = await page.context.new_cdp_session(page)
    devtools.on("BackgroundService.backgroundServiceEventReceived", note)
    await devtools.send("BackgroundService.startObserving", {"service": "notifications"})
    await devtools.send("BackgroundService.setRecording", {"service": "notifications", "shouldRecord": True})
    return displayed


async def deliver(page: Page, message: dict[str, str]) -> None:
    """As if the browser's push service had brought it."""
    devtools = await page.context.new_cdp_session(page)
    registrations: list[dict[str, Any]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"]))
    await devtools.send("ServiceWorker.enable")
    [registration] = await eventually("it is registered", lambda: _known(registrations), within_seconds=WITHIN_SECONDS)
    origin = registration["scopeURL"].rstrip("/")
    told = {"origin": origin, "registrationId": registration["registrationId"], "data": json.dumps(message)}
    await devtools.send("ServiceWorker.deliverPushMessage", told)


async def _known(registrations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return registrations[:1]
