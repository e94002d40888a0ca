"""The key that signs pushes (VAPID, RFC 8292): browsers that have subscribed with it take messages from it alone."""

import os
from base64 import urlsafe_b64decode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from server.cannot_start import CannotStart
from server.data_folder import write_secret
from server.settings import Settings


def vapid_key_file(settings: Settings) -> Path:
    return settings.data_folder / "push.key"


def vapid_key(settings: Settings) -> EllipticCurvePrivateKey:
    """The one that is set, or the data folder's own, which is made at the first call."""
    if settings.push_key is not None:
        return derive_private_key(int.from_bytes(decoded(settings.push_key.get_secret_value())), SECP256R1())
    file = vapid_key_file(settings)
    try:
        if not file.exists():
            _make(file)
        return _read(file)
    except OSError as error:
        raise CannotStart(f"The push key {file} cannot be read or made: {error.strerror}.") from error


def decoded(text: str) -> bytes:
    """Of base64url without padding, as the tools of web push write keys."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _make(file: Path) -> None:
    """Of two processes that make one at once, the first one's stays."""
    key = generate_private_key(SECP256R1())
    own = file.with_name(f"{file.name}.{os.getpid()}")
    write_secret(own, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        os.link(own, file)
    except FileExistsError:
        pass
    finally:
        own.unlink()


def _read(file: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise CannotStart(_damaged(file)) from error
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise CannotStart(_damaged(file))
    return key


def _damaged(file: Path) -> str:
    return f"{file} holds no P-256 key: restore it, or remove it, and every browser must be asked anew."
