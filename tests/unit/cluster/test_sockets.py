"""What is said to a Socket.IO room of several nodes, with and without Redis."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import socketio
from aiohttp import web
from aiohttp.test_utils import TestServer

from cluster.sockets import REST_SECONDS, SharedSockets
from signaling.edge import create_server
from tests.support.needs import REDIS
from tests.support.redis import RedisServer, running_redis
from tests.support.waiting import eventually

pytestmark = REDIS
ROOM = "clinic:1"


@dataclass
class Node:
    """A node of the service, and one page there that watches the room."""

    server: Any
    manager: SharedSockets
    heard: list[Any]

    async def say(self, what: Any) -> None:
        await self.server.emit("queue", what, to=ROOM)

    async def hears(self, what: Any, *, within_seconds: float = 5) -> None:
        async def it_came() -> bool:
            return what in self.heard

        await eventually(f"the page hears {what}", it_came, within_seconds=within_seconds)


@asynccontextmanager
async def node_on(redis: RedisServer, channel: str) -> AsyncIterator[Node]:
    manager = SharedSockets(redis.url, channel, time.monotonic)
    server: Any = create_server(manager)

    async def connected(sid: str, environ: Any, auth: Any = None) -> None:
        await server.enter_room(sid, ROOM)

    server.on("connect", connected)
    app = web.Application()
    server.attach(app)
    heard: list[Any] = []
    client: Any = socketio.AsyncClient(reconnection=False)  # type: ignore[no-untyped-call]
    client.on("queue", heard.append)
    async with TestServer(app, host="127.0.0.1") as served:
        await client.connect(str(served.make_url("/")), transports=["websocket"])
        try:
            yield Node(server, manager, heard)
        finally:
            await client.disconnect()
            await server.shutdown()
            await manager.close()


async def hear_each_other(*nodes: Node) -> None:
    """The first subscription takes a moment."""
    for node in nodes:

        async def all_hear(node: Node = node) -> bool:
            await node.say("are you there?")
            await asyncio.sleep(0.05)
            return all("are you there?" in one.heard for one in nodes)

        await eventually("every node hears", all_hear, within_seconds=5)
        for one in nodes:
            one.heard.clear()


async def test_an_event_for_a_room_reaches_its_pages_on_every_node_once(
    redis_server: RedisServer, redis_prefix: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with node_on(redis_server, redis_prefix) as a, node_on(redis_server, redis_prefix) as b:
        await hear_each_other(a, b)
        await a.say({"numbers": [1, 2], "waits": "दस मिनट"})
        await b.hears({"numbers": [1, 2], "waits": "दस मिनट"})
        await asyncio.sleep(0.1)
        assert (len(a.heard), len(b.heard)) == (1, 1)
    assert "दस मिनट" not in caplog.text


async def test_an_event_for_this_node_alone_does_not_go_by_way_of_redis(
    redis_server: RedisServer, redis_prefix: str
) -> None:
    async with node_on(redis_server, redis_prefix) as a, node_on(redis_server, redis_prefix) as b:
        await hear_each_other(a, b)
        await a.server.emit("queue", "of a call", to=ROOM, ignore_queue=True)
        await a.say("of the queue")
        await b.hears("of the queue")
        assert (a.heard, b.heard) == (["of a call", "of the queue"], ["of the queue"])


async def test_while_redis_is_away_each_node_tells_its_own_pages_and_comes_back_by_itself(redis_prefix: str) -> None:
    with running_redis() as redis:
        async with node_on(redis, redis_prefix) as a, node_on(redis, redis_prefix) as b:
            await hear_each_other(a, b)
            redis.stop()
            started = time.monotonic()
            for number in range(20):
                await a.say(number)
            assert time.monotonic() - started < 8
            await a.hears(19)
            assert b.heard == []
            await asyncio.sleep(3)
            redis.start()
            await hear_each_other(a, b)


async def test_a_redis_that_does_not_answer_holds_nobody_up_for_long(redis_prefix: str) -> None:
    with running_redis() as redis:
        async with node_on(redis, redis_prefix) as a, node_on(redis, redis_prefix) as b:
            await hear_each_other(a, b)
            with redis.paused():
                started = time.monotonic()
                for number in range(20):
                    await a.say(number)
                assert time.monotonic() - started < 10
                await a.hears(19)
            await asyncio.sleep(REST_SECONDS)
            await hear_each_other(a, b)
