"""Sealing what the database must not tell: names, numbers, addresses, notes. Envelope encryption.

A sealed value is a version byte, the data key's id (16 bytes), a nonce (12 bytes), and the AES-256-GCM ciphertext with
its tag. Its place is authenticated: moved to another row or column, it does not open.
"""

import asyncio
import os
from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from storage.data_keys import LOOKUP, DataKey, make_first_keys, read_keys, rotate, unwrap
from storage.engine import Database
from storage.errors import StorageError
from storage.master_keys import NONCE_BYTES, MasterKeys

__all__ = ["MasterKeys", "Vault", "VaultError", "open_vault", "rotate"]

VERSION = b"\x01"
KEY_ID_BYTES = 16
HEADER_BYTES = len(VERSION) + KEY_ID_BYTES
TAG_BYTES = 16

# Every process looks for new keys this often, and seals with one only when all have had time to see it.
REFRESH_SECONDS = 10.0
SETTLING_SECONDS = 30.0


class VaultError(Exception):
    """A sealed value that does not open: altered, moved, or sealed with an unknown key."""


class Vault:
    """Made by ``open_vault``. Keys are held unwrapped, in memory alone."""

    def __init__(
        self, database: Database, masters: MasterKeys, keys: Mapping[str, DataKey], wall_clock: Callable[[], float]
    ) -> None:
        self._database = database
        self._masters = masters
        self._wall_clock = wall_clock
        self._keys = dict(keys)
        self._refreshed_at = wall_clock()
        self._refreshing = asyncio.Lock()

    def seal(self, text: str, place: str) -> bytes:
        """``place`` says where it is kept, "patients.name:<id>"; only there does it open."""
        return self.seal_bytes(text.encode(errors="surrogatepass"), place)

    def unseal(self, sealed: bytes, place: str) -> str:
        """Raises ``VaultError``."""
        return self.unseal_bytes(sealed, place).decode(errors="surrogatepass")

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        key = self.current_key
        header = VERSION + bytes.fromhex(key.id)
        nonce = os.urandom(NONCE_BYTES)
        return header + nonce + AESGCM(key.key).encrypt(nonce, content, header + _utf8(place))

    def unseal_bytes(self, sealed: bytes, place: str) -> bytes:
        """Raises ``VaultError``."""
        header, nonce = sealed[:HEADER_BYTES], sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
        key = self._keys.get(sealing_key(sealed))
        if key is None:
            raise VaultError("This value was sealed with an unknown key.")
        try:
            return AESGCM(key.key).decrypt(nonce, sealed[HEADER_BYTES + NONCE_BYTES :], header + _utf8(place))
        except InvalidTag as error:
            raise VaultError("This value was altered, or belongs to another place.") from error

    def lookup(self, kind: str, text: str) -> str:
        """HMAC-SHA-256 as 64 hexadecimal characters: equal texts of one kind have equal ones. ``kind``: "mobile"."""
        mac = HMAC(self._keys[LOOKUP].key, SHA256())
        mac.update(_utf8(kind) + b"\x00" + _utf8(text))
        return mac.finalize().hex()

    @property
    def current_key(self) -> DataKey:
        """The newest that every process has had time to see, or else the oldest."""
        settled = self._wall_clock() - SETTLING_SECONDS
        usable = [key for key in self._keys.values() if key.id != LOOKUP and not key.retired]
        usable.sort(key=lambda key: (key.created_at, key.id))
        return next((key for key in reversed(usable) if key.created_at <= settled), usable[0])

    async def refresh(self) -> None:
        """Sees the keys that another process made; to be awaited before each transaction. Mostly does nothing."""
        if not self._is_due():
            return
        async with self._refreshing:
            if self._is_due():
                await self._read_keys()

    async def _read_keys(self) -> None:
        for row in await read_keys(self._database):
            try:
                self._keys[row.id] = unwrap(row, self._masters)
            except StorageError:  # wrapped by a master key that this process was not given: it can still read the rest
                continue
        self._refreshed_at = self._wall_clock()

    def _is_due(self) -> bool:
        return abs(self._wall_clock() - self._refreshed_at) >= REFRESH_SECONDS


async def open_vault(database: Database, master_keys: MasterKeys, wall_clock: Callable[[], float]) -> Vault:
    """Makes the first keys where there are none. Raises ``StorageError`` where a master key is missing."""
    await make_first_keys(database, master_keys, wall_clock)
    keys = {row.id: unwrap(row, master_keys) for row in await read_keys(database)}
    return Vault(database, master_keys, keys, wall_clock)


def sealing_key(sealed: bytes) -> str:
    """The id of the data key that a value was sealed with. Raises ``VaultError`` for what was never sealed."""
    if len(sealed) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES or sealed[:1] != VERSION:
        raise VaultError("This is not a sealed value.")
    return sealed[1:HEADER_BYTES].hex()


def _utf8(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
