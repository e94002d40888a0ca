"""The data keys of a database: making the first ones, reading them, a new one at each rotation."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialect import upsert
from storage.engine import Database
from storage.master_keys import KEY_BYTES, MasterKeys
from storage.tables.data_keys import data_keys

Kind = Literal["seal", "lookup"]
LOOKUP = "lookup"  # the id of the one that is never replaced; the rest have 16 bytes in hexadecimal


@dataclass(frozen=True, slots=True)
class DataKey:
    """``key``: 32 bytes, unwrapped. A retired one is only read with."""

    id: str
    key: bytes = field(repr=False)
    created_at: float
    retired: bool


async def make_first_keys(database: Database, masters: MasterKeys, wall_clock: Callable[[], float]) -> None:
    """Where there are none. Of two processes that start at once, the second waits for the first, and makes none."""
    async with database.writing() as connection:
        lookup = _new(LOOKUP, "lookup", masters, wall_clock())
        made = await connection.execute(upsert(connection, data_keys).values(**lookup).on_conflict_do_nothing())
        if made.rowcount == 1:
            await connection.execute(insert(data_keys).values(**_new_seal_key(masters, wall_clock())))


async def read_keys(database: Database) -> list[Row[tuple[object, ...]]]:
    """Still wrapped, oldest first."""
    async with database.reading() as connection:
        return list(await connection.execute(select(data_keys).order_by(data_keys.c.created_at, data_keys.c.id)))


def unwrap(row: Row[tuple[object, ...]], masters: MasterKeys) -> DataKey:
    """Raises ``StorageError``."""
    key = masters.unwrap(row.wrapped, _about(row.id, row.kind), row.master_key)
    return DataKey(row.id, key, row.created_at, row.retired_at is not None)


async def rotate(database: Database, masters: MasterKeys, wall_clock: Callable[[], float]) -> None:
    """Every data key is wrapped by the current master key, and there is a new one to seal with: both or neither.

    Raises ``StorageError`` where a key cannot be unwrapped.
    """
    async with database.writing() as connection:
        await _rewrap(connection, masters)
        await connection.execute(insert(data_keys).values(**_new_seal_key(masters, wall_clock())))


async def _rewrap(connection: AsyncConnection, masters: MasterKeys) -> None:
    for row in (await connection.execute(select(data_keys).with_for_update())).all():
        wrapped = masters.wrap(unwrap(row, masters).key, _about(row.id, row.kind))
        rewrapped = update(data_keys).where(data_keys.c.id == row.id)
        await connection.execute(rewrapped.values(wrapped=wrapped, master_key=masters.current))


def _new_seal_key(masters: MasterKeys, now: float) -> dict[str, object]:
    return _new(secrets.token_hex(16), "seal", masters, now)


def _new(key_id: str, kind: Kind, masters: MasterKeys, now: float) -> dict[str, object]:
    wrapped = masters.wrap(os.urandom(KEY_BYTES), _about(key_id, kind))
    return {"id": key_id, "kind": kind, "wrapped": wrapped, "master_key": masters.current, "created_at": now}


def _about(key_id: str, kind: str) -> str:
    return f"{kind}:{key_id}"
