"""What a person sees instead of a page that is not there, and what the log sees of a request that failed."""

from pathlib import Path

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

log = structlog.get_logger(__name__)


def page_for_missing(page: Path) -> Middleware:
    """A middleware: unknown addresses are answered with a page that says what to do."""

    @web.middleware
    async def say_it_in_a_sentence(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return _page(page, status=404)

    return say_it_in_a_sentence


def close_broken_sockets(path: str) -> Middleware:
    """A middleware for the socket under ``path``: text that is no Engine.IO, and whoever has gone before the answer,
    end it without a traceback.
    """

    @web.middleware
    async def close_quietly(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except ConnectionResetError:
            return web.Response(status=400)  # read by nobody
        except ValueError:
            if not request.path.startswith(path):
                raise
            log.info("socket_broken", reason="not Engine.IO")
            if request.transport is not None:
                request.transport.close()
            return web.Response(status=400)

    return close_quietly


def _page(page: Path, status: int) -> web.Response:
    return web.Response(status=status, text=page.read_text(encoding="utf-8"), content_type="text/html")
