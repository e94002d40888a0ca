"""An empty database of each kind, for tests that must pass on both: a copy of one that was migrated once.

A plugin of ``tests/conftest.py``, so that one PostgreSQL server serves all tests.
"""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.engine import Database
from storage.store import Store
from storage.vault import MasterKeys, Vault, open_vault
from tests.support.clocks import Clock
from tests.support.postgresql import PostgreSQL, running_postgresql, why_no_postgresql

ENGINES = (
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.skipif(bool(why_no_postgresql()), reason=str(why_no_postgresql()))),
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "paramarsh.sqlite"
    _migrate(file)
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgreSQL) -> str:
    name = postgresql.create()
    _migrate(postgresql.url(name))
    return name


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where ``Database.open`` finds an empty database. PostgreSQL's go with their server."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        return Path(shutil.copy(template, tmp_path / template.name))
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.url(server.create(request.getfixturevalue("postgresql_template")))


@pytest.fixture
async def database(place: Path | str) -> AsyncIterator[Database]:
    opened = await Database.open(place)
    yield opened
    await opened.close()


@pytest.fixture
def master_keys() -> MasterKeys:
    return MasterKeys({"first": secrets.token_bytes(32)}, "first")


@pytest.fixture
async def vault(database: Database, master_keys: MasterKeys, clock: Clock) -> Vault:
    return await open_vault(database, master_keys, clock)


@pytest.fixture
def store(database: Database, vault: Vault, clock: Clock) -> Store:
    return Store(database, vault, clock)


def _migrate(place: Path | str) -> None:
    """In a thread, whose event loop is nobody else's."""

    async def open_and_close() -> None:
        await (await Database.open(place)).close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(open_and_close())).result()
