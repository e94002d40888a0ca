"""The web application: pages, socket, API and health in one, with what runs beside them."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from http_api.api import add_api, operations_part
from http_api.failures import close_broken_sockets, page_for_missing
from http_api.health import Look, add_health
from http_api.operations import Operations
from http_api.operator import operator_part
from http_api.prescription.links import add_short_links
from http_api.security_headers import add_security_headers
from http_api.static_client import add_static_client
from rooms.directory import Rooms
from rooms.invitations import InvitationRegistry
from server.everywhere import Everywhere
from server.loops import again_and_again, beside
from server.relay import MediaPool
from signaling.edge import SocketServer

CLIENT_FOLDER = Path(__file__).resolve().parent.parent / "web_client"
SOCKET_PATH = "/socket.io/"
LIVE_PATH = "/socket.io/live/"
EXPIRY_INTERVAL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Sockets:
    """``calls``: those of people in a room. ``pages``: those of pages that hear news."""

    calls: SocketServer
    pages: SocketServer

    def attach(self, app: web.Application) -> None:
        self.calls.attach(app, SOCKET_PATH)
        self.pages.attach(app, LIVE_PATH)

    async def shutdown(self, _: web.Application) -> None:
        await asyncio.gather(self.calls.shutdown(), self.pages.shutdown())


def assemble(
    sockets: Sockets,
    media: MediaPool,
    rooms: Rooms,
    everywhere: Everywhere,
    invitations: InvitationRegistry,
    operator_key: str,
    clinic: Operations | None = None,
    health: Mapping[str, Look] | None = None,
) -> web.Application:
    """The media side is started and stopped with the application."""
    app = web.Application(
        middlewares=[page_for_missing(CLIENT_FOLDER / "missing.html"), close_broken_sockets(SOCKET_PATH)]
    )
    app.on_response_prepare.append(add_security_headers)
    sockets.attach(app)
    add_health(app, lambda: media.is_ready, health)
    operator = operator_part(
        key=operator_key, registry=invitations, rooms=everywhere, workers=media, wall_clock=time.time
    )
    add_api(app, operator, *([] if clinic is None else [operations_part(clinic)]))
    add_short_links(app)
    add_static_client(app, CLIENT_FOLDER)
    app.cleanup_ctx.append(_running(media))
    app.cleanup_ctx.append(_expiring(rooms))
    app.on_shutdown.append(sockets.shutdown)
    return app


def _running(media: MediaPool) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run_media(app: web.Application) -> AsyncIterator[None]:
        await media.start()
        yield
        await media.stop()

    return run_media


def _expiring(rooms: Rooms) -> Callable[[web.Application], AsyncIterator[None]]:
    async def expire() -> None:
        rooms.expire(time.monotonic())

    async def run_expiry(app: web.Application) -> AsyncIterator[None]:
        async with beside(again_and_again(EXPIRY_INTERVAL_SECONDS, "rooms_not_expired", expire)):
            yield

    return run_expiry
