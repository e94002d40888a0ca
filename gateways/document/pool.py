"""Documents are made in processes of their own, which give way to media: a slow one never delays a call."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import structlog

from clinic.prescription.content import Content
from gateways.document.marks import Marks
from gateways.document.material import SealMaterial
from gateways.document.processes import end, give_way, processes
from gateways.document.render import is_archival, render
from gateways.document.seal import ServerSeal
from rooms.ports import Refusal

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Worker:
    seal: ServerSeal
    marks: Marks
    runner: asyncio.Runner


_worker: _Worker | None = None


class DocumentsAway(Refusal):
    """The processes that make documents die."""

    retry_after_seconds = 5

    def __init__(self) -> None:
        super().__init__("document_away", "The document cannot be made just now. Please try again.")


class DocumentPool:
    """``clinic.prescription.ports.Documents``. Its processes start with the first document. ``name``: in the seal."""

    def __init__(self, processes: int, material: SealMaterial, marks: Marks, name: str = "Paramarsh") -> None:
        self._processes = processes
        self._begin = (material, marks, name)
        self._executor: ProcessPoolExecutor | None = None

    async def make(self, content: Content, qr: str, signature: bytes | None) -> bytes:
        """A process that died is replaced and its document begun again. Raises ``ValueError``: ``qr`` is too long."""
        executor = self._started()
        try:
            return await self._run(executor, content, qr, signature)
        except BrokenProcessPool:
            log.warning("document_process_died")
            if self._executor is executor:
                self._executor = None
        return await self._again(content, qr, signature)

    async def _again(self, content: Content, qr: str, signature: bytes | None) -> bytes:
        try:
            return await self._run(self._started(), content, qr, signature)
        except BrokenProcessPool as error:
            log.warning("document_process_died")
            self._executor = None
            raise DocumentsAway from error

    async def close(self) -> None:
        """Waits for the documents that are being made; those that wait are given up."""
        executor, self._executor = self._executor, None
        if executor is not None:
            await end(executor)

    async def _run(self, executor: ProcessPoolExecutor, content: Content, qr: str, signature: bytes | None) -> bytes:
        made = await asyncio.get_running_loop().run_in_executor(executor, _make, content, qr, signature)
        if not is_archival(made):
            log.warning("document_not_archival", prescription=content.id)
        return made

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = processes(self._processes, _start, *self._begin)
        return self._executor


def _start(material: SealMaterial, marks: Marks, name: str) -> None:
    global _worker
    give_way()
    _worker = _Worker(ServerSeal(material, name), marks, asyncio.Runner())


def _make(content: Content, qr: str, signature: bytes | None) -> bytes:
    if _worker is None:
        raise RuntimeError("this process was not started as one of a pool")
    return _worker.runner.run(_worker.seal.seal(render(content, qr, signature, _worker.marks)))
