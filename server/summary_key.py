"""The keys that sign the QR codes of prescriptions: in the data folder, the present one and those before it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
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
            _write(file, generate_private_key(SECP256R1()), wall_clock(), ())
        return _read(file, is_development=is_development)
    except OSError as error:
        raise CannotStart(f"The keys {file} cannot be read or made: {error.strerror}.") from error


def rotate(data_folder: Path, wall_clock: Callable[[], float]) -> None:
    """Another key signs from now on; of the one before only the public half is kept. Raises ``CannotStart``."""
    file, now = data_folder / FILE, wall_clock()
    before = _read(file, is_development=True)
    retired = [replace(before.present, until=now), *before.published[1:]]
    _write(file, generate_private_key(SECP256R1()), now, retired)


def _write(file: Path, key: EllipticCurvePrivateKey, since: float, retired: Sequence[PublicKey]) -> None:
    told = {
        "key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "since": since,
        "retired": [{"point": one.point.hex(), "since": one.since, "until": one.until} for one in retired],
    }
    write_secret(file, json.dumps(told, indent=1).encode())


def _read(file: Path, *, is_development: bool) -> KeyRing:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        key = load_pem_private_key(told["key"].encode(), password=None)
        retired = [PublicKey(bytes.fromhex(one["point"]), one["since"], one["until"]) for one in told["retired"]]
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise ValueError("It is no key of P-256.")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotStart(f"{file} is damaged: bring it back from a backup, or no old code verifies.") from error
    return KeyRing(key, [PublicKey(point_of(key), told["since"], None), *retired], is_development)
