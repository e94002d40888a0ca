"""aiosqlite with one step into its thread for a statement.

It takes four (make a cursor, execute, fetch, close), and each costs more than a small statement itself.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite

FIRST_ROWS = 500
"""So many are fetched with the statement; whatever is left, when it is asked for."""


class Cursor:
    """What SQLAlchemy asks of a driver's cursor. Every ``_…`` method runs in the thread."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._open: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.do(self._execute, statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> Self:
        await self._connection.do(self._execute_many, statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        if self._open is not None:
            await self._connection.do(self._fetch_rest)
        rows, self._rows = self._rows, []
        return rows

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = size or self.arraysize
        if self._open is not None and len(self._rows) < wanted:
            await self._connection.do(self._fetch, max(wanted, FIRST_ROWS))
        rows, self._rows = self._rows[:wanted], self._rows[wanted:]
        return rows

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        self._rows = []
        if self._open is not None:
            await self._connection.do(self._close)

    def _execute(self, statement: str, parameters: Sequence[Any]) -> None:
        self._note(self._connection.sqlite.execute(statement, parameters))

    def _execute_many(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        self._note(self._connection.sqlite.executemany(statement, parameters))

    def _note(self, cursor: sqlite3.Cursor) -> None:
        self._open, self._rows = cursor, []
        self.description, self.lastrowid = cursor.description, cursor.lastrowid
        if cursor.description is None:
            self._close()
        else:
            self._fetch(FIRST_ROWS)

    def _fetch(self, count: int) -> None:
        if self._open is not None:
            found = self._open.fetchmany(count)
            self._rows += found
            if len(found) < count:
                self._close()

    def _fetch_rest(self) -> None:
        if self._open is not None:
            self._rows += self._open.fetchall()
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            self.rowcount = self._open.rowcount
            self._open.close()
            self._open = None


class Connection(aiosqlite.Connection):
    """Its cursors are made without a step into the thread."""

    @property
    def sqlite(self) -> sqlite3.Connection:
        """For the thread."""
        return self._conn

    async def do(self, act: Any, *arguments: Any) -> None:
        """In the thread. Raises what it raises."""
        await self._execute(act, *arguments)  # type: ignore[no-untyped-call]

    def cursor(self) -> Cursor:  # type: ignore[override]  # awaited by nobody but SQLAlchemy, which enters it
        return Cursor(self)


async def connect(file: Path) -> Connection:
    """Raises ``sqlite3.Error``."""
    connection = Connection(lambda: sqlite3.connect(str(file), check_same_thread=False), iter_chunk_size=FIRST_ROWS)
    connection._thread.daemon = True  # as SQLAlchemy does: a connection that is forgotten does not keep the process
    await connection
    return connection
