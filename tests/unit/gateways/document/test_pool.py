import asyncio
import os
import pickle
import signal
from collections.abc import AsyncIterator
from http import HTTPStatus

import pytest
from structlog.testing import capture_logs

from clinic.prescription.phrases.catalogues import own
from gateways.document import pool as pools
from gateways.document.marks import DEVELOPMENT, Marks
from gateways.document.pool import DocumentPool, DocumentsAway
from gateways.document.processes import NICENESS
from http_api.problems import status_of
from tests.unit.clinic.prescription.builders import content
from tests.unit.gateways.document.builders import FIVE_SCRIPTS, QR, development_seal, signature, state_of, text_of

MARKS = Marks(is_development=True)


@pytest.fixture
async def pool() -> AsyncIterator[DocumentPool]:
    made = DocumentPool(1, development_seal(), MARKS, "Jan Swasthya")
    yield made
    await made.close()


async def test_it_makes_sealed_documents(pool: DocumentPool) -> None:
    pdf = await pool.make(content(), QR, signature())
    assert await state_of(pdf, development_seal().trusted) == "authentic"
    assert DEVELOPMENT in text_of(pdf)


async def test_a_process_that_dies_is_replaced_and_nobody_notices(pool: DocumentPool) -> None:
    await pool.make(content(), QR, None)
    assert pool._executor is not None
    for process in list(pool._executor._processes.values()):
        os.kill(process.pid or 0, signal.SIGKILL)
    made = await asyncio.gather(*(pool.make(content(), QR, None) for _ in range(3)))
    assert [await state_of(pdf, development_seal().trusted) for pdf in made] == ["authentic"] * 3


async def test_one_that_kills_its_process_each_time_is_refused_for_now(
    pool: DocumentPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_make", die)
    with capture_logs() as logs, pytest.raises(DocumentsAway) as refused:
        await pool.make(content(), QR, None)
    assert (refused.value.code, status_of(refused.value.code)) == ("document_away", HTTPStatus.SERVICE_UNAVAILABLE)
    assert [one["event"] for one in logs] == ["document_process_died"] * 2
    monkeypatch.undo()
    assert (await pool.make(content(), QR, None)).startswith(b"%PDF")


def die(*_: object) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


async def test_where_no_pdf_a_could_be_made_the_operator_is_told(
    pool: DocumentPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with capture_logs() as logs:
        await pool.make(content(worse=FIVE_SCRIPTS), QR, None)
        monkeypatch.setattr(pools, "_make", plain)
        await pool.make(content(), QR, None)
    assert logs == [{"event": "document_not_archival", "log_level": "warning", "prescription": content().id}]


def plain(*_: object) -> bytes:
    return b"%PDF-1.7"


async def test_what_cannot_be_made_is_told_and_the_next_is_made(pool: DocumentPool) -> None:
    with pytest.raises(ValueError, match="too large"):
        await pool.make(content(), "x" * 3_000, None)
    assert (await pool.make(content(), QR, None)).startswith(b"%PDF")


async def test_closing_twice_or_before_the_first_document_is_nothing() -> None:
    unused = DocumentPool(1, development_seal(), MARKS)
    await unused.close()
    await unused.close()


async def test_its_processes_give_way_to_media_and_end_with_it() -> None:
    made = DocumentPool(1, development_seal(), MARKS)
    await made.make(content(), QR, None)
    assert made._executor is not None
    (pid,) = made._executor._processes
    own_niceness = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, pid) == min(19, own_niceness + NICENESS)
    await made.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_catalogues_and_keys_reach_the_processes() -> None:
    marks, material = pickle.loads(pickle.dumps((MARKS, development_seal())))
    assert marks.catalogues == own()
    assert material == development_seal()
