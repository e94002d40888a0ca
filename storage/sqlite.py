"""SQLite: one file in the data folder, for one server process."""

import fcntl
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite_driver import connect

BUSY_MILLISECONDS = 5_000
ONLY_THE_OWNER = 0o600

WRITES = {"begin": "BEGIN IMMEDIATE"}
GLANCE = {"begin": None}


def sqlite_engine(file: Path) -> AsyncEngine:
    """Makes the file where there is none. Raises ``OSError``."""
    _make(file)
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file)), hide_parameters=True, async_creator=lambda: connect(file)
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _make(file: Path) -> None:
    """Of several that begin at once one after the other: two that change the journal's mode refuse each other."""
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if not file.exists():
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, ONLY_THE_OWNER))
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as connection:  # told as it is used
            connection.execute("PRAGMA journal_mode=WAL")
    finally:
        os.close(folder)


def _prepare(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for reads and for CREATE TABLE
    cursor = connection.cursor()
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MILLISECONDS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that began by reading would find the file changed, and fail."""
    begin = connection.get_execution_options().get("begin", "BEGIN")
    if begin is not None:
        connection.exec_driver_sql(begin)
