"""One set of browsers for all tests in front of a page; every test has a room and contexts of its own.

They live in one event loop, since a browser's driver cannot leave its own.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.support.browsers import Browsers
from tests.support.meeting import Meeting, meeting, meeting_on
from tests.support.server import Server, with_a_room_of_its_own

# On a busy machine a page may take its time: how long is measured by the benches.
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browsers() -> AsyncIterator[Browsers]:
    async with Browsers() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def demo(shared_server: Server, browsers: Browsers) -> AsyncIterator[Meeting]:
    """A room of its own on this machine's loopback, and nobody there yet."""
    async with with_a_room_of_its_own(shared_server), meeting_on(shared_server, browsers) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def alone() -> AsyncIterator[Meeting]:
    """On a server of its own, which may be killed and restarted."""
    async with meeting() as opened:
        yield opened
