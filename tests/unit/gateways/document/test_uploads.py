"""Files of strangers: read elsewhere, given up where they take too long, and the next one is read all the same."""

import asyncio
from collections.abc import AsyncIterator
from functools import cache
from http import HTTPStatus

import pytest
from structlog.testing import capture_logs

from clinic.prescription.verifying import Seal
from gateways.document.check import NO_SEAL
from gateways.document.marks import Marks
from gateways.document.render import render
from gateways.document.seal import ServerSeal
from gateways.document.uploads import Unchecked, Uploads
from http_api.problems import status_of
from tests.unit.gateways.document.builders import QR, development_seal, full

AUTHENTIC = Seal("authentic", is_development=True)


@cache
def endless() -> bytes:
    """A chain of tens of thousands of cross-reference tables, each of which a reader has to follow."""
    told, before = bytearray(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"), 0
    while len(told) < 1_900_000:
        here = len(told)
        told += b"xref\n0 0\ntrailer<</Size 2/Root 1 0 R/Prev %d>>\n" % before
        before = here
    return bytes(told + b"startxref\n%d\n%%%%EOF" % before)


async def sealed() -> bytes:
    return await ServerSeal(development_seal()).seal(render(full(), QR, None, Marks(is_development=True)))


@pytest.fixture
async def uploads() -> AsyncIterator[Uploads]:
    made = Uploads(development_seal().trusted, seconds=2.0)
    yield made
    await made.close()


async def test_a_document_of_ours_is_known(uploads: Uploads) -> None:
    pdf = await sealed()
    assert await asyncio.gather(*(uploads(one) for one in (pdf, pdf[:-1], b"", pdf))) == [
        AUTHENTIC,
        Seal("altered", is_development=True),
        NO_SEAL,
        AUTHENTIC,
    ]


async def test_a_file_that_would_take_for_ever_is_given_up_and_holds_nobody_up(uploads: Uploads) -> None:
    turns = 0

    async def go_on() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.01)
            turns += 1

    others = asyncio.create_task(go_on())
    with capture_logs() as logs, pytest.raises(Unchecked) as refused:
        await uploads(endless())
    others.cancel()
    assert status_of(refused.value.code) == HTTPStatus.SERVICE_UNAVAILABLE
    assert [one["event"] for one in logs] == ["document_check_died"]
    assert turns > 20, "everything else went on meanwhile"
    assert await uploads(await sealed()) == AUTHENTIC


async def test_whoever_goes_away_leaves_no_process_busy_for_the_next(uploads: Uploads) -> None:
    asked = asyncio.create_task(uploads(endless()))
    await asyncio.sleep(1.0)
    asked.cancel()
    async with asyncio.timeout(20):
        assert await uploads(await sealed()) == AUTHENTIC


async def test_a_process_that_died_in_between_accuses_nobody(uploads: Uploads) -> None:
    assert await uploads(await sealed()) == AUTHENTIC
    assert uploads._executor is not None
    for process in list(uploads._executor._processes.values()):
        process.kill()
        process.join()
    assert await uploads(await sealed()) == AUTHENTIC


async def test_closing_before_the_first_file_is_nothing() -> None:
    await Uploads(development_seal().trusted).close()
