"""Making and revoking invitations."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Protocol

import structlog
from aiohttp import web
from pydantic import AfterValidator, Field

from http_api.bodies import Body, read_body
from http_api.operator_key import KeyedRoutes
from rooms.invitations import MOST_PEOPLE, InvitationId, InvitationRegistry, InvitedPerson
from rooms.names import person_name
from rooms.ports import Refusal, RoomId
from rooms.roles import Role

DEFAULT_HOURS = 72
MOST_HOURS = 24 * 90
SECONDS_IN_HOUR = 3600

log = structlog.get_logger(__name__)


class Guests(Protocol):
    """What is used of ``server.everywhere.Everywhere``."""

    async def turn_out(self, invitation: InvitationId) -> None:
        """Whoever sits in this invitation's seat is shown out."""


class Person(Body):
    role: Annotated[Role, Field(strict=False)]
    name: Annotated[str, AfterValidator(person_name)] | None = None


class NewInvitation(Body):
    people: Annotated[list[Person], Field(min_length=1, max_length=MOST_PEOPLE)]
    valid_hours: Annotated[float, Field(gt=0, le=MOST_HOURS, allow_inf_nan=False)] = DEFAULT_HOURS


def add_invitations(
    routes: KeyedRoutes, registry: InvitationRegistry, guests: Guests, wall_clock: Callable[[], float]
) -> None:
    """``POST /rooms/ROOM/invitations`` makes one for a seat; ``DELETE /invitations/ID`` revokes it."""

    async def invite(request: web.Request) -> web.Response:
        body = await read_body(request, NewInvitation)
        people = tuple(InvitedPerson(person.role, person.name) for person in body.people)
        expires_at = wall_clock() + body.valid_hours * SECONDS_IN_HOUR
        invitation, secret = await registry.invite(RoomId(request.match_info["room"]), people, expires_at)
        log.info("invited", invitation=invitation.id, roles=[person.role.value for person in people])
        answer = {"id": invitation.id, "link": link(origin(request), secret), "expires_at": _written(expires_at)}
        return web.json_response(answer, status=HTTPStatus.CREATED)

    async def revoke(request: web.Request) -> web.Response:
        invitation = InvitationId(request.match_info["invitation"])
        if await registry.revoke(invitation) is None:
            raise Refusal("invitation_unknown", "No such invitation was ever given.")
        await guests.turn_out(invitation)
        log.info("invitation_revoked", invitation=invitation)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    routes.add_post("/rooms/{room}/invitations", invite)
    routes.add_delete("/invitations/{invitation}", revoke)


def link(origin: str, secret: str) -> str:
    """The secret stands in the fragment, which browsers keep to themselves: no log on the way holds it."""
    return f"{origin}/#{secret}"


def origin(request: web.Request) -> str:
    """Where the asker reached us; a proxy that ends TLS says so in ``X-Forwarded-Proto``."""
    scheme = request.headers.get("X-Forwarded-Proto", "")
    return f"{scheme if scheme in ('http', 'https') else request.scheme}://{request.host}"


def _written(seconds: float) -> str:
    """RFC 3339, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
