"""The few words in which SQLite and PostgreSQL differ."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert with ``on_conflict_do_update`` and ``on_conflict_do_nothing``; both dialects' take the same."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
