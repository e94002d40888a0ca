"""A socket that is brought to another node: nothing is lost, changed or let through that should not be."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import unused_port
from yarl import URL

from cluster.passage import PASSED, Passage
from rooms.places import NodeId
from tests.support.waiting import eventually

HERE, THERE, DEAD = NodeId("a" * 16), NodeId("b" * 16), NodeId("c" * 16)
PATH = "/socket.io/"
LARGEST = 64 * 1024
PIECE = "x" * 32_768


@dataclass
class Table:
    here: NodeId
    urls: dict[NodeId, str] = field(default_factory=dict)

    def url_of(self, node: str) -> str | None:
        return self.urls.get(NodeId(node))


@dataclass
class Inner:
    """The other node: does what the first word says."""

    asked: list[web.Request] = field(default_factory=list)
    heard: list[Any] = field(default_factory=list)
    sent: int = 0
    closed_with: int | None = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("refuse"):
            return web.Response(status=400)
        self.asked.append(request)
        socket = web.WebSocketResponse(max_msg_size=LARGEST)
        await socket.prepare(request)
        async for message in socket:
            self.heard.append(message.data)
            await self._answer(socket, message.data)
        self.closed_with = socket.close_code
        return socket

    async def _answer(self, socket: web.WebSocketResponse, said: Any) -> None:
        if said == "close":
            await socket.close(code=4001)
        elif said == "drop":
            assert socket._req is not None
            assert socket._req.transport is not None
            socket._req.transport.abort()
        elif said == "pour":
            for _ in range(1000):
                await socket.send_str(PIECE)
                self.sent += 1
        elif isinstance(said, str):
            await socket.send_str(said.upper())
        else:
            await socket.send_bytes(said[::-1])


@dataclass
class House:
    inner: Inner
    table: Table
    passage: Passage
    outer: URL
    session: ClientSession

    async def connect(self, node: str = THERE, **options: Any) -> Any:
        url = (self.outer / PATH.strip("/") / "").with_query(EIO="4", transport="websocket", node=node)
        return await self.session.ws_connect(url, **options)

    async def status(self, node: str = THERE, query: str = "", **options: Any) -> int:
        """Of a handshake that is refused."""
        with pytest.raises(WSServerHandshakeError) as refused:
            await self.session.ws_connect(f"{self.outer}{PATH}?node={node}{query}", **options)
        return refused.value.status


async def own(_: web.Request) -> web.StreamResponse:
    """What this node itself would answer."""
    return web.Response(status=418)


@asynccontextmanager
async def serving(handler: Callable[[web.Request], Any], *middlewares: Any) -> AsyncIterator[URL]:
    """As the real server is run: a handler goes on when its client is gone."""
    app = web.Application(middlewares=middlewares)
    app.router.add_get(PATH, handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield URL.build(scheme="http", host="127.0.0.1", port=runner.addresses[0][1])
    finally:
        await runner.cleanup()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    inner = Inner()
    async with ClientSession() as session, serving(inner.serve) as there:
        dead = f"http://127.0.0.1:{unused_port()}"
        table = Table(HERE, {THERE: str(there).rstrip("/"), DEAD: dead})
        passage = Passage(lambda: session, table, PATH, largest_message=LARGEST, patience_seconds=0.3)
        async with serving(own, passage.middleware) as outer:
            yield House(inner, table, passage, outer, session)


async def test_text_and_bytes_go_both_ways_in_their_order(house: House) -> None:
    async with await house.connect() as socket:
        for number in range(100):
            await socket.send_str(f"नमस्ते {number}")
            await socket.send_bytes(bytes([number, 255]))
        for number in range(100):
            assert await socket.receive_str() == f"नमस्ते {number}"
            assert await socket.receive_bytes() == bytes([255, number])


async def test_the_other_node_hears_what_the_page_is(house: House) -> None:
    headers = {
        "Cookie": "paramarsh_session=s",
        "Origin": "https://clinic.example",
        "Host": "clinic.example",
        "User-Agent": "a browser",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
        "X-Other": "stays here",
        "Authorization": "Bearer stays here",
    }
    async with await house.connect(headers=headers) as socket:
        await socket.send_str("x")
        await socket.receive_str()
    heard = house.inner.asked[0]
    assert heard.query == {"EIO": "4", "transport": "websocket", "node": THERE}
    told = {name: heard.headers.get(name) for name in (*headers, "X-Forwarded-Host")}
    assert told == headers | {
        "Host": house.table.urls[THERE].removeprefix("http://"),
        "X-Forwarded-Host": "clinic.example",
        "X-Forwarded-For": "203.0.113.9, 127.0.0.1",
        "X-Other": None,
        "Authorization": None,
    }


async def test_who_names_no_other_node_is_served_here(house: House) -> None:
    for node in ("", HERE, "d" * 16, "http://127.0.0.1:1", house.table.urls[THERE]):
        assert await house.status(node) == 418
    assert house.inner.asked == []


async def test_a_socket_is_passed_on_once_and_no_further(house: House) -> None:
    assert await house.status(headers={PASSED: "1"}) == 418


async def test_what_is_no_socket_is_not_passed(house: House) -> None:
    async with house.session.get(f"{house.outer}{PATH}?node={THERE}") as answer:
        assert answer.status == 418


async def test_a_node_that_lives_and_cannot_be_reached_is_asked_for_again_later(house: House) -> None:
    assert await house.status(DEAD) == 503


async def test_whoever_asks_for_a_node_that_has_just_died_is_served_here_as_soon_as_that_is_known(house: House) -> None:
    asking = asyncio.create_task(house.status(DEAD))
    await asyncio.sleep(0.1)
    del house.table.urls[DEAD]
    assert await asking == 418


async def test_what_the_other_node_refuses_is_refused(house: House) -> None:
    assert await house.status(query="&refuse=1") == 400


async def test_the_code_with_which_one_end_closes_reaches_the_other(house: House) -> None:
    async with await house.connect() as socket:
        await socket.send_str("close")
        assert (await socket.receive()).type is WSMsgType.CLOSE
        assert socket.close_code == 4001
    async with await house.connect() as socket:
        await socket.send_str("x")
        await socket.receive_str()
        await socket.close(code=4002)

    async def is_closed() -> bool:
        return house.inner.closed_with == 4002

    await eventually("the other node hears of it", is_closed, within_seconds=2)


async def test_a_node_that_dies_ends_its_sockets(house: House) -> None:
    async with await house.connect() as socket:
        await socket.send_str("drop")
        assert (await socket.receive(timeout=2)).type in (WSMsgType.CLOSE, WSMsgType.CLOSED)
        assert socket.close_code == 1001


async def test_a_message_that_is_too_long_ends_the_socket_before_it_is_passed_on(house: House) -> None:
    async with await house.connect() as socket:
        await socket.send_str("x" * (LARGEST + 1))
        assert (await socket.receive(timeout=2)).type is WSMsgType.CLOSE
        assert socket.close_code == 1009
    assert house.inner.heard == []


async def test_a_page_that_does_not_read_holds_the_other_node_back(house: House) -> None:
    async with await house.connect(max_msg_size=0) as socket:
        await socket.send_str("pour")
        await asyncio.sleep(0.5)
        before = house.inner.sent
        await asyncio.sleep(0.3)
        assert house.inner.sent == before < 900
        for _ in range(1000):
            assert await socket.receive_str(timeout=5) == PIECE


async def test_sockets_to_a_node_that_lives_no_more_are_closed_at_once(house: House) -> None:
    async with await house.connect() as socket:
        await socket.send_str("x")
        await socket.receive_str()
        house.passage.keep_only([HERE, THERE])
        house.passage.keep_only([HERE])
        assert (await socket.receive(timeout=2)).type is WSMsgType.CLOSE
        assert socket.close_code == 1001
