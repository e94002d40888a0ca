"""Taking a backup while the server runs."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from storage.backup.databases import database_at
from storage.backup.folder import AT_ONCE, BLOB_PATH, DUMPS, FILES, Manifest, sync, write
from storage.errors import StorageError


def backup(place: Path | str, objects: ObjectStore, target: Path, now: float) -> Manifest:
    """A new folder ``target`` with all of it. Raises ``StorageError``, and then leaves nothing there.

    The database comes first: a file that is put later is one too many, where the other order would lack it. One that
    is deleted between the two was meant to be gone.
    """
    database = database_at(place)
    with _appearing_whole(target) as folder:
        dump = DUMPS[database.kind]
        database.dump(folder / dump)
        sums = {dump: _checksum(folder / dump), **dict(_copied(objects, folder / FILES))}
        return write(folder, database.kind, now, sums)


@contextmanager
def _appearing_whole(target: Path) -> Iterator[Path]:
    if target.exists():
        raise StorageError(f"{target} is there already: name a folder that is not.")
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise StorageError(f"The folder {target} cannot be made: {error.strerror}.") from error
    try:
        yield unfinished
        _sync_folder(unfinished)
        unfinished.rename(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise StorageError(f"The backup {target} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copied(objects: ObjectStore, folder: Path) -> Iterator[tuple[str, str]]:
    """Each file's path in the backup, and its SHA-256."""
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for page in obstore.list(objects):
                paths = [entry["path"] for entry in page if BLOB_PATH.fullmatch(entry["path"])]
                sums = pool.map(lambda path: _copy(objects, path, folder / path), paths)
                yield from ((f"{FILES}/{path}", found) for path, found in zip(paths, sums, strict=True) if found)
    except BaseError as error:
        raise StorageError(f"The files cannot be read: {type(error).__name__}.") from error


def _copy(objects: ObjectStore, path: str, target: Path) -> str | None:
    """Its SHA-256; ``None`` where it was deleted meanwhile."""
    try:
        stored = obstore.get(objects, path)
    except FileNotFoundError:
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as opened:
        for part in stored:
            digest.update(part)
            opened.write(part)
        opened.flush()
        sync(opened.fileno())
    return digest.hexdigest()


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        sync(opened.fileno())
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)
