"""A certificate and its key for tests, written as PEM files into a folder of the test's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

NAME = x509.Name.from_rfc4514_string("CN=localhost")
FROM = datetime(2026, 1, 1, tzinfo=UTC)


def key(folder: Path) -> Path:
    """The folder's one key, made at the first call."""
    path = folder / "key.pem"
    return path if path.exists() else _write(path, ec.generate_private_key(ec.SECP256R1()), NoEncryption())


def encrypted_key(folder: Path) -> Path:
    return _write(folder / "encrypted.pem", _load(folder), BestAvailableEncryption(b"a password"))


def certificate(folder: Path) -> Path:
    """Of that key, signed by itself."""
    private = _load(folder)
    builder = x509.CertificateBuilder(
        issuer_name=NAME,
        subject_name=NAME,
        public_key=private.public_key(),
        serial_number=1,
        not_valid_before=FROM,
        not_valid_after=FROM + timedelta(days=36500),
    )
    path = folder / "certificate.pem"
    path.write_bytes(builder.sign(private, SHA256()).public_bytes(Encoding.PEM))
    return path


def _load(folder: Path) -> ec.EllipticCurvePrivateKey:
    private = load_pem_private_key(key(folder).read_bytes(), password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    return private


def _write(path: Path, private: ec.EllipticCurvePrivateKey, encryption: KeySerializationEncryption) -> Path:
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    return path
