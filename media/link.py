"""The control link: typed messages over a Unix stream socket, one JSON object a line (design decision 5)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

Incoming = TypeVar("Incoming")
Outgoing = TypeVar("Outgoing")

MAX_LINE_BYTES = 1 << 20

# An end that lets this much wait is stuck, and the link with it.
MAX_WAITING_BYTES = 8 << 20


class LinkBrokenError(Exception):
    """The other end sent what is no message, or stopped to read."""


class Link(Generic[Incoming, Outgoing]):
    """One end of the link. Sending never waits."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        incoming: TypeAdapter[Incoming],
        outgoing: TypeAdapter[Outgoing],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._incoming = incoming
        self._outgoing = outgoing

    def send(self, message: Outgoing) -> None:
        """Send a message; on a closed link it is dropped, and ``messages`` ends."""
        if self._writer.is_closing():
            return
        if self._writer.transport.get_write_buffer_size() > MAX_WAITING_BYTES:
            self.close()
            return
        self._writer.write(self._outgoing.dump_json(message) + b"\n")

    async def messages(self) -> AsyncIterator[Incoming]:
        """Messages until the link closes; ``LinkBrokenError`` for what is none (its content stays secret)."""
        while line := await self._read_line():
            try:
                message = self._incoming.validate_json(line)
            except ValidationError as error:
                raise LinkBrokenError(f"not a message: {error.error_count()} errors") from None
            yield message

    def close(self) -> None:
        self._writer.close()

    async def _read_line(self) -> bytes:
        try:
            return await self._reader.readuntil(b"\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return b""
        except asyncio.LimitOverrunError:
            raise LinkBrokenError("a line is too long") from None
