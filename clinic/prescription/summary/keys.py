"""The keys that sign summaries: one that signs now, and those that did before, for what is still in use."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Of P-256. ``since`` and ``until``: seconds since 1970 UTC; ``until`` is ``None`` for the one that signs now."""

    point: bytes
    since: float
    until: float | None

    @property
    def id(self) -> str:
        """The first characters of the SHA-256 of its point, in base64url."""
        return urlsafe_b64encode(hashlib.sha256(self.point).digest()).decode()[:ID_LENGTH]

    @property
    def verifying(self) -> EllipticCurvePublicKey:
        return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), self.point)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """``published``: all of them, the present one first. ``is_development``: made by this server, for trying out."""

    signing: EllipticCurvePrivateKey = field(repr=False)
    published: Sequence[PublicKey]
    is_development: bool

    @property
    def present(self) -> PublicKey:
        return self.published[0]

    def find(self, key: str) -> PublicKey | None:
        return next((one for one in self.published if one.id == key), None)


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    """Uncompressed, 65 bytes (SEC 1, section 2.3.3)."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
