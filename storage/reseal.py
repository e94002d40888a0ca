"""Sealing anew, with the current key, what was sealed with older ones; the service runs meanwhile."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.schema import metadata
from storage.tables.data_keys import data_keys
from storage.tables.sealed import Sealed, sealed_columns
from storage.vault import Vault, sealing_key

BATCH = 200


async def reseal(
    database: Database,
    vault: Vault,
    wall_clock: Callable[[], float],
    columns: Sequence[Sealed] | None = None,
    batch: int = BATCH,
) -> int:
    """How many values were sealed anew; then the keys before the current one are retired. ``columns``: ``None`` is all.

    Raises ``VaultError`` for a value that does not open, before any key is retired.
    """
    current = vault.current_key
    resealed = 0
    for column in sealed_columns(metadata) if columns is None else columns:
        resealed += await _reseal_column(database, vault, column, batch)
    async with database.writing() as connection:
        older = (data_keys.c.kind == "seal") & (data_keys.c.created_at < current.created_at)
        retired = update(data_keys).where(older, data_keys.c.retired_at.is_(None))
        await connection.execute(retired.values(retired_at=wall_clock()))
    return resealed


async def _reseal_column(database: Database, vault: Vault, sealed: Sealed, batch: int) -> int:
    """In transactions of one batch each, so that nobody waits long for her turn."""
    resealed, after = 0, None
    while True:
        async with database.writing() as connection:
            rows = await _rows(connection, sealed, after, batch)
            for row in rows:
                resealed += await _reseal_value(connection, vault, sealed, row)
        if len(rows) < batch:
            return resealed
        after = sealed.key(rows[-1])
        await asyncio.sleep(0)


async def _rows(
    connection: AsyncConnection, sealed: Sealed, after: tuple[Any, ...] | None, batch: int
) -> list[Row[Any]]:
    key: list[Any] = list(sealed.table.primary_key)
    query = select(*key, sealed.column.label("sealed")).where(sealed.column.is_not(None)).order_by(*key).limit(batch)
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(*after))
    return list[Row[Any]](await connection.execute(query.with_for_update()))


async def _reseal_value(connection: AsyncConnection, vault: Vault, sealed: Sealed, row: Row[Any]) -> bool:
    if not row.sealed or sealing_key(row.sealed) == vault.current_key.id:
        return False
    place = sealed.place(row)
    anew = vault.seal_bytes(vault.unseal_bytes(row.sealed, place), place)
    same = [column == value for column, value in zip(sealed.table.primary_key, sealed.key(row), strict=True)]
    await connection.execute(update(sealed.table).where(*same).values({sealed.column: anew}))
    return True
