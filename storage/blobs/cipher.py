"""Encrypting a file piece by piece, so that one cut short, reordered or mixed from two is found.

The STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár 2015) as age lays it out (https://age-encryption.org/v1,
"Payload"), here with AES-256-GCM: a version byte and 32 bytes of salt, then 64 KiB at a time, each with its tag. The
key is HKDF-SHA256 of the file's own key, the salt and the file's id; the nonce is the piece's index, 11 bytes, and 1
for the last piece. Putting a file anew draws a new salt, so that no nonce is ever used twice.
"""

import os
from collections.abc import AsyncIterable, AsyncIterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic.uploads.blobs import BlobDamaged

VERSION = b"\x01"
SALT_BYTES = 32
HEADER_BYTES = len(VERSION) + SALT_BYTES
PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_PIECE_BYTES = PIECE_BYTES + TAG_BYTES
KEY_BYTES = 32


async def encrypt(content: AsyncIterable[bytes], key: bytes, blob: str) -> AsyncIterator[bytes]:
    """``key``: 32 bytes, of this file alone."""
    header = VERSION + os.urandom(SALT_BYTES)
    cipher = _cipher(key, header, blob)
    yield header
    index = 0
    async for piece, is_last in _pieces(content, PIECE_BYTES):
        yield cipher.encrypt(_nonce(index, is_last), piece, header)
        index += 1


async def decrypt(stored: AsyncIterable[bytes], key: bytes, blob: str) -> AsyncIterator[bytes]:
    """Every piece is authentic, but only the end says that none is missing. Raises ``BlobDamaged``."""
    header, sealed = await _split(stored)
    cipher = _cipher(key, header, blob)
    index = 0
    async for piece, is_last in _pieces(sealed, SEALED_PIECE_BYTES):
        content = _decrypt(cipher, _nonce(index, is_last), piece, header)
        if content or index == 0:
            yield content
        else:
            raise BlobDamaged("A file ends with an empty piece.")
        index += 1


def plain_size(stored: int) -> int:
    """In bytes, of a file that takes ``stored`` bytes encrypted. Raises ``BlobDamaged``."""
    sealed = stored - HEADER_BYTES
    pieces = max(1, -(-sealed // SEALED_PIECE_BYTES))
    if sealed < pieces * TAG_BYTES:
        raise BlobDamaged("The file is cut short.")
    return sealed - pieces * TAG_BYTES


def _cipher(key: bytes, header: bytes, blob: str) -> AESGCM:
    salt, info = header[len(VERSION) :], b"paramarsh blob " + blob.encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key))


def _nonce(index: int, is_last: bool) -> bytes:
    return index.to_bytes(11, "big") + bytes([is_last])


def _decrypt(cipher: AESGCM, nonce: bytes, piece: bytes, header: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, piece, header)
    except (InvalidTag, ValueError) as error:
        raise BlobDamaged("The file is not what was put: changed, cut short, or another's.") from error


async def _pieces(stream: AsyncIterable[bytes], size: int) -> AsyncIterator[tuple[bytes, bool]]:
    """Of that size, and whether it is the last, which may be shorter. There is always a last one."""
    held = bytearray()
    async for part in stream:
        held += part
        while len(held) > size:
            yield bytes(held[:size]), False
            del held[:size]
    yield bytes(held), True


async def _split(stored: AsyncIterable[bytes]) -> tuple[bytes, AsyncIterator[bytes]]:
    """The header and what comes after it."""
    parts, held = aiter(stored), b""
    while len(held) < HEADER_BYTES:
        part = await anext(parts, None)
        if part is None:
            raise BlobDamaged("The file is cut short.")
        held += part
    if held[: len(VERSION)] != VERSION:
        raise BlobDamaged("The file is of an unknown version.")
    return held[:HEADER_BYTES], _after(held[HEADER_BYTES:], parts)


async def _after(first: bytes, parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for part in parts:
        yield part
