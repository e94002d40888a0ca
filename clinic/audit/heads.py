"""All chains' heads, signed once a day: an exported one shows whether a chain was written anew since."""

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clinic.audit.chain import FORMAT, canonical, sha256

NO_FORMER_DAY = "0" * 64
PURPOSE = b"paramarsh audit heads\n"


@dataclass(frozen=True, slots=True)
class SealedHeads:
    """``day``: an ISO date (UTC). ``heads``: each chain's sequence and hash. ``previous``: the former day's digest."""

    day: str
    heads: Mapping[str, tuple[int, str]]
    previous: str
    signature: bytes = b""

    def canonical(self) -> bytes:
        """All but the signature."""
        return canonical({"version": FORMAT, "day": self.day, "heads": dict(self.heads), "previous": self.previous})

    def digest(self) -> str:
        return sha256(self.canonical())

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        try:
            key.verify(self.signature, PURPOSE + self.canonical())
        except (InvalidSignature, TypeError, ValueError):  # nor is what is no signature at all
            return False
        return True


def signed(day: str, heads: Mapping[str, tuple[int, str]], previous: str | None, key: Ed25519PrivateKey) -> SealedHeads:
    """``previous``: the former day's digest, ``None`` on the first day."""
    unsigned = SealedHeads(day, heads, previous or NO_FORMER_DAY)
    signature = key.sign(PURPOSE + unsigned.canonical())
    return SealedHeads(day, heads, unsigned.previous, signature)
