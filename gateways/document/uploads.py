"""What strangers upload is read in a process of its own, one file at a time, which is killed where it takes too long.

A parser can be made to take seconds and gigabytes by a file of two megabytes.
"""

import asyncio
import os
import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

import structlog
from cryptography import x509

from clinic.prescription.verifying import Seal
from gateways.document.check import check
from gateways.document.material import pem
from gateways.document.processes import end, give_way, processes
from rooms.ports import Refusal

SECONDS = 3.0
"""A real document takes a twentieth of a second."""
MOST_MEMORY_BYTES = 2 * 1024**3

Value = TypeVar("Value")

log = structlog.get_logger(__name__)
_trusted: Sequence[x509.Certificate] = ()


class Unchecked(Refusal):
    """It took too long. Whether it is authentic nobody knows: on a busy machine it may be one of ours."""

    retry_after_seconds = 60

    def __init__(self) -> None:
        super().__init__(
            "document_unchecked", "This document cannot be checked just now. Please scan its code instead."
        )


class Uploads:
    """``clinic.prescription.verifying.SealCheck``. ``trusted``: as ``check`` takes it."""

    def __init__(self, trusted: Sequence[x509.Certificate], seconds: float = SECONDS) -> None:
        self._trusted = pem(trusted)
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._executor: ProcessPoolExecutor | None = None

    async def __call__(self, pdf: bytes) -> Seal:
        """Raises ``Unchecked``."""
        async with self._turn:
            executor, pid = await self._started()
            try:
                return await self._checked(executor, pid, pdf)
            except BrokenProcessPool:
                log.warning("document_check_died", size_bytes=len(pdf))
                raise Unchecked from None

    async def close(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            await end(executor)

    async def _started(self) -> tuple[ProcessPoolExecutor, int]:
        """And its process, which is there: another where the last one was killed."""
        if self._executor is not None:
            try:
                return self._executor, await _run(self._executor, os.getpid)
            except BrokenProcessPool:
                pass
        self._executor = processes(1, _begin, self._trusted)
        return self._executor, await _run(self._executor, os.getpid)

    async def _checked(self, executor: ProcessPoolExecutor, pid: int, pdf: bytes) -> Seal:
        """Whoever asked may go: the process is killed all the same. Raises ``BrokenProcessPool``."""
        killing = asyncio.get_running_loop().call_later(self._seconds, os.kill, pid, signal.SIGKILL)
        work = asyncio.ensure_future(_run(executor, _check, pdf))
        work.add_done_callback(lambda _: killing.cancel())
        return await asyncio.shield(work)


async def _run(executor: ProcessPoolExecutor, work: Callable[..., Value], *arguments: object) -> Value:
    return await asyncio.get_running_loop().run_in_executor(executor, work, *arguments)


def _begin(trusted: bytes) -> None:
    global _trusted
    give_way()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    _trusted = x509.load_pem_x509_certificates(trusted)


def _check(pdf: bytes) -> Seal:
    return asyncio.run(check(pdf, _trusted))
