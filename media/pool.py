"""Media workers, supervised: one process for now, replaced at once when it dies (design decision 5)."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import structlog

from media.errors import MediaUnavailable, media_unavailable
from media.messages import Close, Feed, GetStatistics, Open, RestartIce, Statistics
from media.webrtc.answer import LocalEnd
from media.webrtc.candidates import reachable_candidates
from media.webrtc.negotiation import Negotiated, negotiate, renegotiate
from media.worker_process import OnEvent, ReadyWorker, WorkerProcess

JOIN_PATIENCE_SECONDS = 5.0
PING_INTERVAL_SECONDS = 2.0
STOP_SECONDS = 2.0

# A worker whose link ended is usually dead already; it is only to be collected.
COLLECT_SECONDS = 0.2

# A worker that lived for less than this died of its start: then, and only then, the next one has to wait.
STABLE_SECONDS = 5.0
BACK_OFF_SECONDS = 0.2
MAX_BACK_OFF_SECONDS = 5.0

# A spare process takes over without the half second that imports cost. It starts when the machine has settled.
SPARE_DELAY_SECONDS = 1.0

log = structlog.get_logger("media")


@dataclass(frozen=True, slots=True)
class PairMids:
    """The sections of one pair of receive slots, as the client named them in its offer."""

    pair: int
    audio_mid: str
    video_mid: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The SDP, and the pairs of slots in the order of their index."""

    sdp: str
    pairs: tuple[PairMids, ...]


class WorkerPool:
    """Carries media for all rooms. ``on_replaced``: everybody's transport is gone, and all must join again.

    ``announced`` are public addresses that stand in for the bound ones (NAT 1:1); port 0 takes any.
    """

    def __init__(
        self,
        *,
        port: int,
        addresses: Sequence[str],
        announced: Sequence[str],
        slot_limit: int,
        on_report: OnEvent,
        on_replaced: Callable[[], None],
    ) -> None:
        self._port = port
        self._addresses = tuple(addresses)
        self._announced = tuple(announced)
        self._slot_limit = slot_limit
        self._on_report = on_report
        self._on_replaced = on_replaced
        self._negotiated: dict[str, Negotiated] = {}
        self._worker: ReadyWorker | None = None
        self._arrived = asyncio.Event()
        self._directory: Path | None = None
        self._links = 0
        self._spare: WorkerProcess | None = None
        self.spare_started = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def pid(self) -> int | None:
        """The process that serves now; ``None`` while it is being replaced."""
        return self._worker.process.pid if self._worker is not None else None

    async def start(self) -> None:
        """Start the first worker; ``MediaUnavailable`` when it cannot open its port."""
        self._directory = Path(tempfile.mkdtemp(prefix="paramarsh-"))
        try:
            worker = await self._new_worker()
        except BaseException:
            await self.stop()
            raise
        self._tasks = [asyncio.ensure_future(self._supervise(worker)), asyncio.ensure_future(self._keep_spare())]

    async def stop(self) -> None:
        """End the worker; it closes every participant's association first."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        if self._worker is not None:
            await self._end(self._worker, STOP_SECONDS)
            self._forget(self._worker)
        if self._spare is not None:
            await self._spare.stop(patience_seconds=0)
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)

    async def join(self, room: str, participant: str, offer: str) -> Answer:
        """Answer an offer. While the worker is replaced this waits, for ``JOIN_PATIENCE_SECONDS`` at most.

        Raises ``OfferRefused``, and changes nothing then, or ``MediaUnavailable``; on a time-out, where nobody knows
        how far the worker got, an older transport of hers is closed too.
        """
        try:
            async with asyncio.timeout(JOIN_PATIENCE_SECONDS):
                negotiated = await self._join(room, participant, offer)
        except TimeoutError:
            self.leave(participant)
            raise media_unavailable("The media server is not available just now; please try again.") from None
        self._negotiated[participant] = negotiated
        return Answer(negotiated.answer, tuple(PairMids(*pair) for pair in negotiated.pairs))

    async def restart(self, participant: str, offer: str) -> str:
        """Answer an offer for an ICE restart on the same DTLS association; returns the SDP."""
        previous, worker = self._negotiated.get(participant), self._worker
        if previous is None or worker is None:
            raise media_unavailable("This media connection is gone; please join again.")
        negotiated = renegotiate(offer, previous, self._local_end(worker))
        credentials = negotiated.parameters.credentials
        await worker.ask(lambda number: RestartIce(number, participant, credentials))
        if self._negotiated.get(participant) is previous:
            self._negotiated[participant] = negotiated
        return negotiated.answer

    def feed(self, participant: str, pair: int, source: str | None) -> None:
        """Feed a pair of slots; dropped while the worker is replaced, for then all join again."""
        if self._worker is not None:
            self._worker.order(Feed(participant, pair, source))

    def leave(self, participant: str) -> None:
        """Forget the participant. Unknown ones are ignored."""
        self._negotiated.pop(participant, None)
        if self._worker is not None:
            self._worker.order(Close(participant))

    async def statistics(self) -> dict[str, int]:
        """The worker's counters since its start; ``MediaUnavailable`` when there is none."""
        if self._worker is None:
            raise media_unavailable("The media worker is being replaced.")
        return await _counters(self._worker)

    async def _join(self, room: str, participant: str, offer: str) -> Negotiated:
        """A worker may die under a join: its replacement has another certificate, and the offer is answered anew."""
        while True:
            await self._arrived.wait()
            worker = self._worker
            if worker is None:
                continue
            negotiated = negotiate(offer, self._local_end(worker), self._slot_limit)
            try:
                await worker.ask(partial(_open, room, participant, negotiated))
            except MediaUnavailable:
                if not worker.is_gone:
                    raise
                self._forget(worker)
                continue
            return negotiated

    def _local_end(self, worker: ReadyWorker) -> LocalEnd:
        ready = worker.ready
        return LocalEnd(ready.fingerprints, reachable_candidates(ready.addresses, self._announced))

    async def _supervise(self, worker: ReadyWorker) -> None:
        loop = asyncio.get_running_loop()
        quick_deaths = 0
        while True:
            since = loop.time()
            await self._watch(worker)
            self._forget(worker)
            log.warning("media_worker_lost", pid=worker.process.pid)
            await self._end(worker, COLLECT_SECONDS)
            quick_deaths = quick_deaths + 1 if loop.time() - since < STABLE_SECONDS else 0
            worker = await self._replacement(quick_deaths)
            log.info("media_worker_replaced", pid=worker.process.pid)
            try:
                self._on_replaced()
            except Exception:
                log.exception("media_replacement_not_handled")

    def _forget(self, worker: ReadyWorker) -> None:
        if self._worker is worker:
            self._worker = None
            self._arrived.clear()
            self._negotiated.clear()

    async def _watch(self, worker: ReadyWorker) -> None:
        """Return when the worker is of no use any more: its link has ended, or it does not answer."""
        served, pinged = asyncio.ensure_future(worker.serve()), asyncio.ensure_future(_ping(worker))
        try:
            await asyncio.wait({served, pinged}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            served.cancel()
            pinged.cancel()

    async def _replacement(self, quick_deaths: int) -> ReadyWorker:
        while True:
            if quick_deaths > 1:
                await asyncio.sleep(min(BACK_OFF_SECONDS * 2**quick_deaths, MAX_BACK_OFF_SECONDS))
            try:
                return await self._new_worker()
            except (MediaUnavailable, OSError) as error:
                log.error("media_worker_did_not_start", reason=str(error))
                quick_deaths += 1

    async def _new_worker(self) -> ReadyWorker:
        process, self._spare = self._spare, None
        if process is None or not process.is_alive:
            process = await self._new_process()
        try:
            worker = await process.wake(self._on_report)
        except BaseException:
            await process.stop(patience_seconds=0)
            raise
        self._port = worker.ready.addresses[0][1]
        self._worker = worker
        self._arrived.set()
        return worker

    async def _new_process(self) -> WorkerProcess:
        if self._directory is None:
            raise media_unavailable("The media server was not started.")
        self._links += 1
        return await WorkerProcess.start(self._directory / f"link-{self._links}", self._port, self._addresses)

    async def _keep_spare(self) -> None:
        while True:
            await asyncio.sleep(SPARE_DELAY_SECONDS)
            if self._worker is not None and (self._spare is None or not self._spare.is_alive):
                with suppress(OSError):
                    self._spare = await self._new_process()
                    self.spare_started.set()

    async def _end(self, worker: ReadyWorker, patience_seconds: float) -> None:
        worker.close()
        await worker.process.stop(patience_seconds)


def _open(room: str, participant: str, negotiated: Negotiated, number: int) -> Open:
    return Open(number, room, participant, negotiated.parameters)


async def _ping(worker: ReadyWorker) -> None:
    """Ask now and again whether the worker is there; returns when it is not."""
    with suppress(MediaUnavailable):
        while True:
            await asyncio.sleep(PING_INTERVAL_SECONDS)
            await _counters(worker)


async def _counters(worker: ReadyWorker) -> dict[str, int]:
    answer = await worker.ask(GetStatistics)
    return answer.counters if isinstance(answer, Statistics) else {}
