"""The few words in which SQLite and PostgreSQL differ."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Table, cast, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert with ``on_conflict_do_update`` and ``on_conflict_do_nothing``; both dialects' take the same."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def whole(connection: AsyncConnection, number: ColumnElement[Any]) -> ColumnElement[int]:
    """A number that is not negative, without what stands behind its point."""
    return cast(number if connection.dialect.name == "sqlite" else func.floor(number), BigInteger)
