"""One operation of the API: its address, who may use it, what it takes and gives; all else follows from that."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import web
from pydantic import BaseModel, ConfigDict

from clinic.actors import Actor, ActorKind
from clinic.identity.sessions import ENDS, Session
from http_api.bodies import ZERO, Body, read_body, read_query
from http_api.cookies import (
    TokenFor,
    called,
    device_of,
    new_device,
    require_own_page,
    session_token,
    set_device,
    set_session,
)
from rooms.ports import Refusal

SAFE = frozenset({"GET", "HEAD"})


class Answer(BaseModel):
    """What an operation gives back."""

    model_config = ConfigDict(frozen=True)


class Query(BaseModel):
    """What stands behind the question mark: text, from which numbers are read."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Who(Enum):
    """Who may use an operation; whether *this* patient or facility is hers is the clinic's to say."""

    ANYBODY = "anybody"
    PATIENT = "patient"
    STAFF = "staff"
    SIGNED_IN = "signed_in"


class SessionFinder(Protocol):
    async def find(self, token: str) -> Session | None: ...


@dataclass(slots=True)
class Call:
    """One request, with who makes it. ``device`` is an id of the browser, ``origin`` the peer's address.

    ``now``: seconds since 1970 UTC.
    """

    request: web.Request
    device: str
    origin: str
    now: float
    signed_in: Session | None
    _afterwards: list[Callable[[web.StreamResponse], None]] = field(default_factory=list)

    @property
    def session(self) -> Session:
        if self.signed_in is None:
            raise Refusal("not_signed_in", "You are not signed in here any more.")
        return self.signed_in

    @property
    def actor(self) -> Actor:
        return self.session.actor(self.origin)

    def by(self, kind: ActorKind, subject: str) -> Actor:
        """Somebody whose session is just beginning."""
        return Actor(kind, subject, None, self.origin)

    @property
    def browser(self) -> str:
        return called(self.request)

    def named(self, name: str) -> str:
        """The part of the address with that name."""
        return self.request.match_info[name]

    def keep_signed_in(self, session: Session, token: str) -> None:
        """Its cookie goes with the answer."""
        seconds = ENDS[session.kind].absolute_seconds
        self.afterwards(lambda response: set_session(self.request, response, token, seconds))

    def afterwards(self, act: Callable[[web.StreamResponse], None]) -> None:
        """On the answer, when there is one: cookies."""
        self._afterwards.append(act)

    def finish(self, response: web.StreamResponse) -> None:
        for act in self._afterwards:
            act(response)


Handler = Callable[..., Awaitable[Answer | web.StreamResponse | None]]


@dataclass(frozen=True, slots=True)
class Operation:
    """``takes``: the query of a GET, the JSON body of anything else. ``gives``: ``None`` for no content or a file.

    ``refuses``: codes of problems that are its own. ``from_own_page``: no other site and no machine may ask for it.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    who: Who = Who.ANYBODY
    takes: type[Body] | type[Query] | None = None
    gives: type[Answer] | None = None
    status: HTTPStatus = HTTPStatus.OK
    media_type: str | None = None
    sends: str | None = None
    refuses: tuple[str, ...] = ()
    from_own_page: bool = True

    @property
    def shows_token(self) -> bool:
        """Whether it must come with the token of one of our pages: every write that is not a machine's."""
        return self.from_own_page and self.method not in SAFE


class Operations:
    """All of them, and what they share: who asks, from where, and that it was one of our pages."""

    def __init__(
        self,
        sessions: SessionFinder,
        token_for: TokenFor,
        origin_of: Callable[[web.Request], str],
        wall_clock: Callable[[], float],
        note_refusal: Callable[[Refusal, Actor], Awaitable[None]],
    ) -> None:
        """``note_refusal``: told of what somebody who is signed in was refused."""
        self.all: list[Operation] = []
        self._note_refusal = note_refusal
        self.token_for = token_for
        self._sessions = sessions
        self._origin_of = origin_of
        self._wall_clock = wall_clock

    def add(self, method: str, path: str, handler: Handler, summary: str, **more: Any) -> None:
        """``more``: the other fields of ``Operation``."""
        self.all.append(Operation(method, path, handler, summary, **more))

    def mount(self, app: web.Application) -> None:
        for operation in self.all:
            app.router.add_route(operation.method, operation.path, self._serving(operation))

    def _serving(self, operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            if any(ZERO in part for part in request.match_info.values()):
                raise web.HTTPNotFound
            if operation.shows_token:
                require_own_page(request, self.token_for)
            call = await self._call(request)
            _require(operation.who, call)
            given = await self._handled(operation, call)
            response = _response(operation, given)
            call.finish(response)
            return response

        return serve

    async def _handled(self, operation: Operation, call: Call) -> Answer | web.StreamResponse | None:
        try:
            return await operation.handler(call, *await _taken(operation, call.request))
        except Refusal as refusal:
            if call.signed_in is not None:
                await self._note_refusal(refusal, call.actor)
            raise

    async def _call(self, request: web.Request) -> Call:
        token, device = session_token(request), device_of(request)
        session = None if token is None else await self._sessions.find(token)
        call = Call(request, device or new_device(), self._origin_of(request), self._wall_clock(), session)
        if device is None:
            call.afterwards(lambda response: set_device(request, response, call.device))
        return call


def _require(who: Who, call: Call) -> None:
    """Raises ``Refusal``."""
    if who is Who.ANYBODY:
        return
    if who in (Who.PATIENT, Who.STAFF) and call.session.kind != who.value:
        raise Refusal("not_allowed", "This is not for the account with which you are signed in.")
    _ = call.session


async def _taken(operation: Operation, request: web.Request) -> tuple[Any, ...]:
    match operation.takes:
        case None:
            return ()
        case kind if issubclass(kind, Body):
            return (await read_body(request, kind),)
        case kind:
            return (read_query(request, kind),)


def _response(operation: Operation, given: Answer | web.StreamResponse | None) -> web.StreamResponse:
    if isinstance(given, web.StreamResponse):
        return given
    if given is None:
        return web.Response(status=HTTPStatus.NO_CONTENT)
    return web.Response(text=given.model_dump_json(), status=operation.status, content_type="application/json")
