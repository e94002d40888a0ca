"""Transactions over the records: ``clinic.ports.Store``. All of them raise ``clinic.ports.DatabaseAway``."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from storage.away import database_here
from storage.engine import Database
from storage.records import Records
from storage.vault import Vault


class Store:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, database: Database, vault: Vault, wall_clock: Callable[[], float]) -> None:
        self.database = database
        self.vault = vault
        self._wall_clock = wall_clock

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Records]:
        with database_here():
            await self.vault.refresh()
            async with self.database.reading() as connection:
                yield Records(connection, self.vault, self._wall_clock)

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[Records]:
        with database_here():
            await self.vault.refresh()
            async with self.database.glancing() as connection:
                yield Records(connection, self.vault, self._wall_clock)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Records]:
        with database_here():
            await self.vault.refresh()
            async with self.database.writing() as connection:
                yield Records(connection, self.vault, self._wall_clock)
