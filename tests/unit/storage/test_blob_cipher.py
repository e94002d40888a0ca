"""What is kept of a file opens again as it was put, and in no other way."""

import os
from collections.abc import AsyncIterator, Callable

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic.uploads.blobs import BlobDamaged
from storage.blobs.cipher import HEADER_BYTES, PIECE_BYTES, SEALED_PIECE_BYTES, TAG_BYTES, decrypt, encrypt, plain_size

KEY = bytes(range(32))
BLOB = "0123456789abcdef0123456789abcdef"
SIZES = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES, 3 * PIECE_BYTES + 7]


async def parts(content: bytes, size: int = 10_007) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def sealed(content: bytes, key: bytes = KEY, blob: str = BLOB) -> bytes:
    return b"".join([piece async for piece in encrypt(parts(content), key, blob)])


async def opened(stored: bytes, key: bytes = KEY, blob: str = BLOB, size: int = 10_007) -> bytes:
    return b"".join([piece async for piece in decrypt(parts(stored, size), key, blob)])


def pieces(stored: bytes) -> list[bytes]:
    body = stored[HEADER_BYTES:]
    return [body[start : start + SEALED_PIECE_BYTES] for start in range(0, len(body), SEALED_PIECE_BYTES)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_of_any_size_comes_back_as_it_was(size: int) -> None:
    content = os.urandom(size)
    stored = await sealed(content)
    assert await opened(stored) == content
    assert await opened(stored, size=7) == content if size < 100 else True
    assert plain_size(len(stored)) == size


def rfc5869(key: bytes, salt: bytes, info: bytes) -> bytes:
    """The first 32 bytes: RFC 5869 sections 2.2 and 2.3, by hand."""
    extract = hmac.HMAC(salt, hashes.SHA256())
    extract.update(key)
    expand = hmac.HMAC(extract.finalize(), hashes.SHA256())
    expand.update(info + b"\x01")
    return expand.finalize()


async def test_the_layout_is_the_documented_one() -> None:
    content = os.urandom(PIECE_BYTES + 5)
    stored = await sealed(content)
    header = stored[:33]
    cipher = AESGCM(rfc5869(KEY, header[1:], b"paramarsh blob " + BLOB.encode()))
    assert header[0] == 1
    assert pieces(stored) == [
        cipher.encrypt(bytes(11) + b"\x00", content[:PIECE_BYTES], header),
        cipher.encrypt(bytes(10) + b"\x01\x01", content[PIECE_BYTES:], header),
    ]


async def test_the_same_file_is_never_encrypted_in_the_same_way_twice() -> None:
    assert (await sealed(b"twice"))[HEADER_BYTES:] != (await sealed(b"twice"))[HEADER_BYTES:]


TAMPERING: dict[str, Callable[[bytes], bytes]] = {
    "a flipped bit of the version": lambda stored: b"\x02" + stored[1:],
    "a flipped bit of the salt": lambda stored: stored[:5] + bytes([stored[5] ^ 1]) + stored[6:],
    "a flipped bit of the content": lambda stored: stored[:-40] + bytes([stored[-40] ^ 1]) + stored[-39:],
    "the last piece gone": lambda stored: stored[:HEADER_BYTES] + b"".join(pieces(stored)[:-1]),
    "every piece gone": lambda stored: stored[:HEADER_BYTES],
    "cut in the middle of a piece": lambda stored: stored[:-100],
    "cut in the header": lambda stored: stored[:10],
    "nothing left": lambda stored: b"",
    "two pieces exchanged": lambda stored: (
        stored[:HEADER_BYTES] + pieces(stored)[1] + pieces(stored)[0] + b"".join(pieces(stored)[2:])
    ),
    "a piece twice": lambda stored: stored[:HEADER_BYTES] + pieces(stored)[0] + b"".join(pieces(stored)),
    "something appended": lambda stored: stored + b"more",
    "the end of it again": lambda stored: stored + pieces(stored)[-1],
}


@pytest.mark.parametrize("tamper", TAMPERING.values(), ids=TAMPERING.keys())
async def test_what_was_tampered_with_is_found(tamper: Callable[[bytes], bytes]) -> None:
    stored = await sealed(os.urandom(3 * PIECE_BYTES))
    with pytest.raises(BlobDamaged):
        await opened(tamper(stored))


async def test_a_whole_file_cannot_end_with_an_empty_piece() -> None:
    """What nobody but the holder of the key could make: still not what we would have written."""
    header = b"\x01" + bytes(32)
    cipher = AESGCM(rfc5869(KEY, header[1:], b"paramarsh blob " + BLOB.encode()))
    stored = header + cipher.encrypt(bytes(12), bytes(PIECE_BYTES), header)
    stored += cipher.encrypt(bytes(10) + b"\x01\x01", b"", header)
    with pytest.raises(BlobDamaged):
        await opened(stored)


async def test_a_file_does_not_open_as_another_or_with_another_key() -> None:
    stored = await sealed(b"hers")
    with pytest.raises(BlobDamaged):
        await opened(stored, blob="f" * 32)
    with pytest.raises(BlobDamaged):
        await opened(stored, key=bytes(32))


@pytest.mark.parametrize("stored", [0, HEADER_BYTES, HEADER_BYTES + TAG_BYTES - 1])
def test_a_file_too_short_to_be_one_has_no_size(stored: int) -> None:
    with pytest.raises(BlobDamaged):
        plain_size(stored)
