"""The control link, over a real Unix socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from media.link import MAX_LINE_BYTES, Link, LinkBrokenError
from media.messages import COMMAND, REPORT, Close, Command, Connected, Done, Feed, Report

ControlEnd = Link[Report, Command]
WorkerEnd = Link[Command, Report]


class Ends:
    def __init__(self, control: ControlEnd, worker: WorkerEnd, raw: asyncio.StreamWriter) -> None:
        self.control = control
        self.worker = worker
        self.raw = raw


@asynccontextmanager
async def linked(path: Path) -> AsyncIterator[Ends]:
    accepted: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Future()
    server = await asyncio.start_unix_server(lambda r, w: accepted.set_result((r, w)), path, limit=MAX_LINE_BYTES)
    reader, writer = await asyncio.open_unix_connection(path, limit=MAX_LINE_BYTES)
    ends = Ends(Link(*await accepted, REPORT, COMMAND), Link(reader, writer, COMMAND, REPORT), writer)
    yield ends
    ends.control.close()
    ends.worker.close()
    server.close()


@pytest.fixture
async def ends(tmp_path: Path) -> AsyncIterator[Ends]:
    async with linked(tmp_path / "link") as both:
        yield both


async def test_messages_arrive_typed_and_in_order(ends: Ends) -> None:
    ends.control.send(Feed("asha", 0, "bina"))
    ends.control.send(Close("asha"))
    ends.control.close()
    assert [command async for command in ends.worker.messages()] == [Feed("asha", 0, "bina"), Close("asha")]


async def test_both_directions_work(ends: Ends) -> None:
    ends.worker.send(Connected("asha"))
    ends.worker.send(Done(3))
    ends.worker.close()
    assert [report async for report in ends.control.messages()] == [Connected("asha"), Done(3)]


@pytest.mark.parametrize("line", [b"{}", b"not json", b'{"type": "feed"}', b'{"type": "ready"}', b"[1]", b"\xff"])
async def test_what_is_no_message_breaks_the_link(ends: Ends, line: bytes) -> None:
    ends.raw.write(line + b"\n")
    with pytest.raises(LinkBrokenError):
        _ = [report async for report in ends.control.messages()]


async def test_the_error_does_not_repeat_what_was_sent(ends: Ends) -> None:
    ends.raw.write(b'{"type": "open", "password": "secret"}\n')
    with pytest.raises(LinkBrokenError) as broken:
        _ = [report async for report in ends.control.messages()]
    assert "secret" not in str(broken.value)


async def test_a_line_that_is_too_long_breaks_the_link(ends: Ends) -> None:
    ends.raw.write(b"x" * (MAX_LINE_BYTES + 10) + b"\n")
    with pytest.raises(LinkBrokenError):
        _ = [report async for report in ends.control.messages()]


async def test_half_a_line_at_the_end_is_ignored(ends: Ends) -> None:
    ends.raw.write(b'{"type": "conn')
    ends.worker.close()
    assert [report async for report in ends.control.messages()] == []


async def test_sending_on_a_closed_link_is_no_error(ends: Ends) -> None:
    ends.control.close()
    ends.control.send(Close("asha"))


async def test_an_end_that_does_not_read_loses_the_link(ends: Ends) -> None:
    for _ in range(400):
        ends.control.send(Close("x" * 30_000))
    assert ends.control._writer.is_closing()
