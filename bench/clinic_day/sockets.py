"""Waiting pages that do nothing but listen: as many open sockets as a state has people waiting.

They speak just as much Engine.IO and Socket.IO as a page that waits: open, connect to ``/live``, watch a clinic, answer
pings (Engine.IO protocol 4, Socket.IO protocol 5).
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

AT_ONCE = 50
PATH = "/socket.io/live/?EIO=4&transport=websocket"
OPEN, PING, PONG = "0", "2", "3"
CONNECT, CONNECTED, EVENT = "40/live,", "40/live", "42/live,"


@dataclass
class Waiting:
    """``heard``: boards that came, over all sockets; ``lost``: sockets that closed by themselves."""

    open: int = 0
    heard: int = 0
    lost: int = 0
    _listening: list[asyncio.Task[None]] = field(default_factory=list)

    async def open_all(
        self, nodes: Sequence[ClientSession], cookies: Sequence[str], clinics: Sequence[str], count: int
    ) -> None:
        """The first ones are signed in with those cookies, one each; all watch one of the clinics."""
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(index: int) -> None:
            async with turn:
                cookie = cookies[index] if index < len(cookies) else None
                socket = await _opened(nodes[index % len(nodes)], cookie, clinics[index % len(clinics)])
            self._listening.append(asyncio.ensure_future(self._listen(socket)))

        await asyncio.gather(*(one(index) for index in range(count)))

    async def close(self) -> None:
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)

    async def _listen(self, socket: ClientWebSocketResponse) -> None:
        self.open += 1
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                if message.data == PING:
                    await socket.send_str(PONG)
                elif message.data.startswith(EVENT):
                    self.heard += 1
            self.lost += 1
        finally:
            self.open -= 1


async def _opened(http: ClientSession, cookie: str | None, clinic: str) -> ClientWebSocketResponse:
    headers = {} if cookie is None else {"Cookie": cookie}
    socket = await http.ws_connect(PATH, headers=headers, autoping=True, compress=0)
    await _await(socket, OPEN)
    await socket.send_str(CONNECT)
    await _await(socket, CONNECTED)
    await socket.send_str(EVENT + json.dumps(["watch", {"clinics": [clinic]}]))
    return socket


async def _await(socket: ClientWebSocketResponse, beginning: str) -> None:
    """Raises ``RuntimeError`` for a socket that is refused."""
    while not (message := await socket.receive_str(timeout=60)).startswith(beginning):
        if message == PING:
            await socket.send_str(PONG)
