"""Rooms on several workers: where they live, what becomes of them when a worker dies, and how one is drained."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.errors import MediaUnavailable, OfferRefused, WorkerUnknown
from media.messages import Close, Feed, Permit
from media.parameters import EVERY_SOURCE
from media.pool import WorkerPool
from tests.unit.media.worker_twins import PoolOfTwins, WorkerTwin

OFFER = (Path(__file__).parents[2] / "data" / "offers" / "chromium.sdp").read_text()


@pytest.fixture
async def twins() -> AsyncIterator[PoolOfTwins]:
    """Two workers."""
    twins = PoolOfTwins(workers=2)
    await twins.pool.start()
    yield twins
    await twins.pool.stop()


@pytest.fixture
def pool(twins: PoolOfTwins) -> WorkerPool:
    return twins.pool


async def join(pool: WorkerPool, room: str, *participants: str) -> None:
    for participant in participants:
        await pool.join(room, participant, OFFER, EVERY_SOURCE)


def loads(pool: WorkerPool) -> list[tuple[int, int]]:
    """(rooms, participants) of each worker."""
    return [(each.rooms, each.participants) for each in pool.overview()]


def states(pool: WorkerPool) -> list[str]:
    return [each.state for each in pool.overview()]


def worker(twins: PoolOfTwins, index: int) -> WorkerTwin:
    return twins.spares.latest(index + 1)


async def turns(count: int = 20) -> None:
    """Everything that needs no time happens: the twins take none."""
    for _ in range(count):
        await asyncio.sleep(0)


async def waiting_join(pool: WorkerPool, room: str, participant: str) -> asyncio.Task[object]:
    """A join that has got as far as it can."""
    task: asyncio.Task[object] = asyncio.ensure_future(pool.join(room, participant, OFFER, EVERY_SOURCE))
    await turns()
    assert not task.done()
    return task


async def test_each_worker_has_the_next_port(pool: WorkerPool) -> None:
    assert [(each.index, each.port, each.state) for each in pool.overview()] == [(0, 1, "up"), (1, 2, "up")]
    assert pool.pids == tuple(each.pid for each in pool.overview())


async def test_new_rooms_go_to_the_worker_with_the_fewest_people(pool: WorkerPool) -> None:
    await join(pool, "one", "asha", "rao")
    await join(pool, "two", "meera")
    await join(pool, "three", "bina")
    assert loads(pool) == [(1, 2), (2, 2)]
    await join(pool, "four", "dev")
    assert loads(pool) == [(2, 3), (2, 2)]


async def test_a_room_stays_together(twins: PoolOfTwins, pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    await join(pool, "two", "meera")
    await join(pool, "one", "rao", "bina")
    assert loads(pool) == [(1, 3), (1, 1)]
    assert {room for room, _, _ in worker(twins, 0).opened} == {"one"}


async def test_a_room_that_everybody_left_is_placed_anew(pool: WorkerPool) -> None:
    await join(pool, "one", "asha", "rao")
    await join(pool, "two", "meera")
    pool.leave("meera")
    assert loads(pool) == [(1, 2), (0, 0)]
    await join(pool, "three", "bina")
    await join(pool, "two", "meera")
    assert loads(pool) == [(1, 2), (2, 2)]


async def test_orders_go_to_the_worker_of_the_room(twins: PoolOfTwins, pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    await join(pool, "two", "meera")
    pool.feed("meera", 0, "rao", "second")
    pool.permit("meera", ["camera"])
    pool.leave("meera")
    assert worker(twins, 1).commands[1:] == [
        Feed("meera", 0, "rao", "second"),
        Permit("meera", ("camera",)),
        Close("meera"),
    ]
    assert len(worker(twins, 0).commands) == 1


async def test_orders_about_nobody_go_nowhere(twins: PoolOfTwins, pool: WorkerPool) -> None:
    pool.feed("nobody", 0, None)
    pool.permit("nobody", ())
    pool.leave("nobody")
    assert worker(twins, 0).commands == worker(twins, 1).commands == []


async def test_joining_another_room_leaves_the_first(pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    await join(pool, "two", "asha")
    assert sum(participants for _, participants in loads(pool)) == 1


async def test_a_refused_offer_holds_no_place(pool: WorkerPool) -> None:
    with pytest.raises(OfferRefused):
        await pool.join("one", "asha", "no offer", EVERY_SOURCE)
    assert loads(pool) == [(0, 0), (0, 0)]


async def test_a_refused_offer_of_one_who_is_connected_changes_nothing(pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    with pytest.raises(OfferRefused):
        await pool.join("one", "asha", "no offer", EVERY_SOURCE)
    assert loads(pool) == [(1, 1), (0, 0)]


async def test_counters_of_all_workers_are_added_up(pool: WorkerPool) -> None:
    assert (await pool.statistics())["rtp_received"] == sum(pool.pids)


async def test_only_the_rooms_of_a_dead_worker_are_told_and_they_stay_where_they_were(
    twins: PoolOfTwins, pool: WorkerPool
) -> None:
    await join(pool, "one", "asha", "rao")
    await join(pool, "two", "meera")
    worker(twins, 0).close()
    await twins.replaced()
    assert twins.lost == [{"one"}]
    await join(pool, "one", "rao", "asha")
    assert [room for room, _, _ in worker(twins, 0).opened] == ["one", "one"]
    assert loads(pool) == [(1, 2), (1, 1)]


async def test_a_join_waits_for_the_worker_of_its_room_and_new_rooms_do_not(
    twins: PoolOfTwins, pool: WorkerPool
) -> None:
    await join(pool, "one", "asha")
    twins.spares.may_start.clear()
    worker(twins, 0).close()
    joining = await waiting_join(pool, "one", "rao")
    assert (states(pool), pool.is_ready) == (["away", "up"], True)
    await join(pool, "two", "meera")
    assert loads(pool) == [(1, 2), (1, 1)]
    twins.spares.may_start.set()
    await joining
    assert [participant for _, participant, _ in worker(twins, 0).opened] == ["rao"]


async def test_a_worker_that_dies_under_a_join_does_not_fail_it(twins: PoolOfTwins, pool: WorkerPool) -> None:
    worker(twins, 0).answers.clear()
    joining = await waiting_join(pool, "one", "asha")
    worker(twins, 0).close()
    await joining
    assert worker(twins, 0).opened == [("one", "asha", EVERY_SOURCE)]


async def test_a_join_that_waited_brings_the_permissions_of_now(twins: PoolOfTwins, pool: WorkerPool) -> None:
    twins.spares.may_start.clear()
    worker(twins, 0).close()
    worker(twins, 1).close()
    joining = await waiting_join(pool, "one", "asha")
    pool.permit("asha", ["camera"])
    twins.spares.may_start.set()
    await joining
    assert worker(twins, 0).opened == [("one", "asha", ("camera",))]


async def test_who_leaves_while_she_waits_is_not_opened(twins: PoolOfTwins, pool: WorkerPool) -> None:
    twins.spares.may_start.clear()
    worker(twins, 0).close()
    worker(twins, 1).close()
    joining = await waiting_join(pool, "one", "asha")
    pool.leave("asha")
    twins.spares.may_start.set()
    with pytest.raises(MediaUnavailable):
        await joining
    assert worker(twins, 0).opened == []
    assert loads(pool) == [(0, 0), (0, 0)]


async def test_a_second_offer_that_is_refused_does_not_take_the_place_from_the_first(
    twins: PoolOfTwins, pool: WorkerPool
) -> None:
    worker(twins, 0).answers.clear()
    joining = await waiting_join(pool, "one", "asha")
    with pytest.raises(OfferRefused):
        await pool.join("one", "asha", "no offer", EVERY_SOURCE)
    assert loads(pool) == [(1, 1), (0, 0)]
    worker(twins, 0).answers.set()
    await joining
    assert loads(pool) == [(1, 1), (0, 0)]


async def test_where_a_worker_does_not_start_any_more_its_rooms_move_on(twins: PoolOfTwins, pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    twins.spares.refuses.add(1)
    worker(twins, 0).close()
    await turns()
    assert twins.spares.attempts[1] > 1
    await join(pool, "one", "asha")
    assert worker(twins, 1).opened == [("one", "asha", EVERY_SOURCE)]


async def test_with_no_worker_up_the_pool_is_not_ready(twins: PoolOfTwins, pool: WorkerPool) -> None:
    twins.spares.may_start.clear()
    worker(twins, 0).close()
    worker(twins, 1).close()
    await turns()
    assert (pool.is_ready, pool.pids) == (False, ())
    with pytest.raises(MediaUnavailable):
        await pool.statistics()
    with pytest.raises(MediaUnavailable):
        await pool.restart("asha", OFFER)


async def test_a_drained_worker_gets_no_new_rooms_and_its_room_goes_on(twins: PoolOfTwins, pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    pool.drain(0)
    pool.drain(0)
    assert states(pool) == ["draining", "up"]
    await join(pool, "two", "meera", "bina")
    await join(pool, "one", "rao")
    assert loads(pool) == [(1, 2), (1, 2)]
    await join(pool, "three", "dev")
    assert loads(pool) == [(1, 2), (2, 3)]


async def test_a_drained_worker_is_replaced_when_its_last_room_has_gone_and_serves_again(
    twins: PoolOfTwins, pool: WorkerPool
) -> None:
    await join(pool, "one", "asha", "rao")
    before = pool.pids
    pool.drain(0)
    pool.leave("asha")
    assert states(pool) == ["draining", "up"]
    pool.leave("rao")
    assert states(pool) == ["away", "up"]
    await twins.replaced()
    assert twins.lost == [frozenset()]
    assert states(pool) == ["up", "up"]
    assert pool.pids[0] != before[0]
    assert pool.pids[1] == before[1]
    await join(pool, "two", "asha")
    assert loads(pool) == [(1, 1), (0, 0)]


async def test_an_empty_worker_that_is_drained_is_replaced_at_once(twins: PoolOfTwins, pool: WorkerPool) -> None:
    first = worker(twins, 1)
    pool.drain(1)
    await twins.replaced()
    assert worker(twins, 1) is not first
    assert first.is_gone
    assert states(pool) == ["up", "up"]


async def test_a_join_under_way_holds_a_drained_worker(twins: PoolOfTwins, pool: WorkerPool) -> None:
    worker(twins, 0).answers.clear()
    joining = await waiting_join(pool, "one", "asha")
    pool.drain(0)
    assert states(pool) == ["draining", "up"]
    pool.leave("asha")
    assert states(pool) == ["draining", "up"]
    worker(twins, 0).answers.set()
    await joining
    assert states(pool) == ["away", "up"]


async def test_a_drained_worker_that_dies_comes_back_fresh(twins: PoolOfTwins, pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    pool.drain(0)
    worker(twins, 0).close()
    await twins.replaced()
    assert twins.lost == [{"one"}]
    assert states(pool) == ["up", "up"]


async def test_where_all_are_being_drained_a_new_room_is_refused_in_a_sentence(pool: WorkerPool) -> None:
    await join(pool, "one", "asha")
    await join(pool, "two", "meera")
    pool.drain(0)
    pool.drain(1)
    with pytest.raises(MediaUnavailable) as refused:
        await join(pool, "three", "bina")
    assert refused.value.message.endswith(".")
    await join(pool, "one", "rao")
    assert loads(pool) == [(1, 2), (1, 1)]


@pytest.mark.parametrize("index", [-1, 2])
async def test_a_worker_that_there_is_not_cannot_be_drained(pool: WorkerPool, index: int) -> None:
    with pytest.raises(WorkerUnknown) as refused:
        pool.drain(index)
    assert refused.value.code == "worker_unknown"
    assert states(pool) == ["up", "up"]


async def test_a_pool_of_which_one_worker_cannot_start_does_not_start() -> None:
    twins = PoolOfTwins(workers=2)
    twins.spares.refuses.add(2)
    with pytest.raises(MediaUnavailable):
        await twins.pool.start()
    assert twins.spares.latest(1).is_gone
