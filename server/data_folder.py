"""What this server keeps between runs: its database, the operator's key and its own certificates."""

import os
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.cannot_start import CannotStart
from server.setting_rules import KEY_LENGTH, MASTER_KEY_BYTES, is_key, keys_of
from server.settings import Settings
from storage.master_keys import MasterKeys

ONLY_THE_OWNER = 0o600
FOLDER_OF_THE_OWNER = 0o700
KEY_BYTES = 32


def make_folder(folder: Path) -> Path:
    """Nobody else on this machine may look into it. One that is there stays as it is."""
    try:
        folder.mkdir(mode=FOLDER_OF_THE_OWNER, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    return folder


def database_file(settings: Settings) -> Path:
    return settings.data_folder / "paramarsh.sqlite"


def database_place(settings: Settings) -> Path | str:
    """As ``storage.engine.Database.open`` takes it."""
    url = settings.database_url
    return database_file(settings) if url is None else url.get_secret_value()


def blob_folder(settings: Settings) -> Path:
    return settings.data_folder / "files"


def master_keys(settings: Settings) -> MasterKeys:
    """Those that are set, or the data folder's own, which is made at the first call."""
    if settings.master_keys is not None:
        keys = keys_of(settings.master_keys.get_secret_value())
        return MasterKeys(keys, next(iter(keys)))
    file = settings.data_folder / "master.key"
    try:
        if not file.exists():
            write_secret(file, b"own:" + b64encode(secrets.token_bytes(MASTER_KEY_BYTES)) + b"\n")
        return MasterKeys(keys_of(file.read_text(encoding="utf-8").strip()), "own")
    except OSError as error:
        raise CannotStart(f"The master key {file} cannot be read or made: {error.strerror}.") from error
    except ValueError as error:
        raise CannotStart(
            f"{file} holds no master key: restore it, since without it the data cannot be read."
        ) from error


def certificates_folder(settings: Settings) -> Path:
    return settings.data_folder / "certificates"


def key_file(settings: Settings) -> Path:
    return settings.data_folder / "operator.key"


def address_file(settings: Settings) -> Path:
    """Where the running server says how it is reached, for the operator's commands."""
    return settings.data_folder / "address"


@contextmanager
def told_address(settings: Settings, url: str) -> Iterator[None]:
    """While the block runs."""
    file = address_file(settings)
    write_secret(file, url.encode() + b"\n")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def operator_key(settings: Settings) -> str:
    """The one that is set, or the data folder's own, which is made at the first call."""
    if settings.operator_key is not None:
        return settings.operator_key.get_secret_value()
    file = key_file(settings)
    try:
        if not file.exists():
            write_secret(file, secrets.token_urlsafe(KEY_BYTES).encode() + b"\n")
        return read_key(file)
    except OSError as error:
        raise CannotStart(f"The operator's key {file} cannot be read or made: {error.strerror}.") from error


def read_key(file: Path) -> str:
    """Raises ``OSError`` where there is none."""
    key = file.read_text(encoding="utf-8", errors="replace").strip()
    if not is_key(key):
        raise CannotStart(f"{file} holds no key of {KEY_LENGTH} characters: remove it, and a new one is made.")
    return key


def write_secret(file: Path, content: bytes) -> None:
    """In one step, so that no reader ever sees half of it; readable to the owner alone."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_THE_OWNER)
    with open(descriptor, "wb") as opened:
        opened.write(content)
    os.replace(unfinished, file)
