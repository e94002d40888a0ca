"""The database of this server: one SQLite file in the data folder."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

from alembic.util import CommandError
from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import StorageError
from storage.upgrade import upgrade

BUSY_MILLISECONDS = 5_000
ONLY_THE_OWNER = 0o600


class Database:
    """Transactions over one engine. A reader never waits for a writer (WAL); writers take turns."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    @classmethod
    async def open(cls, file: Path) -> Self:
        """With the newest tables; makes the file where there is none. Raises ``StorageError``."""
        try:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, ONLY_THE_OWNER))
            database = cls(_sqlite(file))
        except OSError as error:
            raise StorageError(f"The database {file} cannot be opened: {error.strerror}.") from error
        try:
            await database._upgrade()
        except (DBAPIError, CommandError) as error:
            await database.close()
            raise StorageError(_sentence(file, error)) from error
        return database

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """All of it is kept, or nothing when the block raises."""
        async with self._writing.begin() as connection:
            yield connection

    async def _upgrade(self) -> None:
        async with self.writing() as connection:
            await connection.run_sync(upgrade)


def _sqlite(file: Path) -> AsyncEngine:
    engine = create_async_engine(URL.create("sqlite+aiosqlite", database=str(file)), hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for reads and for CREATE TABLE
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that began by reading would find the file changed, and fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _sentence(file: Path, error: DBAPIError | CommandError) -> str:
    if isinstance(error, CommandError):
        return f"The database {file} was written by a newer version of Paramarsh: run that one, or restore a copy."
    return f"The database {file} cannot be used: {error.orig}."
