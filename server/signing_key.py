"""The key that signs the audit's heads: kept in the data folder, never in the database that it vouches for."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from server.cannot_start import CannotStart
from server.data_folder import write_secret
from server.settings import Settings


def signing_key_file(settings: Settings) -> Path:
    return settings.data_folder / "audit.key"


def signing_key(settings: Settings) -> Ed25519PrivateKey:
    """The data folder's own, which is made at the first call."""
    file = signing_key_file(settings)
    try:
        if not file.exists():
            _make(file)
        return _read(file)
    except OSError as error:
        raise CannotStart(f"The audit's key {file} cannot be read or made: {error.strerror}.") from error


def _make(file: Path) -> None:
    """Of two processes that make one at once, the first one's stays."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    own = file.with_name(f"{file.name}.{os.getpid()}")
    write_secret(own, pem)
    try:
        os.link(own, file)
    except FileExistsError:
        pass
    finally:
        own.unlink()


def _read(file: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise CannotStart(_damaged(file)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CannotStart(_damaged(file))
    return key


def _damaged(file: Path) -> str:
    return f"{file} holds no Ed25519 key: restore it, since without it former days' signatures cannot be checked."
