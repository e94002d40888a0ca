"""A small certificate authority of this machine's own, which phones are told once to trust.

It is bound to this machine's names and to private networks, so that whoever steals its key cannot pass for the rest of
the web. The constraint is critical, as RFC 5280 demands: all that can make a call in a browser understand it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.certificates.names import constraints
from server.certificates.pem import KeyedCertificate

AUTHORITY_VALID = timedelta(days=3650)
SERVER_VALID = timedelta(days=820)  # Apple's limit is 825 days: support.apple.com/103769
BACKDATED = timedelta(days=1)  # a phone's clock may be slow
LONGEST_NAME = 64  # RFC 5280 appendix A, ub-common-name

_NO_USAGE = dict.fromkeys(
    (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ),
    False,
)


def make_authority(machine: str, names: Sequence[x509.GeneralName], now: datetime) -> KeyedCertificate:
    """``machine`` is the name by which a person finds it in her phone's settings."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(f"Paramarsh {machine} {now:%Y-%m-%d}")
    builder = (
        _certificate(subject, subject, key, now, now + AUTHORITY_VALID)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**{**_NO_USAGE, "key_cert_sign": True, "crl_sign": True}), critical=True)
        .add_extension(constraints(names), critical=True)
    )
    return KeyedCertificate(builder.sign(key, SHA256()), key)


def issue(authority: KeyedCertificate, names: Sequence[x509.GeneralName], now: datetime) -> KeyedCertificate:
    """A server's certificate for these names, which the authority must permit."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    expires = min(now + SERVER_VALID, issuer.not_valid_after_utc)
    builder = (
        _certificate(issuer.subject, _subject("Paramarsh"), key, now, expires)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{**_NO_USAGE, "digital_signature": True}), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(_key_identifier(authority), critical=False)
    )
    return KeyedCertificate(builder.sign(authority.key, SHA256()), key)


def permitted_by(authority: KeyedCertificate) -> x509.NameConstraints:
    return authority.certificate.extensions.get_extension_for_class(x509.NameConstraints).value


def _certificate(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, expires: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - BACKDATED,
        not_valid_after=expires - BACKDATED,
    )
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _subject(name: str) -> x509.Name:
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Paramarsh")
    return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME])])


def _key_identifier(authority: KeyedCertificate) -> x509.AuthorityKeyIdentifier:
    subject = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject)
