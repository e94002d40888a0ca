"""One server, one PostgreSQL and one Redis serve all tests. What a test needs stands in ``tests.support.needs``."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from tests.support.server import Server, running_server

pytest_plugins = ["tests.support.databases", "tests.support.redis"]

# A slow machine is no failure: how long something takes is measured by the benches.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

HEAVY = tuple(Path(__file__).parent / folder for folder in ("browser", "integration"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each of two workers takes half of these, in a row: so while one has browsers, the other has what is light."""
    heavy = [item for item in items if any(item.path.is_relative_to(folder) for folder in HEAVY)]
    light = [item for item in items if not any(item.path.is_relative_to(folder) for folder in HEAVY)]
    middle = len(heavy) // 2
    items[:] = [*heavy[:middle], *light, *heavy[middle:]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_server() -> AsyncIterator[Server]:
    async with running_server() as running:
        yield running
