"""The database of this server: an SQLite file, or a PostgreSQL server that several processes share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import postgresql, sqlite
from storage.errors import StorageError
from storage.postgresql import postgresql_engine
from storage.sqlite import sqlite_engine
from storage.upgrade import upgrade


class Database:
    """Transactions over one engine. A reader never waits for a writer; of SQLite's writers only one works at a time."""

    def __init__(self, engine: AsyncEngine, name: str) -> None:
        """``name``: how it is spoken of, without a password."""
        self.engine = engine
        self.name = name
        is_file = engine.dialect.name == "sqlite"
        self._reading = engine if is_file else engine.execution_options(**postgresql.SNAPSHOT)
        self._writing = engine.execution_options(**sqlite.WRITES) if is_file else engine
        self._glancing = engine.execution_options(**(sqlite.GLANCE if is_file else postgresql.GLANCE))
        # In line here, not in SQLite's busy loop, whose pauses leave the file idle between two writers.
        self._turn = asyncio.Lock() if is_file else None

    @classmethod
    async def open(cls, place: Path | str) -> Self:
        """With the newest tables. ``place``: an SQLite file, or a PostgreSQL URL. Raises ``StorageError``."""
        database = cls(_engine(place), str(place) if isinstance(place, Path) else _without_password(place))
        try:
            await database._upgrade()
        except (DBAPIError, CommandError, OSError) as error:
            await database.close()
            raise StorageError(_sentence(database.name, error)) from error
        return database

    async def close(self) -> None:
        await self.engine.dispose()

    async def answers(self, within_seconds: float) -> bool:
        """Whether a question to it is answered."""
        try:
            async with asyncio.timeout(within_seconds), self.reading() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return False
        return True

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One snapshot."""
        async with self._reading.connect() as connection:
            yield connection

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[AsyncConnection]:
        """For a single statement, or for some that need no common snapshot: the least that a look can cost."""
        async with self._glancing.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """All of it is kept, or nothing when the block raises."""
        if self._turn is None:
            async with self._writing.begin() as connection:
                yield connection
        else:
            async with self._turn, self._writing.begin() as connection:
                yield connection

    async def _upgrade(self) -> None:
        async with self.writing() as connection:
            await connection.run_sync(upgrade)


def _engine(place: Path | str) -> AsyncEngine:
    if isinstance(place, str):
        return postgresql_engine(place)
    try:
        return sqlite_engine(place)
    except OSError as error:
        raise StorageError(f"The database {place} cannot be opened: {error.strerror}.") from error


def _without_password(url: str) -> str:
    return url.rpartition("@")[2]


def _sentence(name: str, error: DBAPIError | CommandError | OSError) -> str:
    if isinstance(error, CommandError):
        return f"The database {name} was written by a newer version of Paramarsh: run that one, or restore a copy."
    if isinstance(error, OSError):
        return f"The database {name} cannot be reached: {error.strerror or error}."
    return f"The database {name} cannot be used: {error.orig}."
