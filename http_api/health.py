"""Whether this server can carry a call just now."""

from collections.abc import Callable

from aiohttp import web


def add_health(app: web.Application, media_is_ready: Callable[[], bool]) -> None:
    """``GET /healthz``: 200 while the media worker is up, 503 while it is being replaced."""

    async def health(request: web.Request) -> web.Response:
        ready = media_is_ready()
        body = {"status": "ok" if ready else "unavailable", "media_worker": "up" if ready else "away"}
        return web.json_response(body, status=200 if ready else 503, headers={"Cache-Control": "no-store"})

    app.router.add_get("/healthz", health)
