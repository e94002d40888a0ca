"""Real browsers: the distribution's Chromium and Firefox ESR, driven by Playwright.

Capture files are flags of the process, so every person has a browser process of her own. In a network namespace the
whole driver runs there too: Firefox is driven over a socket of its own loopback.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from playwright._impl._driver import compute_driver_executable
from playwright.async_api import Browser, Playwright, async_playwright

from tests.support.capture import Look, capture_files

FEATURES_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider",
    "GlobalMediaControls",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "Translate",
)
"""The first two prepare pages of the address bar in every new context, which costs a second of a core.

The others are Playwright's own: Chromium obeys the last list alone.
"""
CHROMIUM_FLAGS = (
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
)
RATE_FPS = 10
"""Of the test cameras: four browsers on two cores must have time to spare, or their bandwidth estimates fall."""
FIREFOX_PREFERENCES: dict[str, str | float | bool] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "media.peerconnection.ice.loopback": True,
    "media.autoplay.default": 0,
    "media.autoplay.blocking_policy": 0,
    "media.cubeb.force_mock_context": True,
    "media.devices.insecure.enabled": True,
    "media.getusermedia.insecure.enabled": True,
}


@cache
def chromium_path() -> str | None:
    """One that runs: on some distributions the command is only a stub for another store."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None or subprocess.run([found, "--version"], capture_output=True, check=False).returncode != 0:
        return None
    return found


@cache
def firefox_path() -> str | None:
    return shutil.which("firefox-esr")


def why_no_chromium() -> str | None:
    return None if chromium_path() else "Chromium is not installed (package chromium)"


def why_no_firefox() -> str | None:
    return None if firefox_path() else "Firefox ESR is not installed (package firefox-esr)"


class Browsers:
    """Every browser that runs, started when it is wanted first: one process for those who look and are set alike.

    What a person does there stays in a context of her own.
    """

    def __init__(self, namespace: str | None = None) -> None:
        self._namespace = namespace
        self._stack = AsyncExitStack()
        self._playwright: Playwright | None = None
        self._running: dict[object, Browser] = {}

    async def __aenter__(self) -> "Browsers":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def chromium(
        self, look: Look, origin: str, *, busy: bool, flags: tuple[str, ...], without: tuple[str, ...]
    ) -> Browser:
        return await self._of(
            (look, origin, busy, flags, without),
            lambda playwright: chromium(playwright, look, origin, busy=busy, flags=flags, without=without),
        )

    async def firefox(self) -> Browser:
        return await self._of("firefox", firefox)

    async def _of(self, kind: object, start: Callable[[Playwright], AbstractAsyncContextManager[Browser]]) -> Browser:
        if kind not in self._running or not self._running[kind].is_connected():
            if self._playwright is None:
                self._playwright = await self._stack.enter_async_context(driver(self._namespace))
            self._running[kind] = await self._stack.enter_async_context(start(self._playwright))
        return self._running[kind]


@asynccontextmanager
async def driver(namespace: str | None = None) -> AsyncIterator[Playwright]:
    """Playwright's driver, and with it every browser that it starts, in that network namespace."""
    with tempfile.TemporaryDirectory(prefix="paramarsh-driver-") as folder:
        node = compute_driver_executable()[0] if namespace is None else _wrapped_node(Path(folder), namespace)
        with patch.dict(os.environ, PLAYWRIGHT_NODEJS_PATH=node):
            playwright = await async_playwright().start()
        try:
            yield playwright
        finally:
            await playwright.stop()


@asynccontextmanager
async def chromium(
    playwright: Playwright,
    look: Look,
    origin: str,
    *,
    rate_fps: int = RATE_FPS,
    busy: bool = False,
    flags: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> AsyncIterator[Browser]:
    """A Chromium whose camera and microphone give that look; it takes ``origin`` for a secure one.

    ``flags`` are added; ``without``: the beginnings of flags that are left out.
    """
    files = capture_files(look, rate_fps=rate_fps, busy=busy)
    every = [
        *CHROMIUM_FLAGS,
        f"--use-file-for-fake-video-capture={files.video}",
        f"--use-file-for-fake-audio-capture={files.audio}",
        f"--unsafely-treat-insecure-origin-as-secure={origin}",
        *flags,
    ]
    arguments = [flag for flag in every if not without or not flag.startswith(without)]
    browser = await playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
    try:
        yield browser
    finally:
        await browser.close()


@asynccontextmanager
async def firefox(playwright: Playwright) -> AsyncIterator[Browser]:
    """It takes no capture files: the page paints its pictures (see ``devices.js``)."""
    with tempfile.TemporaryDirectory(prefix="paramarsh-firefox-") as home:
        browser = await playwright.firefox.launch(
            channel="moz-firefox",
            executable_path=firefox_path(),
            firefox_user_prefs=FIREFOX_PREFERENCES,
            env={**os.environ, "HOME": home},
        )
        try:
            yield browser
        finally:
            await browser.close()


def _wrapped_node(folder: Path, namespace: str) -> str:
    node = compute_driver_executable()[0]
    script = folder / "node"
    script.write_text(f'#!/bin/sh\nexec ip netns exec {namespace} {node} "$@"\n')
    script.chmod(0o755)
    return str(script)
