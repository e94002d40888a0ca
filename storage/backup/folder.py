"""What a backup's folder holds, and whether it is all there.

``manifest.json`` says what it is, ``SHA256SUMS`` (for ``sha256sum --check``) holds each file's checksum, then come the
database's dump and the encrypted files in ``files/``.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage.errors import StorageError

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
FILES = "files"
DUMPS: Mapping[str, str] = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
AT_ONCE = 8

_BLOB = r"(?P<folder>[0-9a-f]{2})/(?P=folder)[0-9a-f]{30}"
BLOB_PATH = re.compile(_BLOB)
ENTRY = re.compile(rf"(?P<sum>[0-9a-f]{{64}})  (?P<path>{FILES}/{_BLOB}|{'|'.join(map(re.escape, DUMPS.values()))})")


@dataclass(frozen=True, slots=True)
class Manifest:
    """``made_at``: ISO 8601, UTC. ``database``: "sqlite" or "postgresql". ``bytes``: of the dump and the files.

    ``sums_sha256``: of ``SHA256SUMS``, in hex.
    """

    format: int
    made_at: str
    database: str
    files: int
    bytes: int
    sums_sha256: str

    @property
    def dump(self) -> str:
        return DUMPS[self.database]


def write(folder: Path, database: str, now: float, sums: Mapping[str, str]) -> Manifest:
    """``sums``: each file's SHA-256 by its path in the folder."""
    lines = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()
    manifest = Manifest(
        format=FORMAT,
        made_at=datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
        database=database,
        files=len(sums) - 1,
        bytes=sum((folder / path).stat().st_size for path in sums),
        sums_sha256=hashlib.sha256(lines).hexdigest(),
    )
    _write(folder / SUMS, lines)
    _write(folder / MANIFEST, json.dumps(asdict(manifest), indent=2).encode() + b"\n")
    return manifest


def read(folder: Path) -> Manifest:
    """Raises ``StorageError`` for what is no backup, or one of a newer version."""
    try:
        found: Any = json.loads((folder / MANIFEST).read_bytes())
        if found["format"] != FORMAT:
            raise StorageError(f"{folder} was made by a newer version of Paramarsh: restore it with that one.")
        manifest = Manifest(**found)
        manifest.dump  # noqa: B018 - an unknown database
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StorageError(f"{folder} is no backup of Paramarsh: it has no {MANIFEST} that can be read.") from error
    return manifest


def blobs_of(folder: Path, manifest: Manifest) -> list[str]:
    """The paths of the files that it holds, all checked. Raises ``StorageError`` for what is damaged or missing."""
    sums = dict(_sums(folder, manifest))
    if manifest.dump not in sums or len(sums) != manifest.files + 1:
        raise _damaged(folder, SUMS)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, actual in zip(sums, pool.map(lambda path: _sha256(folder / path), sums), strict=True):
            if actual != sums[path]:
                raise _damaged(folder, path)
    return [path.removeprefix(f"{FILES}/") for path in sums if path != manifest.dump]


def _sums(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """A path that leads out of the folder is none of ours."""
    try:
        lines = (folder / SUMS).read_bytes()
    except OSError as error:
        raise _damaged(folder, SUMS) from error
    if hashlib.sha256(lines).hexdigest() != manifest.sums_sha256:
        raise _damaged(folder, SUMS)
    for line in lines.decode().splitlines():
        entry = ENTRY.fullmatch(line)
        if entry is None:
            raise _damaged(folder, SUMS)
        yield entry["path"], entry["sum"]


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None


def _damaged(folder: Path, path: str) -> StorageError:
    return StorageError(f"The backup {folder} is damaged: {path} is not as it was written.")


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as opened:
        opened.write(content)
        sync(opened.fileno())


def sync(descriptor: int) -> None:
    """To the disk itself, before the folder gets its name."""
    os.fsync(descriptor)
