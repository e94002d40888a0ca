"""A real worker process: joined by aiortc, shot at, and killed."""

import asyncio
import os
import random
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from media.errors import MediaUnavailable, OfferRefused
from media.messages import Connected, Lost, VideoPaused
from media.parameters import EVERY_SOURCE
from media.pool import WorkerPool
from tests.integration.relay_client import only_address, relay_client
from tests.support.waiting import eventually

PATIENCE_SECONDS = 30.0
Report = Connected | Lost | VideoPaused


class Watched:
    """A pool, and what it reported."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0, workers: int = 1) -> None:
        self.reports: list[Report] = []
        self.lost_rooms: list[frozenset[str]] = []
        self._news = asyncio.Event()
        self.pool = WorkerPool(
            port=port,
            workers=workers,
            addresses=[address],
            announced=[],
            slot_limit=7,
            on_report=self._note,
            on_replaced=self._note_replaced,
        )

    async def until_reported(self, report: Report) -> None:
        await self._until(lambda: report in self.reports)

    async def until_replaced(self, times: int = 1) -> None:
        await self._until(lambda: len(self.lost_rooms) >= times)

    async def until_a_spare_is_ready(self) -> None:
        """A join waits for a replacement for five seconds; on a busy machine the imports alone take as long."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.pool.spares.prepared.wait()

    async def until_counted(self, name: str, count: int) -> dict[str, int]:
        """The statistics as soon as this counter has got so far."""

        async def look() -> dict[str, int] | None:
            statistics = await self.pool.statistics()
            return statistics if statistics.get(name, 0) >= count else None

        return await eventually(f"{name} is {count}", look, within_seconds=PATIENCE_SECONDS)

    @property
    def port(self) -> int:
        return self.pool.overview()[0].port

    def kill(self, how: signal.Signals = signal.SIGKILL, index: int = 0) -> int:
        pid = self.pool.overview()[index].pid
        assert pid is not None
        os.kill(pid, how)
        return pid

    async def _until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not happened():
                self._news.clear()
                await self._news.wait()

    def _note(self, report: Report) -> None:
        self.reports.append(report)
        self._news.set()

    def _note_replaced(self, rooms: frozenset[str]) -> None:
        self.lost_rooms.append(rooms)
        self._news.set()


@asynccontextmanager
async def running(address: str = "127.0.0.1", workers: int = 1) -> AsyncIterator[Watched]:
    one = Watched(address, workers=workers)
    await one.pool.start()
    try:
        yield one
    finally:
        await one.pool.stop()


@pytest.fixture
async def watched() -> AsyncIterator[Watched]:
    async with running() as one:
        yield one


@pytest.fixture(autouse=True)
def _loopback_only() -> Iterator[None]:
    with only_address("127.0.0.1"):
        yield


async def test_a_client_connects_and_says_goodbye(watched: Watched) -> None:
    async with relay_client(watched.pool, "asha") as asha:
        await asha.join("room")
        await watched.until_reported(Connected("asha"))
    await watched.until_reported(Lost("asha", "closed"))


async def test_a_client_connects_over_ipv6() -> None:
    with only_address("::1"):
        async with running("::1") as watched, relay_client(watched.pool, "asha") as asha:
            await asha.join("room")
            await watched.until_reported(Connected("asha"))


async def test_two_clients_receive_each_other(watched: Watched) -> None:
    async with relay_client(watched.pool, "asha") as asha, relay_client(watched.pool, "rao") as rao:
        await asha.join("room")
        await rao.join("room")
        watched.pool.feed("asha", 0, "rao")
        watched.pool.feed("rao", 0, "asha")
        await asha.receives(0)
        await rao.receives(0)
        statistics = await watched.pool.statistics()
    assert statistics["rtp_forwarded"] > 0
    assert statistics["participants"] == 2
    assert statistics.get("incidents", 0) == 0


async def test_leaving_closes_the_clients_connection(watched: Watched) -> None:
    async with relay_client(watched.pool, "asha") as asha:
        await asha.join("room")
        watched.pool.leave("asha")
        await asha.reaches("closed")
        assert (await watched.pool.statistics())["participants"] == 0


async def test_a_bad_offer_is_refused_and_nothing_changes(watched: Watched) -> None:
    with pytest.raises(OfferRefused) as refused:
        await watched.pool.join("room", "asha", "v=0\r\n", EVERY_SOURCE)
    assert refused.value.code == "bad_offer"
    assert (await watched.pool.statistics())["participants"] == 0


async def test_a_restart_without_a_join_is_refused(watched: Watched) -> None:
    with pytest.raises(MediaUnavailable):
        await watched.pool.restart("nobody", "v=0\r\n")


async def test_orders_about_nobody_have_no_effect(watched: Watched) -> None:
    watched.pool.leave("nobody")
    watched.pool.feed("nobody", 99, "nobody")
    assert (await watched.pool.statistics()).get("incidents", 0) == 0


async def test_noise_and_replays_on_the_port_change_nothing(watched: Watched) -> None:
    async with relay_client(watched.pool, "asha") as asha, relay_client(watched.pool, "rao") as rao:
        await asha.join("room")
        await rao.join("room")
        _shoot(watched.port)
        statistics = await watched.pool.statistics()
        watched.pool.feed("asha", 0, "rao")
        await asha.receives(0)
        assert asha.connection.connectionState == "connected"
    assert statistics["stun_refused"] > 0
    assert statistics.get("incidents", 0) == 0
    assert watched.reports[:2] == [Connected("asha"), Connected("rao")]
    assert watched.lost_rooms == []


def _shoot(port: int, datagrams: int = 3000) -> None:
    noise = random.Random(7)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as gun:
        for _ in range(datagrams):
            start = noise.choice(
                (b"", b"\0\1\0\x08\x21\x12\xa4\x42", b"\x16\xfe\xfd", b"\x80\xc8", b"\x80\x60", b"\x40")
            )
            gun.sendto(start + noise.randbytes(noise.randrange(0, 1400)), ("127.0.0.1", port))


async def test_a_killed_worker_is_replaced_on_the_same_port_and_people_join_again(watched: Watched) -> None:
    port = watched.port
    async with relay_client(watched.pool, "asha") as asha, relay_client(watched.pool, "asha") as again:
        await asha.join("room")
        await watched.until_a_spare_is_ready()
        killed = watched.kill()
        await again.join("room")
        assert watched.lost_rooms == [{"room"}]
        assert killed not in watched.pool.pids
        assert watched.port == port
    assert watched.reports.count(Connected("asha")) == 2


async def test_a_spare_process_takes_over_quickly(watched: Watched) -> None:
    """In a tenth of a second on a quiet machine: nobody waits for imports."""
    await watched.until_a_spare_is_ready()
    started = time.monotonic()
    watched.kill()
    await watched.until_replaced()
    assert time.monotonic() - started < 8.0


async def test_a_worker_that_hangs_is_replaced(watched: Watched) -> None:
    watched.kill(signal.SIGSTOP)
    await watched.until_replaced()
    assert await watched.pool.statistics()


async def test_the_replacement_is_replaced_too(watched: Watched) -> None:
    watched.kill()
    await watched.until_replaced()
    watched.kill()
    await watched.until_replaced(times=2)
    assert await watched.pool.statistics()


async def test_a_port_that_is_taken_is_an_error_at_the_start(watched: Watched) -> None:
    second = Watched(port=watched.port)
    with pytest.raises(MediaUnavailable):
        await second.pool.start()


@pytest.fixture
async def two_workers() -> AsyncIterator[Watched]:
    async with running(workers=2) as one:
        yield one


async def test_when_one_worker_is_killed_only_its_rooms_are_told_and_the_others_packets_go_on(
    two_workers: Watched,
) -> None:
    pool = two_workers.pool
    async with (
        relay_client(pool, "asha") as asha,
        relay_client(pool, "meera") as meera,
        relay_client(pool, "bina") as bina,
        relay_client(pool, "asha") as again,
    ):
        await asha.join("one")
        await meera.join("two")
        await bina.join("two")
        assert [(each.rooms, each.participants) for each in pool.overview()] == [(1, 1), (1, 2)]
        pool.feed("meera", 0, "bina")
        await meera.receives(0)
        survivor = pool.pids[1]
        await two_workers.until_a_spare_is_ready()
        two_workers.kill(index=0)
        await again.join("one")
        forwarded = (await pool.statistics())["rtp_forwarded"]
        await two_workers.until_counted("rtp_forwarded", forwarded + 50)
        assert two_workers.lost_rooms == [{"one"}]
        assert pool.pids[1] == survivor
        assert meera.connection.connectionState == bina.connection.connectionState == "connected"
    assert two_workers.reports.count(Connected("asha")) == 2
    assert two_workers.reports.count(Connected("meera")) == 1


async def test_a_drained_worker_carries_its_room_to_the_end_and_is_then_replaced(two_workers: Watched) -> None:
    pool = two_workers.pool
    ports = [each.port for each in pool.overview()]
    async with (
        relay_client(pool, "asha") as asha,
        relay_client(pool, "rao") as rao,
        relay_client(pool, "meera") as meera,
        relay_client(pool, "bina") as bina,
    ):
        await asha.join("one")
        drained = pool.pids[0]
        pool.drain(0)
        await meera.join("two")
        await bina.join("three")
        await rao.join("one")
        assert [(each.state, each.rooms) for each in pool.overview()] == [("draining", 1), ("up", 2)]
        pool.feed("asha", 0, "rao")
        await asha.receives(0)
        pool.leave("asha")
        pool.leave("rao")
        await two_workers.until_replaced()
        assert meera.connection.connectionState == "connected"
    overview = pool.overview()
    assert [each.state for each in overview] == ["up", "up"]
    assert overview[0].pid != drained
    assert [each.port for each in overview] == ports


async def test_what_is_muted_in_the_relay_stops_at_once_although_the_client_goes_on(watched: Watched) -> None:
    pool = watched.pool
    async with relay_client(pool, "asha") as asha, relay_client(pool, "rao") as rao:
        await asha.join("room")
        await rao.join("room")
        pool.feed("asha", 0, "rao")
        await asha.receives(0)
        pool.permit("rao", ())
        forwarded = (await pool.statistics())["rtp_forwarded"]
        assert (await watched.until_counted("rtp_not_permitted", 50))["rtp_forwarded"] == forwarded
        pool.permit("rao", EVERY_SOURCE)
        await watched.until_counted("rtp_forwarded", forwarded + 50)


async def test_who_joins_without_permission_is_not_forwarded(watched: Watched) -> None:
    pool = watched.pool
    async with relay_client(pool, "asha") as asha, relay_client(pool, "rao") as rao:
        await asha.join("room")
        await rao.join("room", permitted=())
        pool.feed("asha", 0, "rao")
        assert (await watched.until_counted("rtp_not_permitted", 50)).get("rtp_forwarded", 0) == 0


async def test_a_second_video_is_received_beside_the_camera(watched: Watched) -> None:
    pool = watched.pool
    async with relay_client(pool, "asha", pairs=2) as asha, relay_client(pool, "rao", second=True) as rao:
        await asha.join("room")
        await rao.join("room")
        pool.feed("asha", 0, "rao")
        pool.feed("asha", 1, "rao", "second")
        await asha.receives(0)
        await asha.receives_picture(1)


CONTROL_PROCESS = """
import asyncio
from media.parameters import EVERY_SOURCE
from media.pool import WorkerPool
async def main():
    pool = WorkerPool(
        port=0, workers=2, addresses=["127.0.0.1"], announced=[], slot_limit=7, on_report=print, on_replaced=print
    )
    await pool.start()
    await pool.spares.prepared.wait()
    print(*pool.pids, pool.spares.pid, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_no_worker_outlives_a_control_process_that_was_killed() -> None:
    control = await asyncio.create_subprocess_exec(sys.executable, "-c", CONTROL_PROCESS, stdout=PIPE)
    assert control.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            pids = [int(pid) for pid in (await control.stdout.readline()).split()]
            ends = [_end_of(pid) for pid in pids]
    finally:
        control.kill()
        await control.wait()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*ends)
    assert len(pids) == 3


def _end_of(pid: int) -> asyncio.Future[None]:
    """Done when a process that is not our child has ended."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    handle = os.pidfd_open(pid)

    def end() -> None:
        loop.remove_reader(handle)
        os.close(handle)
        ended.set_result(None)

    loop.add_reader(handle, end)
    return ended
