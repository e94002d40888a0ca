"""In place of worker processes: nothing is started, orders are remembered, and each answers when it is told to."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable
from typing import cast

from media.errors import media_unavailable
from media.messages import Command, Done, GetStatistics, Open, Ready, Statistics
from media.parameters import Fingerprint
from media.pool import WorkerPool
from media.spares import Spares
from media.worker_process import OnEvent, ReadyWorker

FINGERPRINT = Fingerprint("sha-256", ":".join(["AB"] * 32))


class WorkerTwin:
    """Both the process and its link. ``answers`` cleared: it does not answer questions until it is set again."""

    def __init__(self, pid: int, port: int) -> None:
        self.process = self
        self.pid = pid
        self.port = port
        self.ready = Ready(pid, (FINGERPRINT,), (("127.0.0.1", port),))
        self.is_gone = False
        self.commands: list[Command] = []
        self.counters: dict[str, int] = {"rtp_received": pid}
        self.answers = asyncio.Event()
        self.answers.set()
        self._ended = asyncio.Event()

    @property
    def opened(self) -> list[tuple[str, str, tuple[str, ...]]]:
        return [(each.room, each.participant, each.permitted) for each in self.commands if isinstance(each, Open)]

    def order(self, command: Command) -> None:
        if not self.is_gone:
            self.commands.append(command)

    async def ask(self, question: Callable[[int], Command]) -> Done | Statistics:
        self.commands.append(question(1))
        waits = [asyncio.ensure_future(each.wait()) for each in (self.answers, self._ended)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if self.is_gone:
            raise media_unavailable("The media worker has ended.")
        return Statistics(1, self.counters) if isinstance(self.commands[-1], GetStatistics) else Done(1)

    async def serve(self) -> None:
        await self._ended.wait()

    def close(self) -> None:
        self.is_gone = True
        self._ended.set()

    async def stop(self, patience_seconds: float) -> None:
        self.close()


class SparesTwin:
    """Where they come from. ``refuses`` holds ports on which nothing starts; ``may_start`` cleared: all starts wait."""

    def __init__(self) -> None:
        self.workers: dict[int, list[WorkerTwin]] = {}
        self.refuses: set[int] = set()
        self.attempts: Counter[int] = Counter()
        self.may_start = asyncio.Event()
        self.may_start.set()
        self._pids = itertools.count(100)

    def keep(self) -> None: ...

    async def stop(self) -> None: ...

    async def take(self) -> "ProcessTwin":
        return ProcessTwin(self, next(self._pids))

    def latest(self, port: int) -> WorkerTwin:
        return self.workers[port][-1]


class ProcessTwin:
    def __init__(self, spares: SparesTwin, pid: int) -> None:
        self._spares = spares
        self._pid = pid

    async def wake(self, port: int, on_event: OnEvent) -> ReadyWorker:
        self._spares.attempts[port] += 1
        await self._spares.may_start.wait()
        if port in self._spares.refuses:
            raise media_unavailable("The port is taken.")
        worker = WorkerTwin(self._pid, port)
        self._spares.workers.setdefault(port, []).append(worker)
        return cast(ReadyWorker, worker)

    async def stop(self, patience_seconds: float) -> None: ...


class PoolOfTwins:
    """A pool on ports 1, 2 … over twins; ``lost`` are the rooms that it told of, one entry a replacement."""

    def __init__(self, workers: int) -> None:
        self.spares = SparesTwin()
        self.lost: list[frozenset[str]] = []
        self._replaced = asyncio.Event()
        self.pool = WorkerPool(
            port=1,
            workers=workers,
            addresses=["127.0.0.1"],
            announced=[],
            slot_limit=7,
            on_report=lambda report: None,
            on_replaced=self._note,
            spares=cast(Spares, self.spares),
        )

    async def replaced(self, times: int = 1) -> None:
        while len(self.lost) < times:
            self._replaced.clear()
            await self._replaced.wait()

    def _note(self, rooms: frozenset[str]) -> None:
        self.lost.append(rooms)
        self._replaced.set()
