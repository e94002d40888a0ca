"""Restoring a backup while no server uses the database."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from storage.backup.databases import CopiedDatabase, database_at
from storage.backup.folder import AT_ONCE, BLOB_PATH, FILES, Manifest, blobs_of, read
from storage.errors import StorageError


def restore(place: Path | str, objects: ObjectStore, source: Path, *, replace: bool = False) -> Manifest:
    """Raises ``StorageError``: until the whole backup was checked and the files are there, nothing is replaced.

    ``replace``: also where there are data already, which are lost.
    """
    manifest, database = read(source), database_at(place)
    if manifest.database != database.kind:
        raise StorageError(f"{source} is a backup of {manifest.database}, and the settings name {database.kind}.")
    blobs = blobs_of(source, manifest)
    try:
        _refuse_what_is_there(database, objects, replace)
        _put(objects, source / FILES, blobs)
        database.load(source / manifest.dump)
        _delete_others(objects, frozenset(blobs))
    except (BaseError, OSError) as error:
        raise StorageError(f"The files cannot be restored: {type(error).__name__}.") from error
    return manifest


def _refuse_what_is_there(database: CopiedDatabase, objects: ObjectStore, replace: bool) -> None:
    if database.is_in_use():
        raise StorageError("The database is in use: stop the server first.")
    if not replace and not (database.is_empty() and not _paths(objects)):
        raise StorageError("There are data already: --replace gives them up for those of the backup.")


def _put(objects: ObjectStore, folder: Path, blobs: Sequence[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda path: obstore.put(objects, path, folder / path), blobs):
            pass


def _delete_others(objects: ObjectStore, blobs: frozenset[str]) -> None:
    """Their keys are gone with the former database: nobody could read them again."""
    for path in _paths(objects):
        if path not in blobs:
            obstore.delete(objects, path)


def _paths(objects: ObjectStore) -> list[str]:
    return [entry["path"] for page in obstore.list(objects) for entry in page if BLOB_PATH.fullmatch(entry["path"])]
