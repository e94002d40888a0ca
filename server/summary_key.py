"""The keys that sign the QR codes of prescriptions: in the data folder, the present one and those before it."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from clinic.prescription.summary.keys import KeyRing, PublicKey, point_of
from server.cannot_start import CannotStart
from server.data_folder import write_secret

FILE = "prescription_keys.json"


def summary_keys_of(data_folder: Path, wall_clock: Callable[[], float], *, is_development: bool) -> KeyRing:
    """Made at the first call. ``is_development``: as the seal is. Raises ``CannotStart``."""
    file = data_folder / FILE
    try:
        if not file.exists():
            _make(file, wall_clock())
        return _read(file, is_development=is_development)
    except OSError as error:
        raise _unusable(file, error) from error


def rotate(data_folder: Path, wall_clock: Callable[[], float], *, is_stolen: bool = False) -> KeyRing:
    """Another key signs from the next start on; of the one before only the public half is kept, or nothing of one that
    was stolen: then what it has signed verifies no more, true or forged.

    Raises ``CannotStart``.
    """
    file, now = data_folder / FILE, wall_clock()
    try:
        before = _read(file, is_development=True)
        retired = before.published[1:]
        if not is_stolen:
            retired = [replace(before.present, until=now), *retired]
        write_secret(file, _told(generate_private_key(SECP256R1()), now, retired))
        return _read(file, is_development=True)
    except OSError as error:
        raise _unusable(file, error) from error


def _make(file: Path, since: float) -> None:
    """Of two processes that make one at once, the first one's stays: what the other had signed, nobody could check."""
    own = file.with_name(f"{file.name}.{os.getpid()}")
    write_secret(own, _told(generate_private_key(SECP256R1()), since, ()))
    try:
        os.link(own, file)
    except FileExistsError:
        pass
    finally:
        own.unlink()


def _told(key: EllipticCurvePrivateKey, since: float, retired: Sequence[PublicKey]) -> bytes:
    told = {
        "key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "since": since,
        "retired": [{"point": one.point.hex(), "since": one.since, "until": one.until} for one in retired],
    }
    return json.dumps(told, indent=1).encode()


def _read(file: Path, *, is_development: bool) -> KeyRing:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        key = load_pem_private_key(told["key"].encode(), password=None)
        retired = [_retired(one) for one in told["retired"]]
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise ValueError("It is no key of P-256.")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotStart(f"{file} is damaged: bring it back from a backup, or no old code verifies.") from error
    return KeyRing(key, [PublicKey(point_of(key), float(told["since"]), None), *retired], is_development)


def _retired(told: dict[str, Any]) -> PublicKey:
    """Raises ``ValueError`` for what is no point of the curve."""
    key = PublicKey(bytes.fromhex(told["point"]), float(told["since"]), float(told["until"]))
    EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key.point)
    return key


def _unusable(file: Path, error: OSError) -> CannotStart:
    return CannotStart(f"The keys {file} cannot be read or made: {error.strerror}.")
