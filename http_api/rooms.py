"""Opening and closing rooms."""

import secrets
from http import HTTPStatus
from typing import Annotated, Protocol

from aiohttp import web
from pydantic import AfterValidator

from http_api.bodies import Body, read_body
from http_api.operator_key import KeyedRoutes
from rooms.invitations import InvitationRegistry
from rooms.names import room_id
from rooms.ports import Refusal, RoomId

ROOM_NAME_BYTES = 8

RoomName = Annotated[str, AfterValidator(room_id)]


class OpenRooms(Protocol):
    """What is used of ``server.everywhere.Everywhere``."""

    async def close_room(self, room: RoomId) -> None:
        """Everybody inside is told that it is over, and nobody joins any more."""


class NewRoom(Body):
    room: RoomName | None = None


def add_rooms(routes: KeyedRoutes, registry: InvitationRegistry, rooms: OpenRooms) -> None:
    """``POST /rooms`` opens one, under a name of our own where none is given; ``DELETE /rooms/ROOM`` closes it."""

    async def create(request: web.Request) -> web.Response:
        body = await read_body(request, NewRoom)
        room = RoomId(body.room or secrets.token_hex(ROOM_NAME_BYTES))
        await registry.create_room(room)
        return web.json_response({"room": room}, status=HTTPStatus.CREATED)

    async def close(request: web.Request) -> web.Response:
        room = RoomId(request.match_info["room"])
        if await registry.room_state(room) is None:
            raise Refusal("room_unknown", "There is no such room.")
        await rooms.close_room(room)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    routes.add_post("/rooms", create)
    routes.add_delete("/rooms/{room}", close)
