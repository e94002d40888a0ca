"""The few words in which SQLite and PostgreSQL differ."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Table, cast, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def upsert(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert with ``on_conflict_do_update`` and ``on_conflict_do_nothing``; both dialects' take the same."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def whole(connection: AsyncConnection, number: ColumnElement[Any]) -> ColumnElement[int]:
    """A number that is not negative, without what stands behind its point."""
    return cast(number if connection.dialect.name == "sqlite" else func.floor(number), BigInteger)


def writes_in_parts(connection: AsyncConnection) -> bool:
    """Whether a common table expression may write: one statement then changes two tables."""
    return connection.dialect.name == "postgresql"


def locked_once(chosen: Select[Any]) -> Select[Any]:
    """The keys of rows to be locked, where another statement names them as a part of itself.

    A join may run a subquery with ``LIMIT … SKIP LOCKED`` once for each row and so take more than the limit; a common
    table expression that locks is never folded into what names it, and runs once.
    """
    return select(chosen.with_for_update(skip_locked=True).cte("chosen", nesting=True))
