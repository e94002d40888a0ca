"""The socket edge: python-socketio on one side, typed commands on the other."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import socketio
import structlog

from rooms.directory import Rooms
from rooms.entrance import Entrance
from rooms.ports import ParticipantId, Refusal
from signaling import packets
from signaling.caller import Caller
from signaling.commands import BadMessage, parse
from signaling.flood import CHAT_ALLOWANCE, Allowance, TokenBucket, Verdict
from signaling.handlers import HANDLERS
from signaling.messages import PROTOCOL_VERSION
from signaling.origin import is_own_page
from signaling.seats import Seats, SocketId

LARGEST_MESSAGE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Pings:
    """In seconds: how often every socket is asked whether it is there, and how long its answer may take."""

    interval: int
    timeout: int


CALL_PINGS = Pings(interval=10, timeout=5)

log = structlog.get_logger(__name__)


class SocketServer(Protocol):
    """The part of ``socketio.AsyncServer`` that is used here, with types."""

    def on(self, event: str, handler: Callable[..., Any], namespace: str | None = None) -> Any: ...

    async def emit(
        self,
        event: str,
        data: Mapping[str, Any],
        to: str | None,
        *,
        namespace: str | None = None,
        ignore_queue: bool = False,
    ) -> None: ...

    async def enter_room(self, sid: str, room: str, namespace: str | None = None) -> None: ...

    async def leave_room(self, sid: str, room: str, namespace: str | None = None) -> None: ...

    async def close_room(self, room: str, namespace: str | None = None) -> None: ...

    async def disconnect(self, sid: str, namespace: str | None = None) -> None: ...

    async def shutdown(self) -> None: ...

    def attach(self, app: Any, socketio_path: str) -> None: ...


def create_server(manager: socketio.AsyncManager | None = None, pings: Pings = CALL_PINGS) -> SocketServer:
    """WebSocket only. The largest message is well above the largest offer, so that too long an offer gets an answer.

    ``manager``: what the sockets of several processes share, in place of this process's memory.
    """
    server = socketio.AsyncServer(  # type: ignore[no-untyped-call]
        client_manager=manager,
        async_mode="aiohttp",
        transports=["websocket"],
        cors_allowed_origins=is_own_page,
        max_http_buffer_size=LARGEST_MESSAGE_BYTES,
        ping_interval=pings.interval,
        ping_timeout=pings.timeout,
        always_connect=True,
        serializer=packets.CommandPacket,
        json=packets.BoundedJson,
        logger=_quiet("paramarsh.socketio"),
        engineio_logger=_quiet("paramarsh.engineio"),
    )
    return cast(SocketServer, server)


def _quiet(name: str) -> logging.Logger:
    """At its lower levels python-socketio logs whole messages: offers, tokens and all."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.CRITICAL)
    return logger


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is signed in on the page of a socket: kind and id of the account."""

    kind: str
    subject: str


HolderOf = Callable[[Mapping[str, Any]], Awaitable[Holder | None]]
"""From the handshake's environment to who is signed in, if anybody."""


async def nobody(_: Mapping[str, Any]) -> Holder | None:
    return None


@dataclass
class Socket:
    """``turn``: the commands of one socket are served in their order."""

    bucket: TokenBucket
    chat: TokenBucket
    holder: Holder | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class SocketEdge:
    """Serves the commands of every socket and greets the new ones."""

    def __init__(
        self,
        server: SocketServer,
        entrance: Entrance,
        rooms: Rooms,
        seats: Seats,
        *,
        slot_pairs: int,
        clock: Callable[[], float],
        allowance: Allowance,
        holder_of: HolderOf = nobody,
        node: str | None = None,
    ) -> None:
        """``holder_of``: the handshake uses the session of the pages. ``node``: what the pages call this process."""
        self._server = server
        self._holder_of = holder_of
        self._entrance = entrance
        self._rooms = rooms
        self._seats = seats
        self._slot_pairs = slot_pairs
        self._clock = clock
        self._allowance = allowance
        self._node = node
        self._sockets: dict[SocketId, Socket] = {}
        server.on("connect", self._connected)
        server.on("disconnect", self._disconnected)
        server.on(packets.COMMAND, self._command)

    async def _connected(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        socket = SocketId(sid)
        holder = await self._holder_of(environ)
        now = self._clock()
        self._sockets[socket] = Socket(TokenBucket(self._allowance, now), TokenBucket(CHAT_ALLOWANCE, now), holder)
        welcome = {"protocol": PROTOCOL_VERSION, "slot_pairs": self._slot_pairs, "node": self._node}
        self._seats.greet(socket, welcome)

    async def show_out(self, holder: Holder) -> None:
        """At once, from every room and every socket: the account was suspended."""
        for socket in [one for one, known in self._sockets.items() if known.holder == holder]:
            participant = self._seats.participant_at(socket)
            if participant is not None:
                self._rooms.show_out(participant)
                await self._seats.delivered()
            await self._server.disconnect(socket)

    async def show_out_all(self, is_barred: Callable[[Holder], Awaitable[bool]]) -> None:
        """Whoever was suspended without this process being told."""
        for holder in {known.holder for known in self._sockets.values()}:
            if holder is not None and await is_barred(holder):
                await self.show_out(holder)

    async def _disconnected(self, sid: str, reason: str) -> None:
        socket = SocketId(sid)
        self._sockets.pop(socket, None)
        participant = self._seats.vacate(socket)
        if participant is not None:
            self._rooms.socket_lost(participant)
            log.info("socket_lost", participant=participant, reason=reason)

    async def _command(self, sid: str, name: str, arguments: list[Any]) -> dict[str, Any]:
        """The acknowledgement of one command, whatever it was."""
        socket = SocketId(sid)
        known = self._sockets.get(socket)
        verdict = known.bucket.take(self._clock()) if known else Verdict.REFUSED
        if verdict is Verdict.FLOODED:
            log.warning("socket_flooded", participant=self._seats.participant_at(socket))
            await self._server.disconnect(sid)
        if known is None or verdict is not Verdict.GRANTED:
            return _refused(Refusal("too_many_messages", "Too many messages. Wait a moment."))
        async with known.turn:
            return await self._serve(self._caller(socket, known), name, arguments)

    def _caller(self, socket: SocketId, known: Socket) -> Caller:
        return Caller(
            socket,
            self._entrance,
            self._rooms,
            self._seats,
            is_open=lambda: socket in self._sockets,
            may_write=lambda: known.chat.take(self._clock()) is Verdict.GRANTED,
        )

    async def _serve(self, caller: Caller, name: str, arguments: list[Any]) -> dict[str, Any]:
        participant = self._seats.participant_at(caller.socket)
        try:
            if not caller.is_open():
                raise Refusal("not_joined", "The socket is closed.")
            if name == packets.NAMELESS:
                raise BadMessage("A message has a name and one object.")
            command = parse(name, arguments)
            reply = await HANDLERS[name](caller, command)
        except Refusal as refusal:
            _log_refusal(participant, name, refusal)
            return _refused(refusal)
        except Exception:
            log.exception("command_failed", participant=participant, command=_known(name))
            return _refused(Refusal("internal", "Something went wrong on our side."))
        return {"ok": True, **reply.model_dump(mode="json")}


def _log_refusal(participant: ParticipantId | None, name: str, refusal: Refusal) -> None:
    log.info("command_refused", participant=participant, command=_known(name), code=refusal.code)


def _known(name: str) -> str:
    """An unknown name is the client's own text."""
    return name if name in HANDLERS else "unknown"


def _refused(refusal: Refusal) -> dict[str, Any]:
    reply: dict[str, Any] = {"ok": False, "code": refusal.code, "message": refusal.message}
    if refusal.code == "bad_message":
        reply["fields"] = list(refusal.fields)
    return reply
