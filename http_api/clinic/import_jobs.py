"""Files that are being taken in: a dry run first, then, when she says so, the good rows.

The bytes wait in memory between the two, for half an hour at most: nothing of a list of people is left on a disk.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Literal, NewType, Protocol

import structlog

from clinic.imports.chunks import Progress
from clinic.imports.report import Report
from clinic.staff.account import StaffId
from rooms.ports import Refusal

JobId = NewType("JobId", str)
Kind = Literal["facilities", "staff"]
State = Literal["checking", "checked", "writing", "done", "failed"]
KEPT_SECONDS = 1800.0
MOST_JOBS = 8

log = structlog.get_logger(__name__)


class Importer(Protocol):
    """One kind of list. Both may raise ``Refusal``; ``check`` takes nothing in."""

    async def check(self, content: bytes, by: StaffId, origin: str, progress: Progress) -> Report: ...
    async def take_in(self, content: bytes, by: StaffId, origin: str, progress: Progress) -> int:
        """How many rows were good. The same bytes as were checked."""


@dataclass(slots=True)
class Job:
    """``done`` of ``total`` rows; ``refusal``: why it failed as a whole."""

    id: JobId
    kind: Kind
    by: StaffId
    content: bytes
    begun_at: float
    state: State = "checking"
    done: int = 0
    total: int = 0
    report: Report | None = None
    refusal: Refusal | None = None

    @property
    def progress(self) -> float:
        if self.state in ("checked", "done", "failed"):
            return 1.0
        return self.done / self.total if self.total else 0.0


class ImportJobs:
    """``wall_clock`` gives seconds since 1970 UTC. A job is known to nobody but her who began it."""

    def __init__(self, importers: dict[Kind, Importer], wall_clock: Callable[[], float]) -> None:
        self._importers = importers
        self._wall_clock = wall_clock
        self._jobs: dict[JobId, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, kind: Kind, content: bytes, by: StaffId, origin: str) -> Job:
        """Raises ``Refusal`` import_busy."""
        self._forget_old()
        if len(self._jobs) >= MOST_JOBS:
            raise Refusal("import_busy", "Several lists are being taken in just now. Try again in a few minutes.")
        job = Job(JobId(secrets.token_hex(16)), kind, by, content, self._wall_clock())
        self._jobs[job.id] = job
        self._run(job, self._check(job, origin))
        return job

    def get(self, job: str, by: StaffId) -> Job:
        """Raises ``Refusal`` import_unknown."""
        self._forget_old()
        found = self._jobs.get(JobId(job))
        if found is None or found.by != by:
            raise Refusal("import_unknown", "This list is not known any more. Choose the file again.")
        return found

    def accept(self, job: str, by: StaffId, origin: str) -> Job:
        """Raises ``Refusal`` import_unknown or import_state."""
        found = self.get(job, by)
        if found.state != "checked":
            raise Refusal("import_state", "This list is not waiting to be taken in.")
        found.state, found.done = "writing", 0
        self._run(found, self._take_in(found, origin))
        return found

    async def close(self) -> None:
        """What is being written is written to its end."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _check(self, job: Job, origin: str) -> None:
        report = await self._importers[job.kind].check(job.content, job.by, origin, _noting(job))
        job.report, job.state = report, "checked"

    async def _take_in(self, job: Job, origin: str) -> None:
        await self._importers[job.kind].take_in(job.content, job.by, origin, _noting(job))
        job.state, job.content = "done", b""

    def _run(self, job: Job, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._watched(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watched(self, job: Job, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Refusal as refusal:
            job.state, job.refusal, job.content = "failed", refusal, b""
        except Exception:
            log.exception("import_failed", job=job.id, kind=job.kind)
            job.state, job.content = "failed", b""
            job.refusal = Refusal("internal", "Something went wrong on our side. Nothing was taken in.")

    def _forget_old(self) -> None:
        before = self._wall_clock() - KEPT_SECONDS
        for job in [one for one in self._jobs.values() if one.begun_at < before and one.state != "writing"]:
            del self._jobs[job.id]


def _noting(job: Job) -> Progress:
    def note(done: int, total: int) -> None:
        job.done, job.total = done, total

    return note
