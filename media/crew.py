"""The workers of a pool: which of them carries which room, and which is being drained (docs/decisions/0004)."""

from collections.abc import Sequence
from dataclasses import dataclass

from media.errors import media_unavailable, worker_unknown
from media.places import Claim, Places
from media.supervised import State, SupervisedWorker
from media.worker_process import ReadyWorker


@dataclass(frozen=True, slots=True)
class WorkerOverview:
    """One worker for an operator. ``pid`` is ``None`` while it is ``away``: its process is being replaced."""

    index: int
    pid: int | None
    port: int
    state: State
    rooms: int
    participants: int


class Crew:
    """A room lives on one worker from its first join until nobody of it holds its place any more."""

    def __init__(self, workers: Sequence[SupervisedWorker]) -> None:
        self.workers = tuple(workers)
        self._places = Places()

    @property
    def serving(self) -> tuple[ReadyWorker, ...]:
        return tuple(worker.ready for worker in self.workers if worker.ready is not None)

    def claim_of(self, participant: str) -> Claim | None:
        return self._places.claim_of(participant)

    def is_current(self, claim: Claim) -> bool:
        """Not so once she has left."""
        return self._places.claim_of(claim.participant) is claim

    def rooms_of(self, worker: ReadyWorker) -> frozenset[str]:
        """The rooms in which somebody's transport was made by this process."""
        return self._places.served_by(worker)

    def begin_join(self, room: str, participant: str) -> Claim:
        """A place for the room, a new one if need be. ``MediaUnavailable`` where every worker is being drained."""
        place = self._places.place_of(room) or self._places.settle(room, self._least_loaded())
        claim = self._places.claim(place, participant)
        claim.joins_under_way += 1
        return claim

    def end_join(self, claim: Claim) -> None:
        claim.joins_under_way -= 1
        self._places.let_go(claim)
        self._retire_if_empty(claim.place.index)

    def leave(self, claim: Claim) -> None:
        """She has left. A join that is still under way holds the place until it ends."""
        self._places.leave(claim)
        self._retire_if_empty(claim.place.index)

    def ready_worker_of(self, claim: Claim) -> ReadyWorker | None:
        """The process that serves her room just now."""
        return self.workers[claim.place.index].ready

    async def arrival(self, claim: Claim) -> ReadyWorker:
        """The process that serves her room, as soon as there is one; where nothing starts any more, the room moves."""
        if self.workers[claim.place.index].is_failing:
            claim.place.index = self._least_loaded()
        return await self.workers[claim.place.index].arrival()

    def forget(self, worker: ReadyWorker) -> None:
        """This process has ended."""
        for supervised in self.workers:
            supervised.forget(worker)

    def drain(self, index: int) -> None:
        """Give this worker no new rooms; when its last room has gone its process is replaced, and it serves again."""
        if not 0 <= index < len(self.workers):
            raise worker_unknown(f"There is no media worker {index}; they count from 0 to {len(self.workers) - 1}.")
        self.workers[index].drain()
        self._retire_if_empty(index)

    def overview(self) -> tuple[WorkerOverview, ...]:
        """Every worker, in the order of its index."""
        return tuple(self._overview_of(worker) for worker in self.workers)

    def _least_loaded(self) -> int:
        """A room that must wait for a process to be replaced is better off than one that is refused."""
        for state in ("up", "away"):
            candidates = [worker for worker in self.workers if worker.state == state]
            if candidates:
                return min(candidates, key=lambda each: (each.is_failing, *self._places.load(each.index))).index
        raise media_unavailable("The media server takes no new rooms just now; please try again later.")

    def _retire_if_empty(self, index: int) -> None:
        worker = self.workers[index]
        if worker.state == "draining" and self._places.load(index) == (0, 0):
            worker.retire()

    def _overview_of(self, worker: SupervisedWorker) -> WorkerOverview:
        participants, rooms = self._places.load(worker.index)
        pid = worker.ready.process.pid if worker.ready is not None else None
        return WorkerOverview(worker.index, pid, worker.port, worker.state, rooms, participants)
