"""Signing a summary, and reading one back: nothing of it is unsigned, and nothing is believed before it is checked.

The fragment is base64url of the summary's bytes (``packing``) with the signature behind them: ES256, r and s of 32
bytes each (RFC 7518, section 3.4).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from clinic.prescription.content import Content
from clinic.prescription.summary.keys import KeyRing
from clinic.prescription.summary.packing import fields_in, key_in, packed
from clinic.prescription.summary.summary import VERSION, Summary, as_bytes, summary_from, summary_of
from rooms.ports import Refusal

SIGNATURE_BYTES = 64
HALF = SIGNATURE_BYTES // 2
MOST_CHARACTERS = 4_000
PATH = "/verify/#"


class SignedSummaries:
    """``clinic.prescription.ports.Summaries``. ``origin``: of the pages, "https://clinic.example"."""

    def __init__(self, ring: KeyRing, origin: str) -> None:
        self._ring = ring
        self._origin = origin

    def address(self, content: Content) -> str:
        key = self._ring.present.id
        told = packed(as_bytes(summary_of(content, key)), key)
        r, s = decode_dss_signature(self._ring.signing.sign(told, ECDSA(SHA256())))
        signature = r.to_bytes(HALF) + s.to_bytes(HALF)
        return f"{self._origin}{PATH}{encoded(told + signature)}"


def read(address: str, ring: KeyRing) -> Summary:
    """``address``: or its fragment.

    Raises ``Refusal``: summary_cut, summary_key_unknown, summary_altered, summary_version.
    """
    whole = decoded(address.rpartition("#")[2])
    told, signature = whole[:-SIGNATURE_BYTES], whole[-SIGNATURE_BYTES:]
    try:
        key = ring.find(key_in(told))
    except ValueError as error:
        raise Refusal("summary_cut", "This code is damaged or was cut short.") from error
    if key is None:
        raise Refusal("summary_key_unknown", "This code was signed by a key that is not ours.")
    dss = encode_dss_signature(int.from_bytes(signature[:HALF]), int.from_bytes(signature[HALF:]))
    try:
        key.verifying.verify(dss, told, ECDSA(SHA256()))
    except InvalidSignature:
        raise Refusal("summary_altered", "This code was altered after it was signed.") from None
    fields = fields_in(told)
    if fields["v"] != VERSION:
        raise Refusal("summary_version", "This code is of a newer kind: load the page again.")
    return summary_from(fields)


def signature_of(address: str) -> bytes:
    """The last 64 bytes. Raises ``Refusal`` summary_cut."""
    return decoded(address.rpartition("#")[2])[-SIGNATURE_BYTES:]


def encoded(content: bytes) -> str:
    """Base64url without padding (RFC 4648, section 5)."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Raises ``Refusal`` summary_cut for what is no base64url, or too short or long to be a summary."""
    try:
        if not text.isascii() or "=" in text or len(text) > MOST_CHARACTERS:
            raise NoBase64
        found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if len(found) <= SIGNATURE_BYTES or encoded(found) != text:
            raise NoBase64
    except (NoBase64, ValueError):
        raise Refusal("summary_cut", "This code is damaged or was cut short.") from None
    return found
