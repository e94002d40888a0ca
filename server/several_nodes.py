"""One node of several: Redis says who else there is, and every key that they share comes from the database's vault."""

import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager

from aiohttp import ClientSession, TCPConnector, web

from cluster.colleagues import HttpColleagues, add_orders
from cluster.nodes import NodeRecords, new_node
from cluster.orders import Seal
from cluster.passage import Passage
from cluster.redis import RedisPlaces, Standing
from cluster.registry import Pace, RedisAway, Registry, connect
from cluster.sockets import SharedSockets
from http_api.health import Condition, Look
from rooms.directory import Rooms
from rooms.places import NodeId
from rooms.ports import RoomId
from server.addresses import in_url
from server.application import SOCKET_PATH
from server.cannot_start import CannotStart
from server.everywhere import Everywhere
from server.loops import beside
from server.settings import EVERY_IPV4, EVERY_IPV6, Settings
from signaling.edge import LARGEST_MESSAGE_BYTES

THIS_MACHINE = {EVERY_IPV4: "127.0.0.1", EVERY_IPV6: "::1"}
NAME_LENGTH = 16

KeyFor = Callable[[str], str]
"""From what a key is for to the key, the same on every node."""


class SeveralNodes:
    """Satisfies ``server.cluster.Cluster``."""

    def __init__(self, redis_url: str, key_for: KeyFor, pace: Pace | None = None) -> None:
        pace = pace or Pace()
        prefix = f"paramarsh:{key_for('name in Redis')[:NAME_LENGTH]}:"
        node = new_node()
        self._seal = Seal(key_for("orders").encode(), time.time)
        self._session: ClientSession | None = None
        self._registry = Registry(connect(redis_url), prefix, node, pace)
        self.grant_key = key_for("join grants").encode()
        self.manager = SharedSockets(redis_url, f"{prefix}sockets", time.monotonic)
        self.pages_manager = SharedSockets(redis_url, f"{prefix}pages", time.monotonic)
        self.places = RedisPlaces(
            self._registry,
            NodeRecords(key_for("nodes").encode()),
            node,
            pace=pace,
            clock=time.monotonic,
            others_hear=lambda: self.colleagues.hear_redis(),
        )
        self.colleagues = HttpColleagues(self._client, self._seal, lambda: self.places.others)
        self._passage = Passage(self._client, self.places, SOCKET_PATH, largest_message=LARGEST_MESSAGE_BYTES)
        self._house: _House | None = None

    @property
    def health(self) -> Mapping[str, Look]:
        return {"redis": self._look}

    def add_to(self, app: web.Application, rooms: Rooms, everywhere: Everywhere) -> None:
        self._house = _House(rooms, self._passage, everywhere)
        add_orders(app, self._seal, everywhere.obey)
        app.middlewares.append(self._passage.middleware)
        app.cleanup_ctx.append(self._connected)

    @asynccontextmanager
    async def taking_part(self, settings: Settings) -> AsyncIterator[None]:
        if self._house is None:
            raise RuntimeError("add_to comes first")
        try:
            async with self.places.taking_part(node_url(settings), self._house), beside(self._house.catch_up()):
                yield
        except RedisAway as error:
            raise CannotStart(f"Redis cannot be reached or used: {error}.") from error

    def _client(self) -> ClientSession:
        if self._session is None:
            raise RuntimeError("the application has not started")
        return self._session

    async def _connected(self, app: web.Application) -> AsyncIterator[None]:
        async with ClientSession(connector=TCPConnector(limit=0)) as self._session:
            yield
            await self.colleagues.close()
        await self.manager.close()
        await self.pages_manager.close()
        await self._registry.close()

    async def _look(self) -> Condition:
        standing = self.places.standing
        return Condition(standing.value, serves=standing in (Standing.UP, Standing.AWAY))


class _House:
    """Satisfies ``cluster.redis.House``."""

    def __init__(self, rooms: Rooms, passage: Passage, everywhere: Everywhere) -> None:
        self._rooms = rooms
        self._passage = passage
        self.fell_behind = everywhere.fell_behind
        self.catch_up = everywhere.catch_up_regularly

    @property
    def held(self) -> Collection[RoomId]:
        return self._rooms.held

    def give_up(self, rooms: Collection[RoomId]) -> None:
        self._rooms.give_up(rooms)

    def nodes_changed(self, nodes: Mapping[NodeId, str]) -> None:
        self._passage.keep_only(nodes)


def node_url(settings: Settings) -> str:
    """What is set, or the way to this process on its own machine."""
    host = THIS_MACHINE.get(settings.host, settings.host)
    return settings.node_url or f"http://{in_url(host)}:{settings.port}"
