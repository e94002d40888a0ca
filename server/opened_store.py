"""The database as an operator's command opens it, beside the running service."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from server.data_folder import database_place, make_folder, master_keys
from server.settings import Settings
from storage.engine import Database
from storage.store import Store
from storage.vault import open_vault


@asynccontextmanager
async def opened_store(settings: Settings, wall_clock: Callable[[], float]) -> AsyncIterator[Store]:
    """Raises ``CannotStart`` or ``StorageError``, each with a sentence for the operator."""
    make_folder(settings.data_folder)
    database = await Database.open(database_place(settings))
    try:
        yield Store(database, await open_vault(database, master_keys(settings), wall_clock), wall_clock)
    finally:
        await database.close()
