"""Where worker processes come from. A spare one takes over without the half second that imports cost."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from media.worker_process import WorkerProcess

# The spare starts when the machine has settled after whatever took the last one.
SPARE_DELAY_SECONDS = 1.0


class Spares:
    """One spare process for all workers: two seldom die in the same second, and then one waits a little longer."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = tuple(addresses)
        self._folder: Path | None = None
        self._links = 0
        self._spare: WorkerProcess | None = None
        self._settled_at = 0.0
        self._keeper: asyncio.Task[None] | None = None
        self.prepared = asyncio.Event()

    @property
    def pid(self) -> int | None:
        return self._spare.pid if self._spare is not None else None

    def keep(self) -> None:
        """From now on have a spare at hand."""
        self._keeper = asyncio.ensure_future(self._keep())

    async def take(self) -> WorkerProcess:
        """A process that waits to be woken: the spare, or a new one."""
        process, self._spare = self._spare, None
        self._settled_at = asyncio.get_running_loop().time() + SPARE_DELAY_SECONDS
        return process if process is not None and process.is_alive else await self._new_process()

    async def stop(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._spare is not None:
            await self._spare.stop(patience_seconds=0)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(SPARE_DELAY_SECONDS)
            if self._is_wanted():
                with suppress(OSError):
                    self._spare = await self._new_process()
                    await self._spare.prepared()
                    self.prepared.set()

    def _is_wanted(self) -> bool:
        has_settled = asyncio.get_running_loop().time() >= self._settled_at
        return has_settled and (self._spare is None or not self._spare.is_alive)

    async def _new_process(self) -> WorkerProcess:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="paramarsh-"))
        self._links += 1
        return await WorkerProcess.start(self._folder / f"link-{self._links}", self._addresses)
