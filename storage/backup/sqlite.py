"""An SQLite file, copied by its online backup (https://sqlite.org/backup.html)."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from storage.errors import StorageError

ONLY_THE_OWNER = 0o600


@dataclass(frozen=True, slots=True)
class SqliteFile:
    kind: ClassVar[str] = "sqlite"
    file: Path

    def dump(self, target: Path) -> None:
        if not self.file.exists():
            raise StorageError(f"There is no database at {self.file}.")
        _make(target)
        try:
            with closing(_connect(self.file)) as source, closing(_connect(target)) as copy:
                source.backup(copy)  # in one step: writers go on in the write-ahead log, and it sees none of them
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        except sqlite3.Error as error:
            raise StorageError(f"The database {self.file} cannot be copied: {error}.") from error
        _check(target)

    def is_in_use(self) -> bool:
        """Who leaves the write-ahead log must be alone with the file."""
        if not self.file.exists():
            return False
        try:
            with closing(_connect(self.file)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        except sqlite3.DatabaseError:  # what is no database is nobody's
            return False
        return False

    def is_empty(self) -> bool:
        if not self.file.exists():
            return True
        try:
            with closing(_connect(self.file)) as connection:
                return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None
        except sqlite3.Error:
            return False

    def load(self, dump: Path) -> None:
        restored = self.file.with_name(f".{self.file.name}.restored")
        try:
            _copy(dump, restored)
            _check(restored)
            for log in ("-wal", "-shm"):
                self.file.with_name(self.file.name + log).unlink(missing_ok=True)
            os.replace(restored, self.file)
        except OSError as error:
            raise StorageError(f"The database {self.file} cannot be written: {error.strerror}.") from error
        finally:
            restored.unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    """To one that is there, without waiting for anybody."""
    return sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, timeout=0, isolation_level=None)


def _make(file: Path) -> None:
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, ONLY_THE_OWNER))


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    _make(target)
    shutil.copyfile(source, target)
    with target.open("rb+") as copied:
        os.fsync(copied.fileno())


def _check(file: Path) -> None:
    try:
        with closing(_connect(file)) as connection:
            [(found,)] = connection.execute("PRAGMA integrity_check(1)").fetchall()
            astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise StorageError(f"The copy {file} cannot be read: {error}.") from error
    if found != "ok" or astray:
        raise StorageError(f"The database is damaged, its copy did not pass SQLite's check: {found}.")
