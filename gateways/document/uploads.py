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
from gateways.document.check import NO_SEAL, check
from gateways.document.material import pem
from gateways.document.processes import end, give_way, processes

SECONDS = 3.0
"""A real document takes a twentieth of a second."""
MOST_MEMORY_BYTES = 2 * 1024**3

Value = TypeVar("Value")

log = structlog.get_logger(__name__)
_trusted: Sequence[x509.Certificate] = ()


class Uploads:
    """``clinic.prescription.verifying.SealCheck``. ``trusted``: as ``check`` takes it."""

    def __init__(self, trusted: Sequence[x509.Certificate], seconds: float = SECONDS) -> None:
        self._trusted = pem(trusted)
        self._seconds = seconds
        self._turn = asyncio.Lock()
        self._executor: ProcessPoolExecutor | None = None

    async def __call__(self, pdf: bytes) -> Seal:
        async with self._turn:
            self._executor = self._executor or processes(1, _begin, self._trusted)
            try:
                return await self._checked(self._executor, pdf)
            except BrokenProcessPool:
                log.warning("document_check_died", size_bytes=len(pdf))
                self._executor = None
                return NO_SEAL

    async def close(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            await end(executor)

    async def _checked(self, executor: ProcessPoolExecutor, pdf: bytes) -> Seal:
        """Raises ``BrokenProcessPool``. Its start is not counted."""
        pid = await _run(executor, os.getpid)
        killing = asyncio.get_running_loop().call_later(self._seconds, os.kill, pid, signal.SIGKILL)
        try:
            return await _run(executor, _check, pdf)
        finally:
            killing.cancel()


async def _run(executor: ProcessPoolExecutor, work: Callable[..., Value], *arguments: object) -> Value:
    return await asyncio.get_running_loop().run_in_executor(executor, work, *arguments)


def _begin(trusted: bytes) -> None:
    global _trusted
    give_way()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    _trusted = x509.load_pem_x509_certificates(trusted)


def _check(pdf: bytes) -> Seal:
    return asyncio.run(check(pdf, _trusted))
