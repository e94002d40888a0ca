"""The media side as the control process uses it: joins are answered here, and carried by worker processes."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from media.crew import Crew, WorkerOverview
from media.errors import MediaUnavailable, media_unavailable
from media.messages import Close, Command, Feed, Open, Permit, RestartIce
from media.parameters import SourceName, VideoName
from media.places import Claim, Transport
from media.spares import Spares
from media.supervised import SupervisedWorker, counters
from media.webrtc.answer import LocalEnd
from media.webrtc.candidates import reachable_candidates
from media.webrtc.negotiation import Negotiated, negotiate, renegotiate
from media.worker_process import OnEvent, ReadyWorker

JOIN_PATIENCE_SECONDS = 5.0


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
    """Carries media for all rooms. Worker ``i`` has UDP port ``port + i``; port 0 takes any.

    ``on_replaced``: a worker's process was replaced; everybody's transport in these rooms, perhaps none, is gone, and
    she must join again. ``announced`` are public addresses that stand in for the bound ones (NAT 1:1).
    """

    def __init__(
        self,
        *,
        port: int,
        workers: int,
        addresses: Sequence[str],
        announced: Sequence[str],
        slot_limit: int,
        on_report: OnEvent,
        on_replaced: Callable[[frozenset[str]], None],
        spares: Spares | None = None,
    ) -> None:
        self._announced = tuple(announced)
        self._slot_limit = slot_limit
        self._on_replaced = on_replaced
        self.spares = spares or Spares(addresses)
        self._crew = Crew(
            [
                SupervisedWorker(index, port + index if port else 0, self.spares, on_report, self._lost)
                for index in range(workers)
            ]
        )

    @property
    def is_ready(self) -> bool:
        """At least one worker serves."""
        return bool(self._crew.serving)

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that serve now, in the order of their workers."""
        return tuple(worker.process.pid for worker in self._crew.serving)

    async def start(self) -> None:
        """Start every worker; ``MediaUnavailable`` when one cannot open its port."""
        try:
            starts = await asyncio.gather(*(worker.start() for worker in self._crew.workers), return_exceptions=True)
            for failure in filter(None, starts):
                raise failure
        except BaseException:
            await self.stop()
            raise
        for worker in self._crew.workers:
            worker.supervise()
        self.spares.keep()

    async def stop(self) -> None:
        """End every worker; each closes its participants' associations first."""
        await asyncio.gather(*(worker.stop() for worker in self._crew.workers))
        await self.spares.stop()

    async def join(self, room: str, participant: str, offer: str, permitted: Collection[SourceName]) -> Answer:
        """Answer an offer; of what she will send only ``permitted`` is forwarded.

        Joining another room leaves the first. While the room's worker is replaced this waits, for
        ``JOIN_PATIENCE_SECONDS`` at most. Raises ``OfferRefused``, and changes nothing then, or ``MediaUnavailable``;
        on a time-out, where nobody knows how far the worker got, an older transport of hers is closed too.
        """
        before = self._crew.claim_of(participant)
        if before is not None and before.place.room != room:
            self.leave(participant)
        claim = self._crew.begin_join(room, participant)
        claim.permitted = tuple(permitted)
        try:
            async with asyncio.timeout(JOIN_PATIENCE_SECONDS):
                negotiated = await self._open(claim, offer)
        except TimeoutError:
            self.leave(participant)
            raise media_unavailable("The media server is not available just now; please try again.") from None
        finally:
            self._crew.end_join(claim)
        return Answer(negotiated.answer, tuple(PairMids(*pair) for pair in negotiated.pairs))

    async def restart(self, participant: str, offer: str) -> str:
        """Answer an offer for an ICE restart on the same DTLS association; returns the SDP."""
        claim = self._crew.claim_of(participant)
        previous = claim.transport if claim is not None else None
        if claim is None or previous is None or previous.worker.is_gone:
            raise media_unavailable("This media connection is gone; please join again.")
        negotiated = renegotiate(offer, previous.negotiated, self._local_end(previous.worker))
        credentials = negotiated.parameters.credentials
        await previous.worker.ask(lambda number: RestartIce(number, participant, credentials))
        if claim.transport is previous:
            claim.transport = Transport(previous.worker, negotiated)
        return negotiated.answer

    def permit(self, participant: str, permitted: Collection[SourceName]) -> None:
        """From now on forward exactly these of her sources, whatever she sends."""
        claim = self._crew.claim_of(participant)
        if claim is not None:
            claim.permitted = tuple(permitted)
            self._order(claim, Permit(participant, claim.permitted))

    def feed(self, participant: str, pair: int, source: str | None, video: VideoName = "camera") -> None:
        """Feed a pair of slots; dropped while the worker is replaced, for then all join again."""
        claim = self._crew.claim_of(participant)
        if claim is not None:
            self._order(claim, Feed(participant, pair, source, video))

    def leave(self, participant: str) -> None:
        """Forget the participant. Unknown ones are ignored."""
        claim = self._crew.claim_of(participant)
        if claim is not None:
            self._order(claim, Close(participant))
            self._crew.leave(claim)

    def drain(self, index: int) -> None:
        """Give this worker no new rooms; when its last room has gone its process is replaced, and it serves again.

        ``WorkerUnknown`` where there is none of this index.
        """
        self._crew.drain(index)

    def overview(self) -> tuple[WorkerOverview, ...]:
        """Every worker, in the order of its index."""
        return self._crew.overview()

    async def statistics(self) -> dict[str, int]:
        """The counters of all workers since their starts, added up; ``MediaUnavailable`` when none answers."""
        answers = await asyncio.gather(*map(counters, self._crew.serving), return_exceptions=True)
        answered = [answer for answer in answers if isinstance(answer, dict)]
        if not answered:
            raise media_unavailable("The media workers are being replaced.")
        total: Counter[str] = Counter()
        for answer in answered:
            total.update(answer)
        return dict(total)

    async def _open(self, claim: Claim, offer: str) -> Negotiated:
        """A worker may die under a join: its replacement has another certificate, and the offer is answered anew."""
        while True:
            worker = await self._crew.arrival(claim)
            if not self._crew.is_current(claim):
                raise media_unavailable("The participant has left meanwhile.")
            negotiated = negotiate(offer, self._local_end(worker), self._slot_limit)
            try:
                await worker.ask(partial(_open, claim, negotiated))
            except MediaUnavailable:
                if not worker.is_gone:
                    raise
                self._crew.forget(worker)
                continue
            if self._crew.is_current(claim):
                claim.transport = Transport(worker, negotiated)
            return negotiated

    def _order(self, claim: Claim, command: Command) -> None:
        worker = self._crew.ready_worker_of(claim)
        if worker is not None:
            worker.order(command)

    def _lost(self, worker: ReadyWorker) -> None:
        self._on_replaced(self._crew.rooms_of(worker))

    def _local_end(self, worker: ReadyWorker) -> LocalEnd:
        ready = worker.ready
        return LocalEnd(ready.fingerprints, reachable_candidates(ready.addresses, self._announced))


def _open(claim: Claim, negotiated: Negotiated, number: int) -> Open:
    return Open(number, claim.place.room, claim.participant, negotiated.parameters, claim.permitted)
