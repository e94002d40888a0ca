"""The only place that builds adapters: from settings to a running server."""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import uvloop
from aiohttp import web

from http_api.failures import close_broken_sockets, page_for_missing
from http_api.health import add_health
from http_api.security_headers import add_security_headers
from http_api.static_client import add_static_client
from media.errors import MediaError
from media.messages import Connected, Lost, VideoPaused
from media.pool import WorkerPool
from rooms.directory import Rooms
from server.event_log import configure_logging
from server.relay import MediaPool, PoolRelay
from server.settings import Settings
from server.startup import greeting, machine_addresses
from signaling.edge import SocketEdge, SocketServer, create_server
from signaling.flood import Allowance
from signaling.seats import Seats

CLIENT_FOLDER = Path(__file__).resolve().parent.parent / "web_client"
SOCKET_PATH = "/socket.io/"
EXPIRY_INTERVAL_SECONDS = 0.5
SHUTDOWN_SECONDS = 1.0

OnReport = Callable[[Connected | Lost | VideoPaused], None]
OpenMedia = Callable[[OnReport, Callable[[], None]], MediaPool]


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    configure_logging(settings.log_level, settings.log_format)
    try:
        uvloop.run(_serve(settings))
    except MediaError as error:
        sys.exit(error.message)
    except OSError as error:
        sys.exit(f"Cannot serve pages on {settings.host}, port {settings.port}: {error.strerror or error}.")


def create_app(settings: Settings, open_media: OpenMedia, allowance: Allowance | None = None) -> web.Application:
    """The whole server over the media side that ``open_media(on_report, on_replaced)`` makes.

    The media side is started and stopped with the application.
    """
    server = create_server()
    seats = Seats(lambda socket, event, payload: server.emit(event, payload, to=socket))
    media = open_media(lambda report: rooms.media_report(report), lambda: rooms.worker_replaced())
    rooms = Rooms(
        PoolRelay(media),
        seats,
        clock=time.monotonic,
        capacity=settings.room_capacity,
        grace_seconds=settings.grace_seconds,
    )
    SocketEdge(
        server,
        rooms,
        seats,
        slot_pairs=slot_pairs(settings),
        clock=time.monotonic,
        allowance=allowance or Allowance(),
    )
    return _application(server, media, rooms)


def slot_pairs(settings: Settings) -> int:
    """One pair for everybody else in a full room."""
    return settings.room_capacity - 1


def _application(server: SocketServer, media: MediaPool, rooms: Rooms) -> web.Application:
    app = web.Application(
        middlewares=[page_for_missing(CLIENT_FOLDER / "missing.html"), close_broken_sockets(SOCKET_PATH)]
    )
    app.on_response_prepare.append(add_security_headers)
    server.attach(app)
    add_health(app, lambda: media.pid is not None)
    add_static_client(app, CLIENT_FOLDER)
    app.cleanup_ctx.append(_running(media))
    app.cleanup_ctx.append(_expiring(rooms))
    app.on_shutdown.append(lambda _: server.shutdown())
    return app


def _running(media: MediaPool) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run_media(app: web.Application) -> AsyncIterator[None]:
        await media.start()
        yield
        await media.stop()

    return run_media


def _expiring(rooms: Rooms) -> Callable[[web.Application], AsyncIterator[None]]:
    async def expire_regularly() -> None:
        while True:
            await asyncio.sleep(EXPIRY_INTERVAL_SECONDS)
            rooms.expire(time.monotonic())

    async def run_expiry(app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(expire_regularly())
        yield
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    return run_expiry


async def _serve(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = web.AppRunner(create_app(settings, _workers(settings)), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    try:
        await runner.setup()
        await web.TCPSite(runner, settings.host, settings.port, ssl_context=settings.tls_context()).start()
        port = runner.addresses[0][1]
        print(greeting(settings.model_copy(update={"port": port}), machine_addresses()), flush=True)
        await stop.wait()
    finally:
        await runner.cleanup()


def _workers(settings: Settings) -> OpenMedia:
    def open_media(on_report: OnReport, on_replaced: Callable[[], None]) -> MediaPool:
        return WorkerPool(
            port=settings.media_port,
            addresses=settings.media_addresses or machine_addresses(),
            announced=settings.announced_addresses,
            slot_limit=slot_pairs(settings),
            on_report=on_report,
            on_replaced=on_replaced,
        )

    return open_media
