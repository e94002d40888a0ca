"""The operator's API: rooms, invitations and media workers."""

from collections.abc import Callable
from typing import Protocol

from aiohttp import web

from http_api.api import AddPart
from http_api.invitations import Guests, add_invitations
from http_api.operator_key import KeyedRoutes
from http_api.rooms import OpenRooms, add_rooms
from http_api.workers import Workers, add_workers
from rooms.invitations import InvitationRegistry


class Rooms(OpenRooms, Guests, Protocol):
    """The rooms of all nodes."""


def operator_part(
    *,
    key: str,
    registry: InvitationRegistry,
    rooms: Rooms,
    workers: Workers,
    wall_clock: Callable[[], float],
) -> AddPart:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def add(api: web.Application) -> None:
        routes = KeyedRoutes(api.router, key)
        add_rooms(routes, registry, rooms)
        add_invitations(routes, registry, rooms, wall_clock)
        add_workers(routes, workers)

    return add
