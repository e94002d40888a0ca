"""A socket that asks for another node is brought there: message by message, both ways, until either end closes.

It names the node by an id; the address is the one that this node has signed. A socket is passed on once and no further.
"""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

import structlog
from aiohttp import (
    ClientError,
    ClientSession,
    ClientWebSocketResponse,
    ClientWSTimeout,
    WSMsgType,
    WSServerHandshakeError,
    hdrs,
    web,
)
from aiohttp.typedefs import Handler
from yarl import URL

from cluster.nodes import NodeTable
from rooms.places import NodeId

PARAMETER = "node"
PASSED = "X-Paramarsh-Passed"
CONNECT_SECONDS = 2.0
AGAIN_SECONDS = 0.25
PATIENCE_SECONDS = 5.0
"""About a node's lease, and less than a page waits for a socket."""
CLOSE_SECONDS = 1.0
LARGEST_ANSWER_BYTES = 4 * 1024 * 1024
KEPT_HEADERS = (hdrs.COOKIE, hdrs.ORIGIN, hdrs.USER_AGENT)
_NOT_SENT = frozenset({1004, 1005, 1006, 1015})
"""RFC 6455 section 7.4.1: these are never set in a close frame."""
GOING_AWAY = 1001

Socket = web.WebSocketResponse | ClientWebSocketResponse

log = structlog.get_logger(__name__)


class Passage:
    """``largest_message``: of the page's, in bytes; a longer one closes its socket, as it does on its own node."""

    def __init__(
        self,
        session: Callable[[], ClientSession],
        nodes: NodeTable,
        path: str,
        *,
        largest_message: int,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._session = session
        self._nodes = nodes
        self._path = path
        self._largest_message = largest_message
        self._patience_seconds = patience_seconds
        self._open: dict[str, set[web.WebSocketResponse]] = {}
        self._closing: set[asyncio.Task[bool]] = set()

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A node that does not live any more is served for: its seats are unknown here, and the page comes anew."""
        node = self._wanted(request)
        if node is None:
            return await handler(request)
        try:
            inner = await self._reach(request, node)
        except WSServerHandshakeError as refused:
            return web.Response(status=refused.status)
        except (ClientError, OSError, TimeoutError) as error:
            log.warning("node_unreachable", node=node, reason=type(error).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return await handler(request) if inner is None else await self._bring(request, node, inner)

    def keep_only(self, nodes: Collection[NodeId]) -> None:
        """Whoever was brought to a node that does not live any more need not wait until her socket falls silent."""
        for node in self._open.keys() - set(nodes):
            for socket in self._open.pop(node):
                task = asyncio.ensure_future(socket.close(code=GOING_AWAY))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)

    def _wanted(self, request: web.Request) -> str | None:
        if request.path != self._path or PASSED in request.headers:
            return None
        if request.headers.get(hdrs.UPGRADE, "").lower() != "websocket":
            return None
        node = request.query.get(PARAMETER)
        return None if node == self._nodes.here else node

    async def _reach(self, request: web.Request, node: str) -> ClientWebSocketResponse | None:
        """``None`` for a node that does not live. One that has just died is waited for until that is known.

        Raises what the attempt did, or ``web.HTTPServiceUnavailable`` where nobody waits for it any more.
        """
        until = asyncio.get_running_loop().time() + self._patience_seconds
        while (url := self._nodes.url_of(node)) is not None:
            try:
                return await self._connect(request, url)
            except WSServerHandshakeError:
                raise
            except (ClientError, OSError, TimeoutError):
                if asyncio.get_running_loop().time() > until:
                    raise
            await asyncio.sleep(AGAIN_SECONDS)
            if is_gone(request):
                raise web.HTTPServiceUnavailable
        return None

    async def _bring(self, request: web.Request, node: str, inner: ClientWebSocketResponse) -> web.StreamResponse:
        outer = web.WebSocketResponse(max_msg_size=self._largest_message, timeout=CLOSE_SECONDS)
        try:
            await outer.prepare(request)
            with self._counted(node, outer):
                await _exchange(outer, inner)
        except ConnectionError:
            log.info("socket_lost_on_its_way", node=node)
        finally:
            await inner.close()
        return outer

    async def _connect(self, request: web.Request, url: str) -> ClientWebSocketResponse:
        """The address is a node's own, and of the page's question only what stands behind the question mark."""
        async with asyncio.timeout(CONNECT_SECONDS):
            return await self._session().ws_connect(
                URL(url).with_path(self._path).with_query(request.query),
                headers=_headers(request),
                timeout=ClientWSTimeout(ws_close=CLOSE_SECONDS),
                max_msg_size=LARGEST_ANSWER_BYTES,
            )

    @contextmanager
    def _counted(self, node: str, socket: web.WebSocketResponse) -> Iterator[None]:
        """Among the open ones."""
        self._open.setdefault(node, set()).add(socket)
        try:
            yield
        finally:
            self._open.get(node, set()).discard(socket)


def is_gone(request: web.Request) -> bool:
    """Whoever asked has not waited for the answer."""
    return request.transport is None or request.transport.is_closing()


async def _exchange(outer: web.WebSocketResponse, inner: ClientWebSocketResponse) -> None:
    """Until one of them closes; the other is closed with its code."""
    inwards, outwards = (asyncio.create_task(way) for way in (_pass(outer, inner), _pass(inner, outer)))
    try:
        await asyncio.wait([inwards, outwards], return_when=asyncio.FIRST_COMPLETED)
        closed, other = (inner, outer) if outwards.done() else (outer, inner)
        await other.close(code=_code(closed))
    finally:
        inwards.cancel()
        outwards.cancel()
        await asyncio.gather(inwards, outwards, return_exceptions=True)


async def _pass(source: Socket, sink: Socket) -> None:
    """Nothing more is read while the other end's buffer is full: ``send`` waits for it."""
    async for message in source:
        try:
            if message.type is WSMsgType.TEXT:
                await sink.send_str(message.data)
            elif message.type is WSMsgType.BINARY:
                await sink.send_bytes(message.data)
        except (ConnectionError, ClientError):
            return


def _code(closed: Socket) -> int:
    code = closed.close_code
    return GOING_AWAY if code is None or code in _NOT_SENT else code


def _headers(request: web.Request) -> Mapping[str, str]:
    """What the other node needs to take the page for what it is: its cookies, its origin, and how it came."""
    headers = {name: request.headers[name] for name in KEPT_HEADERS if name in request.headers}
    before = request.headers.get("X-Forwarded-For")
    peer = request.remote or "unknown"
    return headers | {
        "X-Forwarded-Proto": request.headers.get("X-Forwarded-Proto", request.scheme),
        "X-Forwarded-Host": request.headers.get("X-Forwarded-Host", request.host),
        "X-Forwarded-For": peer if before is None else f"{before}, {peer}",
        PASSED: "1",
    }
