"""A media worker as the control process sees it: a child process, and our end of its control link."""

import asyncio
import itertools
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import structlog

from media.errors import MediaError, media_unavailable
from media.link import MAX_LINE_BYTES, Link, LinkBrokenError
from media.messages import (
    COMMAND,
    REPORT,
    Command,
    Connected,
    Done,
    Failed,
    Lost,
    Ready,
    Report,
    Statistics,
    VideoPaused,
)

START_SECONDS = 15.0
ANSWER_SECONDS = 5.0

log = structlog.get_logger("media")

Event = Connected | Lost | VideoPaused
OnEvent = Callable[[Event], None]
ControlLink = Link[Report, Command]
Result = TypeVar("Result")


class WorkerProcess:
    """A child process. It is a spare one, its imports done and no port open, until ``wake``."""

    def __init__(self, process: Process, link_path: Path) -> None:
        self._process = process
        self._link_path = link_path

    @classmethod
    async def start(cls, link_path: Path, addresses: Sequence[str]) -> "WorkerProcess":
        options = ["--link", str(link_path)]
        for address in addresses:
            options += ["--address", address]
        command = [sys.executable, "-m", "media.worker", *options]
        root = Path(__file__).parent.parent
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, cwd=root), link_path)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def prepared(self) -> None:
        """Return when its imports are done, or it has died of them."""
        if self._process.stdout is not None:
            await self._process.stdout.readline()

    async def wake(self, port: int, on_event: OnEvent) -> "ReadyWorker":
        """Let it open this port, or any for 0. ``MediaUnavailable`` when it does not get so far."""
        connected: asyncio.Future[ControlLink] = asyncio.get_running_loop().create_future()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if connected.done():
                writer.close()
            else:
                connected.set_result(Link(reader, writer, REPORT, COMMAND))

        server = await asyncio.start_unix_server(accept, self._link_path, limit=MAX_LINE_BYTES)
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(b"%d\n" % port)
            link, ready = await self._unless_dead(_handshake(connected))
        finally:
            server.close()
            self._link_path.unlink(missing_ok=True)
        return ReadyWorker(self, link, ready, on_event)

    async def stop(self, patience_seconds: float) -> None:
        """Wait for a process whose link or input was closed; kill it when it takes too long."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_seconds):
                await self._process.wait()
        if self.is_alive:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def _unless_dead(self, work: Coroutine[Any, Any, Result]) -> Result:
        task = asyncio.ensure_future(work)
        death = asyncio.ensure_future(self._process.wait())
        try:
            await asyncio.wait({task, death}, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise media_unavailable("The media worker did not start; see its message in the log.")
            return task.result()
        finally:
            task.cancel()
            death.cancel()


class ReadyWorker:
    """A worker whose port is open. It is to be listened to by ``serve`` for as long as it lives."""

    def __init__(self, process: WorkerProcess, link: ControlLink, ready: Ready, on_event: OnEvent) -> None:
        self.process = process
        self.ready = ready
        self._link = link
        self._on_event = on_event
        self._ids = itertools.count(1)
        self._questions: dict[int, asyncio.Future[Done | Statistics]] = {}
        self.is_gone = False

    def order(self, command: Command) -> None:
        """Send a command that has no answer."""
        self._link.send(command)

    async def ask(self, question: Callable[[int], Command]) -> Done | Statistics:
        """Send the command that ``question`` makes of an id, and wait for its answer.

        ``MediaUnavailable`` when the worker refuses, dies, or does not answer in ``ANSWER_SECONDS``.
        """
        if self.is_gone:
            raise media_unavailable("The media worker has ended.")
        number = next(self._ids)
        answer: asyncio.Future[Done | Statistics] = asyncio.get_running_loop().create_future()
        self._questions[number] = answer
        try:
            self._link.send(question(number))
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answer
        except TimeoutError:
            raise media_unavailable("The media worker does not answer.") from None
        finally:
            del self._questions[number]

    async def serve(self) -> None:
        """Take the worker's reports until its link ends or breaks."""
        try:
            async for report in self._link.messages():
                self._take(report)
        except LinkBrokenError:
            pass
        finally:
            self.close()

    def close(self) -> None:
        """Close the link, by which a healthy worker ends; whoever waits for an answer is told."""
        self.is_gone = True
        self._link.close()
        for answer in self._questions.values():
            if not answer.done():
                answer.set_exception(media_unavailable("The media worker has ended."))

    def _take(self, report: Report) -> None:
        match report:
            case Connected() | Lost() | VideoPaused():
                self._tell(report)
            case Done() | Statistics():
                self._resolve(report.id, report)
            case Failed():
                self._resolve(report.id, MediaError(report.code, report.message))
            case Ready():
                pass

    def _tell(self, event: Event) -> None:
        try:
            self._on_event(event)
        except Exception:
            log.exception("media_report_not_handled", type=event.type)

    def _resolve(self, number: int, result: Done | Statistics | MediaError) -> None:
        answer = self._questions.get(number)
        if answer is None or answer.done():
            return
        if isinstance(result, MediaError):
            answer.set_exception(media_unavailable(result.message))
        else:
            answer.set_result(result)


async def _handshake(connected: asyncio.Future[ControlLink]) -> tuple[ControlLink, Ready]:
    link = await connected
    async for report in link.messages():
        if isinstance(report, Ready):
            return link, report
        break
    raise media_unavailable("The media worker ended before it was ready.")
