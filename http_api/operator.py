"""The operator's API under ``/api``: rooms, invitations and media workers."""

from collections.abc import Callable
from typing import Protocol

from aiohttp import web

from http_api.invitations import Guests, add_invitations
from http_api.operator_key import require_key
from http_api.problems import answer_with_problems
from http_api.rooms import OpenRooms, add_rooms
from http_api.workers import Workers, add_workers
from rooms.invitations import InvitationRegistry

PREFIX = "/api"


class Rooms(OpenRooms, Guests, Protocol):
    """The rooms of this process."""


def add_operator_api(
    app: web.Application,
    *,
    key: str,
    registry: InvitationRegistry,
    rooms: Rooms,
    workers: Workers,
    wall_clock: Callable[[], float],
) -> None:
    """``wall_clock`` gives seconds since 1970 UTC."""
    api = web.Application(middlewares=[answer_with_problems, require_key(key)])
    api.on_response_prepare.append(_never_kept)
    add_rooms(api, registry, rooms)
    add_invitations(api, registry, rooms, wall_clock)
    add_workers(api, workers)
    app.add_subapp(PREFIX, api)


async def _never_kept(request: web.Request, response: web.StreamResponse) -> None:
    """Answers hold links."""
    response.headers["Cache-Control"] = "no-store"
