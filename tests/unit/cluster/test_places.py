"""A node among others: what it answers, what it gives up, and what it does while Redis is away."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from cluster.local import EverythingHere
from cluster.nodes import NodeRecords, new_node
from cluster.redis import RedisPlaces, Standing
from cluster.registry import Pace, RedisAway, Registry, connect
from rooms.places import NodeId
from rooms.ports import Refusal, RoomId
from tests.support.needs import REDIS
from tests.support.redis import RedisServer, running_redis
from tests.support.waiting import eventually

PACE = Pace(beat_seconds=0.1, lease_seconds=1.0, settling_seconds=0.5, claim_seconds=4.0, joining_seconds=0.6)
WARD, OTHER = RoomId("ward-3"), RoomId("ward-4")
KEY = b"k" * 32


@dataclass
class House:
    """Satisfies ``cluster.redis.House``; ``others_hear`` is what the other nodes say of Redis."""

    rooms: set[RoomId] = field(default_factory=set)
    given_up: list[RoomId] = field(default_factory=list)
    changes: int = 0
    falls_behind: int = 0
    others_hear: bool = False

    @property
    def held(self) -> Collection[RoomId]:
        return self.rooms

    def give_up(self, rooms: Collection[RoomId]) -> None:
        self.given_up += rooms
        self.rooms -= set(rooms)

    def nodes_changed(self, nodes: Mapping[NodeId, str]) -> None:
        self.changes += 1

    def fell_behind(self) -> None:
        self.falls_behind += 1

    async def ask_others(self) -> bool:
        return self.others_hear


@dataclass
class Node:
    places: RedisPlaces
    house: House
    _stack: AsyncExitStack

    async def stands(self, standing: Standing) -> None:
        async def so() -> bool:
            return self.places.standing is standing

        await eventually(f"it stands {standing}", so, within_seconds=5)

    async def leave(self) -> None:
        await self._stack.aclose()


@dataclass
class Service:
    redis: RedisServer
    redis_prefix: str
    nodes: list[Node] = field(default_factory=list)

    async def node(self, key: bytes = KEY, *, sits: bool = True) -> Node:
        """One more, which has settled."""
        stack, house, here = AsyncExitStack(), House(), new_node()
        registry = Registry(connect(self.redis.url), self.redis_prefix, here, PACE)
        stack.push_async_callback(registry.close)
        places = RedisPlaces(
            registry, NodeRecords(key), here, pace=PACE, clock=time.monotonic, others_hear=house.ask_others
        )
        await stack.enter_async_context(places.taking_part(f"http://{here}", house))
        self.nodes.append(Node(places, house, stack))
        if sits:
            await self.nodes[-1].stands(Standing.UP)
        return self.nodes[-1]


@asynccontextmanager
async def service_on(redis: RedisServer, redis_prefix: str) -> AsyncIterator[Service]:
    made = Service(redis, redis_prefix)
    try:
        yield made
    finally:
        for node in made.nodes:
            await node.leave()


@pytest.fixture
async def service(redis_server: RedisServer, redis_prefix: str) -> AsyncIterator[Service]:
    async with service_on(redis_server, redis_prefix) as made:
        yield made


async def refused(node: Node, room: RoomId) -> str:
    with pytest.raises(Refusal) as refusal:
        await node.places.claim(room)
    return refusal.value.code


async def test_a_single_process_has_every_room() -> None:
    places = EverythingHere()
    assert (places.here, await places.claim(WARD)) == (None, None)


@REDIS
async def test_nodes_know_one_another_and_where_a_room_is(service: Service) -> None:
    a, b = await service.node(), await service.node()
    assert await a.places.claim(WARD) == await b.places.claim(WARD) == a.places.here
    assert b.places.url_of(a.places.here) == f"http://{a.places.here}"
    assert a.places.url_of("somebody else") is None
    assert set(b.places.others) == {a.places.here}


@REDIS
async def test_a_node_that_has_just_come_stands_aside_until_all_is_settled(service: Service) -> None:
    node = await service.node(sits=False)
    assert node.places.standing is Standing.JOINING
    assert await refused(node, WARD) == "places_unknown"
    await node.stands(Standing.UP)
    assert await node.places.claim(WARD) == node.places.here


@REDIS
async def test_an_address_that_is_not_signed_is_no_node(service: Service) -> None:
    a = await service.node()
    stranger = await service.node(key=b"another" * 5)
    await asyncio.sleep(PACE.beat_seconds * 3)
    assert a.places.url_of(stranger.places.here) is None


@REDIS
async def test_who_leaves_is_gone_at_once_with_all_her_rooms(service: Service) -> None:
    a, b = await service.node(), await service.node()
    assert await a.places.claim(WARD) == a.places.here
    a.house.rooms = {WARD, OTHER}
    await asyncio.sleep(PACE.beat_seconds * 3)
    await a.leave()
    assert [await b.places.claim(room) for room in (WARD, OTHER)] == [b.places.here] * 2
    assert await refused(a, WARD) == "places_unknown"


@REDIS
async def test_a_room_that_is_had_no_more_is_anybodys_but_not_while_somebody_comes_in(service: Service) -> None:
    a, b = await service.node(), await service.node()
    assert await a.places.claim(WARD) == a.places.here
    a.house.rooms = {WARD}
    await asyncio.sleep(PACE.beat_seconds * 3)
    a.house.rooms = set()
    await asyncio.sleep(PACE.beat_seconds * 3)
    assert await b.places.claim(WARD) == a.places.here
    a.house.rooms = {WARD}
    await asyncio.sleep(PACE.joining_seconds)
    a.house.rooms = set()
    await asyncio.sleep(PACE.beat_seconds * 3)
    assert await b.places.claim(WARD) == b.places.here


@REDIS
async def test_a_pause_that_was_too_long_costs_the_rooms_that_another_has_now(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = await service.node(), await service.node()
    a.house.rooms = {WARD, OTHER}
    await asyncio.sleep(PACE.beat_seconds * 3)
    monkeypatch.setattr(Registry, "beat", _slow_for(a, Registry.beat))
    await asyncio.sleep(PACE.lease_seconds * 1.4)
    assert await b.places.claim(WARD) == b.places.here
    b.house.rooms = {WARD}
    monkeypatch.undo()
    await asyncio.sleep(PACE.lease_seconds)
    assert (a.house.given_up, a.house.rooms, a.house.falls_behind) == ([WARD], {OTHER}, 1)
    assert await b.places.claim(OTHER) == a.places.here


def _slow_for(node: Node, beat: object) -> object:
    """As if that process did not run for longer than its lease."""

    async def slow(registry: Registry, record: str, rooms: Collection[RoomId]) -> object:
        if record.endswith(node.places.here):
            await asyncio.sleep(PACE.lease_seconds * 1.5)
        return await beat(registry, record, rooms)  # type: ignore[operator]

    return slow


@REDIS
async def test_while_redis_is_away_a_node_serves_what_it_has_and_takes_nothing_new(redis_prefix: str) -> None:
    with running_redis() as redis, capture_logs() as logs:
        async with service_on(redis, redis_prefix) as service:
            a, b = await service.node(), await service.node()
            a.house.rooms = {WARD}
            await asyncio.sleep(PACE.beat_seconds * 3)
            changes = a.house.changes, b.house.changes
            redis.stop()
            await a.stands(Standing.AWAY)
            assert await a.places.claim(WARD) == a.places.here
            assert await refused(a, OTHER) == await refused(b, WARD) == "places_unknown"
            assert b.places.url_of(a.places.here)
            await asyncio.sleep(PACE.lease_seconds * 2)
            assert a.places.standing is Standing.AWAY
            redis.start()
            await a.stands(Standing.UP)
            await b.stands(Standing.UP)
            assert (a.house.changes, b.house.changes) == changes, "nobody takes another for dead meanwhile"
            await asyncio.sleep(PACE.settling_seconds)
            assert (a.house.given_up, a.house.rooms, a.house.falls_behind) == ([], {WARD}, 1)
            assert await b.places.claim(WARD) == a.places.here
            assert await b.places.claim(OTHER) == b.places.here
    assert [entry["event"] for entry in logs].count("redis_away") == 2


@REDIS
async def test_a_node_that_alone_does_not_hear_redis_stands_alone(redis_prefix: str) -> None:
    with running_redis() as redis:
        async with service_on(redis, redis_prefix) as service:
            node = await service.node()
            node.house.others_hear = True
            redis.stop()
            await node.stands(Standing.AWAY)
            await node.stands(Standing.ALONE)
            node.house.others_hear = False
            await node.stands(Standing.AWAY)


@REDIS
async def test_a_node_does_not_start_without_redis(redis_prefix: str) -> None:
    with running_redis() as redis:
        redis.stop()
        async with service_on(redis, redis_prefix) as service:
            with pytest.raises(RedisAway):
                await service.node()
