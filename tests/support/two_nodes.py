"""Two servers with one database and one Redis behind one address.

``async with running_two_nodes(postgresql) as service``: ``service.url`` leads to either, ``service.nodes[0].kill()``
and the like are the single server's. The door has no process of its own, and is a ``Server`` to whoever only opens
pages and makes invitations: ``meeting_on(service.door, browsers)``, ``visitors_of(service.door, browsers)``.
"""

import asyncio
import secrets
import socket
import tempfile
from base64 import b64encode
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.postgresql import PostgreSQL
from tests.support.redis import RedisServer, running_redis
from tests.support.server import Server, free_port

ADDRESS = "127.0.0.1"
PIECE_BYTES = 64 * 1024
START_SECONDS = 40.0
"""Of two processes at once that make a new database's tables, and wait until Redis has settled."""


class Door:
    """One address for several servers: each new connection leads to the next, and past one that is not there."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._next = 0
        self._only: int | None = None
        self._server: asyncio.Server | None = None
        self._visits: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def lead_to(self, index: int | None) -> None:
        """New connections go to that server first; ``None``: to all of them in turn."""
        self._only = index

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._visited, ADDRESS, 0)

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        for visit in self._visits:
            visit.cancel()
        await asyncio.gather(*self._visits, return_exceptions=True)

    async def _visited(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        visit = asyncio.current_task()
        assert visit is not None
        self._visits.add(visit)
        try:
            await self._lead(reader, writer)
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            self._visits.discard(visit)
            writer.close()

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for port in self._order():
            try:
                inner_reader, inner_writer = await asyncio.open_connection(ADDRESS, port)
            except OSError:
                continue
            try:
                await _either(_copy(reader, inner_writer), _copy(inner_reader, writer))
            finally:
                inner_writer.close()
            return

    def _order(self) -> list[int]:
        if self._only is not None:
            first = self._only
        else:
            first, self._next = self._next, (self._next + 1) % len(self._ports)
        return self._ports[first:] + self._ports[:first]


@dataclass
class TwoNodes:
    door: Server
    nodes: list[Server]
    redis: RedisServer
    database: str
    """The URL of the PostgreSQL database of both."""
    _entry: Door

    @property
    def url(self) -> str:
        return self.door.url

    def lead_to(self, index: int | None) -> None:
        """Whoever comes anew is led to that node, as long as it is there; ``None``: in turn."""
        self._entry.lead_to(index)


@asynccontextmanager
async def running_two_nodes(postgresql: PostgreSQL, **settings: str) -> AsyncIterator[TwoNodes]:
    """Both healthy, on a database of their own; at the end neither has logged a traceback or a secret."""
    database = postgresql.create()
    entry = Door(ports := [free_port(socket.SOCK_STREAM) for _ in range(2)])
    with running_redis() as redis, tempfile.TemporaryDirectory(prefix="paramarsh-nodes-") as folder:
        shared = {
            "database_url": postgresql.url(database),
            "redis_url": redis.url,
            "master_keys": f"test:{b64encode(secrets.token_bytes(32)).decode()}",
            **settings,
        }
        key = secrets.token_urlsafe(32)
        log = Path(folder) / "nodes.log"
        nodes = [_node(Path(folder), port, shared, log, key) for port in ports]
        await entry.open()
        door = Server(ADDRESS, entry.port, 0, None, f"{folder}/data", shared, log_file=log, operator_key=key)
        service = TwoNodes(door, nodes, redis, shared["database_url"], entry)
        try:
            await asyncio.gather(*(node.start(START_SECONDS) for node in nodes))
            yield service
        finally:
            await asyncio.gather(*(node.stop() for node in nodes), return_exceptions=True)
            await entry.close()
            print(door.text)  # pytest shows it when the test failed
        door.nothing_went_wrong()
    postgresql.drop(database)


def _node(folder: Path, port: int, settings: dict[str, str], log: Path, operator_key: str) -> Server:
    """On one machine both keep their files in one folder; and what they print is read in its order."""
    return Server(
        ADDRESS,
        port,
        free_port(socket.SOCK_DGRAM),
        None,
        str(folder / "data"),
        settings,
        log_file=log,
        operator_key=operator_key,
    )


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while piece := await reader.read(PIECE_BYTES):
            writer.write(piece)
            await writer.drain()


async def _either(*ways: Coroutine[Any, Any, None]) -> None:
    """Until one of them ends."""
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
