"""The key that seals prescriptions: the operator's, or one of this server's own for development, made on first run."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.hazmat.primitives.serialization import load_pem_private_key as load_key
from cryptography.x509.oid import NameOID

from gateways.document.material import DEVELOPMENT_ISSUER, SealMaterial, is_development, pem
from server.cannot_start import CannotStart
from server.data_folder import write_secret

FILE = "seal.pem"
VALID = timedelta(days=3650)
BACKDATED = timedelta(days=1)
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def seal_of(
    data_folder: Path,
    key_file: Path | None,
    certificate_file: Path | None,
    production: bool,
    now: datetime | None = None,
) -> SealMaterial:
    """The one that is set (PEM files), or the data folder's own, made at the first call. ``now``: with a time zone.

    Raises ``CannotStart``: in production without a key of its own, and for a key or certificates that do not hold.
    """
    at = now or datetime.now(UTC)
    if (key_file is None) != (certificate_file is None):
        raise CannotStart("The seal needs both: set seal_key and seal_certificate, or neither of them.")
    if key_file is None or certificate_file is None:
        if production:
            raise CannotStart("In production prescriptions need a real seal: set seal_key and seal_certificate.")
        return _own(data_folder / FILE, at)
    material = _set(key_file, certificate_file, at)
    if production and material.is_development:
        raise CannotStart(f"{certificate_file} is a development certificate: in production set a real one.")
    return material


def _own(file: Path, now: datetime) -> SealMaterial:
    try:
        if not file.exists():
            _make(file, now)
        told = file.read_bytes()
    except OSError as error:
        raise CannotStart(f"The seal's key {file} cannot be read or made: {error.strerror}.") from error
    return _material(told, told, f"{file} holds no seal", now)


def _set(key_file: Path, certificate_file: Path, now: datetime) -> SealMaterial:
    try:
        key, certificates = key_file.read_bytes(), certificate_file.read_bytes()
    except OSError as error:
        raise CannotStart(f"The seal's key or certificate cannot be read: {error.strerror}.") from error
    return _material(key, certificates, f"{key_file} and {certificate_file} are no seal", now)


def _material(key: bytes, certificates: bytes, wrong: str, now: datetime) -> SealMaterial:
    try:
        private, chain = load_key(key, password=None), x509.load_pem_x509_certificates(certificates)
    except (ValueError, TypeError) as error:
        raise CannotStart(f"{wrong}: an unencrypted PEM key and PEM certificates are needed.") from error
    own = chain[0]
    if _public(private) != own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo):
        raise CannotStart(f"{wrong}: the first certificate is not that of the key.")
    if not own.not_valid_before_utc <= now <= own.not_valid_after_utc:
        raise CannotStart(f"{wrong}: the certificate is valid until {own.not_valid_after_utc:%d %B %Y} only.")
    plain = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SealMaterial(plain, pem(chain), any(is_development(one) for one in chain))


def _public(key: PrivateKeyTypes) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _make(file: Path, now: datetime) -> None:
    """Of two processes that make one at once, the first one's stays. The authority's key is not kept."""
    authority, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate(f"{DEVELOPMENT_ISSUER} authority", authority, f"{DEVELOPMENT_ISSUER} authority", authority, now)
    own = _certificate(f"{DEVELOPMENT_ISSUER} seal", key, f"{DEVELOPMENT_ISSUER} authority", authority, now)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_secret(unfinished, private + pem((own, root)))
    try:
        os.link(unfinished, file)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, signer: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.Certificate:
    """RFC 5280: of an authority where it issues itself."""
    is_authority = key is signer
    usages = ("key_cert_sign", "crl_sign") if is_authority else ("digital_signature", "content_commitment")
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + VALID)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=0 if is_authority else None), critical=True)
        .add_extension(x509.KeyUsage(**{one: one in usages for one in _USAGES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(identifier, critical=False)
    )
    return builder.sign(signer, SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "IN"), x509.NameAttribute(NameOID.COMMON_NAME, text)])
