"""What a backup needs of a database, and which one a server has."""

from pathlib import Path
from typing import Protocol

from storage.backup.postgresql import PostgresqlDatabase
from storage.backup.sqlite import SqliteFile


class CopiedDatabase(Protocol):
    """All methods raise ``StorageError``."""

    @property
    def kind(self) -> str:
        """ "sqlite" or "postgresql": one does not restore the other's dumps."""

    def dump(self, target: Path) -> None:
        """One consistent state of it, checked; others may write meanwhile."""

    def is_in_use(self) -> bool: ...

    def is_empty(self) -> bool: ...

    def load(self, dump: Path) -> None:
        """In place of what is there; when it raises, that is still there."""


def database_at(place: Path | str) -> CopiedDatabase:
    """``place`` as ``storage.engine.Database.open`` takes it."""
    return SqliteFile(place) if isinstance(place, Path) else PostgresqlDatabase(place)
