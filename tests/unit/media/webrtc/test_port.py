"""The UDP port, with real sockets on the loopback."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from media.incidents import Incidents
from media.webrtc.ice_path import Address
from media.webrtc.port import Port, open_sockets

PATIENCE_SECONDS = 15.0


class Opened:
    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self.incidents: Counter[str] = Counter()
        self.sockets = open_sockets(["127.0.0.1", "::1"], 0)
        self.port = Port(self.sockets, self.counters, Incidents(self.incidents))
        self.waited_seconds = 0.0
        self.arrived: asyncio.Queue[tuple[bytes, Address]] = asyncio.Queue()

    def take(self, datagram: bytes, address: Address, waited_seconds: float) -> None:
        if datagram == b"crash":
            raise RuntimeError("a bug")
        self.waited_seconds = waited_seconds
        self.arrived.put_nowait((datagram, address))

    async def next(self) -> tuple[bytes, Address]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self.arrived.get()


@pytest.fixture
async def opened() -> AsyncIterator[Opened]:
    one = Opened()
    one.port.start(one.take)
    yield one
    one.port.close()


def test_all_addresses_have_one_port() -> None:
    sockets = open_sockets(["127.0.0.1", "::1"], 0)
    assert len({each.getsockname()[1] for each in sockets}) == 1
    for each in sockets:
        each.close()


def test_a_taken_port_is_an_error_and_leaves_nothing_open() -> None:
    taken = open_sockets(["127.0.0.1"], 0)
    with pytest.raises(OSError, match="in use"):
        open_sockets(["::1", "127.0.0.1"], taken[0].getsockname()[1])
    open_sockets(["::1"], taken[0].getsockname()[1])[0].close()
    taken[0].close()


async def test_the_kernel_tells_how_long_a_datagram_waited() -> None:
    opened = Opened()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"early", opened.sockets[0].getsockname())
        before = time.monotonic()
        while time.monotonic() - before < 0.02:
            pass
        opened.port.start(opened.take)
        await opened.next()
    opened.port.close()
    assert 0.02 <= opened.waited_seconds < 1.0


@pytest.mark.parametrize("index", [0, 1])
async def test_an_answer_goes_back_by_the_socket_of_the_question(opened: Opened, index: int) -> None:
    own = opened.sockets[index]
    with socket.socket(own.family, socket.SOCK_DGRAM) as client:
        client.setblocking(False)
        client.sendto(b"question", own.getsockname())
        datagram, address = await opened.next()
        assert datagram == b"question"
        assert address[0] == index
        opened.port.send(b"answer", address)
        async with asyncio.timeout(PATIENCE_SECONDS):
            received, source = await asyncio.get_running_loop().sock_recvfrom(client, 100)
    assert (received, source[:2]) == (b"answer", own.getsockname()[:2])


async def test_an_exception_in_one_datagram_costs_no_other(opened: Opened) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        for datagram in (b"crash", b"", b"after"):
            client.sendto(datagram, opened.port.addresses[0])
        assert (await opened.next())[0] == b""
        assert (await opened.next())[0] == b"after"
    assert opened.incidents["incidents"] == 1


async def test_what_cannot_be_sent_is_counted(opened: Opened) -> None:
    opened.port.send(bytes(100_000), (0, ("127.0.0.1", 9)))
    opened.port.send(b"x", (0, ("::1", 9)))
    assert opened.counters["datagrams_unsendable"] == 2
