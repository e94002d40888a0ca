"""Who lives and whose a room is, as a real Redis keeps it."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from cluster.nodes import new_node
from cluster.registry import Pace, RedisAway, Registry, connect
from rooms.places import NodeId
from rooms.ports import RoomId
from tests.support.needs import REDIS
from tests.support.redis import RedisServer, running_redis
from tests.support.waiting import eventually

pytestmark = REDIS
PACE = Pace(beat_seconds=0.15, lease_seconds=1.2, settling_seconds=0.6, claim_seconds=3.0, joining_seconds=0.9)
"""A test that a busy machine holds up for longer than ``settling_seconds`` is, to Redis, a silence of all nodes: then
nothing is claimed, rightly."""
SETTLED_SECONDS = 20.0
WARD = RoomId("ward-3")
Enter = Callable[[], tuple[NodeId, Registry]]


@pytest.fixture
async def enter(redis_server: RedisServer, redis_prefix: str) -> AsyncIterator[Enter]:
    """Makes another node of one service."""
    made: list[Registry] = []

    def make() -> tuple[NodeId, Registry]:
        node = new_node()
        made.append(Registry(connect(redis_server.url), redis_prefix, node, PACE))
        return node, made[-1]

    yield make
    for registry in made:
        await registry.close()


async def settled(*registries: Registry) -> None:
    """All of them live, and claims are given."""

    async def all_are() -> bool:
        return all([(await registry.beat("a record", ())).is_settled for registry in registries])

    await eventually("claims are given", all_are, within_seconds=SETTLED_SECONDS)


async def goes_on_past_the_others_lease(registry: Registry) -> None:
    for _ in range(10):
        await asyncio.sleep(PACE.lease_seconds / 8)
        await registry.beat("of b", ())


async def test_the_nodes_that_live_are_known_to_each(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await first.beat("of a", ())
    heard = await second.beat("of b", ())
    assert heard.records == {a: "of a", b: "of b"}
    assert not heard.was_known
    assert (await second.beat("of b", ())).was_known


async def test_a_node_that_is_silent_is_known_to_nobody(enter: Enter) -> None:
    (_, first), (b, second) = enter(), enter()
    await first.beat("of a", ())
    await asyncio.sleep(PACE.lease_seconds + 0.1)
    assert (await second.beat("of b", ())).records == {b: "of b"}


async def test_of_two_who_claim_a_room_at_the_same_moment_both_hear_the_same(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await settled(first, second)
    for number in range(30):
        room = RoomId(f"room-{number}")
        answers = set(await asyncio.gather(second.claim(room), first.claim(room)))
        assert answers in ({a}, {b})


async def test_a_room_stays_where_it_is_while_its_node_lives(enter: Enter) -> None:
    (a, first), (_, second) = enter(), enter()
    await settled(first, second)
    assert await first.claim(WARD) == a
    for _ in range(30):
        await first.beat("of a", [WARD])
        assert await second.claim(WARD) == a
        await asyncio.sleep(PACE.beat_seconds)


async def test_the_rooms_of_a_dead_node_are_claimed_as_soon_as_its_lease_is_over(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await settled(first, second)
    await first.beat("of a", [WARD])
    assert await second.claim(WARD) == a
    await goes_on_past_the_others_lease(second)
    assert await second.claim(WARD) == b


async def test_a_node_that_slept_is_told_what_it_has_lost_and_keeps_the_rest(enter: Enter) -> None:
    (_, first), (b, second) = enter(), enter()
    await settled(first, second)
    await first.beat("of a", [WARD, RoomId("ward-4")])
    await goes_on_past_the_others_lease(second)
    assert await second.claim(WARD) == b
    heard = await first.beat("of a", [WARD, RoomId("ward-4")])
    assert (heard.was_known, heard.lost) == (False, (WARD,))
    assert await second.claim(RoomId("ward-4")) != b


async def test_a_claim_that_nobody_uses_is_over_after_a_while(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await settled(first, second)
    assert await first.claim(WARD) == a
    for _ in range(24):
        await asyncio.gather(first.beat("of a", ()), second.beat("of b", ()))
        await asyncio.sleep(PACE.claim_seconds / 20)
    assert await second.claim(WARD) == b


async def test_what_is_given_back_is_anybodys_and_what_is_anothers_is_not_given(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await settled(first, second)
    assert await first.claim(WARD) == a
    await second.release([WARD])
    assert await second.claim(WARD) == a
    await first.release([WARD])
    assert await second.claim(WARD) == b


async def test_who_leaves_is_known_to_nobody_at_once_and_her_rooms_are_free(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await settled(first, second)
    assert await first.claim(WARD) == a
    await first.leave([WARD])
    assert set((await second.beat("of b", ())).records) == {b}
    assert await second.claim(WARD) == b
    assert await first.claim(RoomId("ward-4")) is None


async def test_two_services_on_one_redis_know_nothing_of_each_other(
    redis_server: RedisServer, redis_prefix: str
) -> None:
    ours, theirs = (
        Registry(connect(redis_server.url), redis_prefix + name, new_node(), PACE) for name in ("ours:", "theirs:")
    )
    await settled(ours, theirs)
    assert len((await ours.beat("a record", ())).records) == 1
    assert await ours.claim(WARD) != await theirs.claim(WARD)
    await ours.close()
    await theirs.close()


async def test_after_a_restart_that_lost_everything_a_room_is_given_away_only_when_all_have_spoken(
    redis_prefix: str,
) -> None:
    with running_redis() as redis:
        nodes = [new_node(), new_node()]
        first, second = (Registry(connect(redis.url), redis_prefix, node, PACE) for node in nodes)
        await settled(first, second)
        await first.beat("of a", [WARD])
        redis.stop()
        with pytest.raises(RedisAway):
            await second.claim(WARD)
        redis.start()
        assert await second.claim(WARD) is None
        await second.beat("of b", ())
        assert await second.claim(WARD) is None
        assert not (await first.beat("of a", [WARD])).was_known
        assert await second.claim(WARD) == nodes[0]
        await settled(first, second)
        assert await second.claim(RoomId("ward-4")) == nodes[1]
        await first.close()
        await second.close()


async def test_after_a_silence_of_all_nodes_at_once_no_room_changes_its_node(enter: Enter) -> None:
    (a, first), (b, second) = enter(), enter()
    await settled(first, second)
    await first.beat("of a", [WARD])
    await asyncio.sleep(PACE.lease_seconds + 0.1)
    assert not (await second.beat("of b", ())).is_settled
    assert await second.claim(WARD) is None
    await first.beat("of a", [WARD])
    assert await second.claim(WARD) == a
    await settled(first, second)
    assert (await second.beat("of b", ())).is_settled
    assert await second.claim(RoomId("ward-4")) == b


async def test_a_redis_that_does_not_answer_is_away(redis_prefix: str) -> None:
    with running_redis() as redis:
        registry = Registry(connect(redis.url), redis_prefix, new_node(), PACE)
        await registry.beat("a record", ())
        with redis.paused(), pytest.raises(RedisAway):
            await registry.beat("a record", ())
        assert await registry.beat("a record", ())
        await registry.close()
