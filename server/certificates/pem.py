"""A certificate with its private key, as two PEM files that only the owner can read."""

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from server.data_folder import write_secret


@dataclass(frozen=True, slots=True)
class PemFiles:
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class KeyedCertificate:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def load(files: PemFiles) -> KeyedCertificate | None:
    """``None`` where one of them is missing, unreadable, or does not belong to the other."""
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        key = load_pem_private_key(files.key.read_bytes(), password=None)
    except (FileNotFoundError, ValueError, TypeError):
        return None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate.public_key() != key.public_key():
        return None
    return KeyedCertificate(certificate, key)


def save(files: PemFiles, made: KeyedCertificate) -> None:
    """The key first: a crash in between leaves a pair that does not fit, which ``load`` refuses."""
    write_secret(files.key, made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    write_secret(files.certificate, made.certificate.public_bytes(Encoding.PEM))
