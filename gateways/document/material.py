"""The key and the certificates of the server's seal, as they are handed to the processes that make documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

DEVELOPMENT_ISSUER = "Paramarsh development"
"""How the name of whoever issues certificates for development begins: anybody can make one like it."""


@dataclass(frozen=True, slots=True)
class SealMaterial:
    """PEM: an unencrypted private key, and its certificates, the key's own first, the one to trust last.

    ``is_development``: made by this server for itself, so that anybody could have made one like it.
    """

    key: bytes
    certificates: bytes
    is_development: bool

    def __repr__(self) -> str:
        """Never the key."""
        return f"SealMaterial({self.fingerprint}, is_development={self.is_development})"

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        return x509.load_pem_x509_certificates(self.certificates)

    @property
    def trusted(self) -> Sequence[x509.Certificate]:
        """What ``check`` takes: the end of the chain."""
        return self.chain[-1:]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the key's own certificate, in hex, as it is published."""
        return self.chain[0].fingerprint(hashes.SHA256()).hex()


def pem(certificates: Sequence[x509.Certificate]) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def is_development(certificate: x509.Certificate) -> bool:
    names = certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return any(str(one.value).startswith(DEVELOPMENT_ISSUER) for one in names)
