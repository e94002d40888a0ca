"""The page's socket with a hand on it: what the server would say in rare moments is said, and the line is cut."""

import json
from typing import Any

from playwright.async_api import Page, WebSocketRoute

from tests.support.waiting import eventually

SOCKET = "**/socket.io/**"
WITHIN_SECONDS = 20.0


class Line:
    """Passes everything between a page and its server; only sockets opened before a cut get through."""

    def __init__(self) -> None:
        self._open: WebSocketRoute | None = None
        self._is_cut = False
        self._unanswered: list[WebSocketRoute] = []

    async def watch(self, page: Page) -> None:
        """To be called before the page is loaded."""
        await page.route_web_socket(SOCKET, self._opened)

    async def say(self, event: str, payload: dict[str, Any]) -> None:
        """An event of docs/protocol.md, as if the server had sent it (Socket.IO protocol 5: message, event)."""

        async def is_open() -> bool:
            return self._open is not None

        await eventually("the page has a socket", is_open, within_seconds=WITHIN_SECONDS)
        assert self._open is not None
        self._open.send("42" + json.dumps([event, payload]))

    async def cut(self) -> None:
        """The socket closes, and a new one is answered by nobody."""
        assert self._open is not None
        self._is_cut = True
        await self._open.close()

    async def mend(self) -> None:
        """The next socket gets through; those that nobody answers are given up, as when a network is back."""
        self._is_cut = False
        while self._unanswered:
            await self._unanswered.pop().close()

    def _opened(self, route: WebSocketRoute) -> None:
        if self._is_cut:
            self._unanswered.append(route)
            return
        self._open = route
        route.connect_to_server()
