"""A summary's JSON as it stands in the code: deflated (RFC 1951) where that is shorter, since cameras like few modules.

The key's id stands before what is deflated, so that nothing is inflated before its signature is checked.
"""

import json
import zlib
from typing import Any

from clinic.prescription.summary.keys import ID_LENGTH

MOST_BYTES = 1_000
"""With signature and address near 1,500 characters: modules of 0.42 mm still fit on the paper."""
MOST_INFLATED_BYTES = 16_384
PACKED = b"\x01"
"""Where JSON begins with "{"."""
_HEADER = len(PACKED) + ID_LENGTH
_RAW = -15


def packed(told: bytes, key: str) -> bytes:
    """``told``: JSON in UTF-8. ``key``: the id of the key that signs it."""
    deflated = PACKED + key.encode() + _deflated(told)
    return min(told, deflated, key=len)


def fits(told: bytes, key: str) -> bool:
    return len(packed(told, key)) <= MOST_BYTES


def key_in(content: bytes) -> str:
    """Raises ``ValueError`` for what is neither JSON of ours nor packed."""
    if content.startswith(PACKED):
        if len(content) <= _HEADER:
            raise ValueError("It is cut short.")
        return content[len(PACKED) : _HEADER].decode("ascii")
    return str(_fields(content)["k"])


def fields_in(content: bytes) -> dict[str, Any]:
    """Once its signature was checked. Raises ``ValueError``."""
    return _fields(_inflated(content[_HEADER:]) if content.startswith(PACKED) else content)


def _fields(told: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(told.decode("utf-8"))
    except RecursionError:
        raise ValueError("It is nested too deeply.") from None
    if not isinstance(fields, dict) or "k" not in fields:
        raise ValueError("It is no summary.")
    return fields


def _deflated(told: bytes) -> bytes:
    deflating = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    return deflating.compress(told) + deflating.flush()


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(_RAW).decompress(content, MOST_INFLATED_BYTES)
    except zlib.error as error:
        raise ValueError("It cannot be inflated.") from error
