"""Whether this process can serve just now: for whoever watches it, and for what stands in front of several."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Condition:
    """How something is that the service needs, in a word. ``serves``: whether people may be sent here all the same."""

    word: str
    serves: bool


Look = Callable[[], Awaitable[Condition]]


def add_health(
    app: web.Application, media_is_ready: Callable[[], bool], others: Mapping[str, Look] | None = None
) -> None:
    """``GET /healthz``: 200 while people may be sent here; 503 while the media workers are being replaced, or without

    one of the ``others``, which are told by their names.
    """

    async def health(request: web.Request) -> web.Response:
        media = "up" if media_is_ready() else "away"
        conditions = {"media_worker": Condition(media, serves=media == "up")}
        for name, look in (others or {}).items():
            conditions[name] = await look()
        ready = all(condition.serves for condition in conditions.values())
        body = {"status": "ok" if ready else "unavailable"} | {name: one.word for name, one in conditions.items()}
        return web.json_response(body, status=200 if ready else 503, headers={"Cache-Control": "no-store"})

    app.router.add_get("/healthz", health)
