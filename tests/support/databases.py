"""An empty database of each kind, for tests that must pass on both: made from one that was migrated once.

A plugin of ``tests/conftest.py``, so that one PostgreSQL server serves all tests.
"""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zlib import crc32

import asyncpg
import pytest
from sqlalchemy.util import LRUCache

from storage.engine import Database
from storage.schema import metadata
from storage.store import Store
from storage.vault import MasterKeys, Vault, open_vault
from tests.support.clocks import Clock
from tests.support.postgresql import PostgreSQL, running_postgresql, why_no_postgresql

ENGINES = (
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.skipif(bool(why_no_postgresql()), reason=str(why_no_postgresql()))),
)


class Statements(LRUCache[Any, Any]):
    """Compiled by one engine and good for all of its kind: each has a dialect of its own, the first part of the key."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


STATEMENTS = Statements(2_000)
CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
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
    """The name of a database that was migrated, to which nobody is connected."""
    name = postgresql.create()
    _migrate(postgresql.url(name))
    return name


@pytest.fixture(scope="session")
def postgresql_database(postgresql: PostgreSQL, postgresql_template: str) -> str:
    """Its URL. One for all tests, emptied before each: a database of its own for each would be eight megabytes."""
    return postgresql.url(postgresql.create(postgresql_template))


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where ``Database.open`` finds an empty database."""
    return empty_place(request, tmp_path)


def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Of the kind that the fixture which asks is for."""
    return empty_place_of(request.param, request, tmp_path)


def engine_by_name(test: str) -> str:
    """One of the two, by turns but always the same for a test: for what is tested on both elsewhere."""
    return "sqlite" if why_no_postgresql() or crc32(test.encode()) % 2 else "postgresql"


def empty_place_of(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    if kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        return Path(shutil.copy(template, tmp_path / template.name))
    url: str = request.getfixturevalue("postgresql_database")
    _in_a_thread(_emptied(url))
    return url


@pytest.fixture
async def database(place: Path | str) -> AsyncIterator[Database]:
    opened = await Database.open(place)
    _share_statements(opened)
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


def _share_statements(database: Database) -> None:
    """With all tests before and after: to compile them anew would be a fifth of a test's time."""
    for engine in (database.engine, database._reading, database._writing, database._glancing):
        engine.sync_engine._compiled_cache = STATEMENTS


def _migrate(place: Path | str) -> None:
    async def open_and_close() -> None:
        await (await Database.open(place)).close()

    _in_a_thread(open_and_close())


async def _emptied(url: str) -> None:
    """Whoever a test before has left connected is cut off first: she might hold a lock.

    Over a new connection: one that stayed took five minutes after a test of twenty thousand rows.
    """
    connection = await asyncpg.connect(url)  # type: ignore[no-untyped-call]
    await connection.execute(
        f"{CUT_OFF}; {';'.join(f'DELETE FROM {one.name}' for one in reversed(metadata.sorted_tables))}"
    )
    await connection.close()


def _in_a_thread(work: Coroutine[Any, Any, None]) -> None:
    """Whose event loop is nobody else's."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work)).result()
