"""One media worker, supervised: its process is watched, and replaced at once when it dies (design decision 5)."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

import structlog

from media.errors import MediaUnavailable
from media.messages import GetStatistics, Statistics
from media.spares import Spares
from media.worker_process import OnEvent, ReadyWorker

PING_INTERVAL_SECONDS = 2.0
STOP_SECONDS = 2.0

# A worker whose link ended is usually dead already; it is only to be collected.
COLLECT_SECONDS = 0.2

# A worker that lived for less than this died of its start: then, and only then, the next one has to wait.
STABLE_SECONDS = 5.0
BACK_OFF_SECONDS = 0.2
MAX_BACK_OFF_SECONDS = 5.0

State = Literal["up", "draining", "away"]

log = structlog.get_logger("media")


class SupervisedWorker:
    """A place with a number and a port, and the process that serves it just now.

    ``state``: ``up`` serves, ``draining`` serves those it has, ``away`` is being replaced. ``is_failing`` while it is
    away and the last attempt to replace it came to nothing. ``on_lost`` hears of each process that ended, once there is
    another.
    """

    def __init__(
        self, index: int, port: int, spares: Spares, on_event: OnEvent, on_lost: Callable[[ReadyWorker], None]
    ) -> None:
        self.index = index
        self.port = port
        self.state: State = "away"
        self.is_failing = False
        self.ready: ReadyWorker | None = None
        self._spares = spares
        self._on_event = on_event
        self._on_lost = on_lost
        self._arrived = asyncio.Event()
        self._retiring = asyncio.Event()
        self._supervision: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the first process; ``MediaUnavailable`` when it cannot open its port."""
        await self._begin()

    def supervise(self) -> None:
        """From now on replace the process when it dies."""
        self._supervision = asyncio.ensure_future(self._supervise())

    async def stop(self) -> None:
        """End the process; it closes every participant's association first."""
        if self._supervision is not None:
            self._supervision.cancel()
            await asyncio.gather(self._supervision, return_exceptions=True)
        if self.ready is not None:
            await _end(self.ready, STOP_SECONDS)
            self.forget(self.ready)

    async def arrival(self) -> ReadyWorker:
        """The process that serves, as soon as there is one."""
        while self.ready is None:
            await self._arrived.wait()
        return self.ready

    def drain(self) -> None:
        """Take no new rooms until ``retire``. One that is away comes back fresh anyway."""
        if self.state == "up":
            self.state = "draining"
            log.info("media_worker_draining", worker=self.index)

    def retire(self) -> None:
        """Nobody is served any more: a fresh process takes this one's place."""
        if self.ready is not None:
            self.forget(self.ready)
            self._retiring.set()

    def forget(self, worker: ReadyWorker) -> None:
        """This process is of no use any more."""
        if self.ready is worker:
            self.ready = None
            self.state = "away"
            self._arrived.clear()

    async def _begin(self) -> ReadyWorker:
        process = await self._spares.take()
        try:
            worker = await process.wake(self.port, self._on_event)
        except BaseException:
            await process.stop(patience_seconds=0)
            raise
        self.port = worker.ready.addresses[0][1]
        self.ready = worker
        self.state = "up"
        self.is_failing = False
        self._arrived.set()
        return worker

    async def _supervise(self) -> None:
        loop = asyncio.get_running_loop()
        worker, quick_deaths = await self.arrival(), 0
        while True:
            since = loop.time()
            retires = await self._watch(worker)
            self.forget(worker)
            event = "media_worker_retires" if retires else "media_worker_lost"
            log.warning(event, worker=self.index, pid=worker.process.pid)
            await _end(worker, STOP_SECONDS if retires else COLLECT_SECONDS)
            died_soon = not retires and loop.time() - since < STABLE_SECONDS
            quick_deaths = quick_deaths + 1 if died_soon else 0
            lost, worker = worker, await self._replacement(quick_deaths)
            log.info("media_worker_replaced", worker=self.index, pid=worker.process.pid)
            self._tell_lost(lost)

    async def _watch(self, worker: ReadyWorker) -> bool:
        """Return when its link has ended, it does not answer, or it is to retire; true for the last."""
        reasons = [asyncio.ensure_future(each) for each in (worker.serve(), _ping(worker), self._retirement())]
        try:
            await asyncio.wait(reasons, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for reason in reasons:
                reason.cancel()
        retires = self._retiring.is_set()
        self._retiring.clear()
        return retires

    async def _retirement(self) -> None:
        await self._retiring.wait()

    async def _replacement(self, quick_deaths: int) -> ReadyWorker:
        while True:
            if quick_deaths > 1:
                await asyncio.sleep(min(BACK_OFF_SECONDS * 2**quick_deaths, MAX_BACK_OFF_SECONDS))
            try:
                return await self._begin()
            except (MediaUnavailable, OSError) as error:
                log.error("media_worker_did_not_start", worker=self.index, port=self.port, reason=str(error))
                self.is_failing = True
                quick_deaths += 1

    def _tell_lost(self, worker: ReadyWorker) -> None:
        try:
            self._on_lost(worker)
        except Exception:
            log.exception("media_replacement_not_handled")


async def counters(worker: ReadyWorker) -> dict[str, int]:
    """Its counters since its start; ``MediaUnavailable`` when it does not answer."""
    answer = await worker.ask(GetStatistics)
    return answer.counters if isinstance(answer, Statistics) else {}


async def _ping(worker: ReadyWorker) -> None:
    """Ask now and again whether the worker is there; returns when it is not."""
    with suppress(MediaUnavailable):
        while True:
            await asyncio.sleep(PING_INTERVAL_SECONDS)
            await counters(worker)


async def _end(worker: ReadyWorker, patience_seconds: float) -> None:
    worker.close()
    await worker.process.stop(patience_seconds)
