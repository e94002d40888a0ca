"""Master keys come from the settings and wrap the data keys, which alone are kept in the database."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import StorageError

KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D, section 8.2.2: random, and new for each value


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """32 bytes each, by id. ``current`` wraps what is new; the others only open what they wrapped."""

    keys: Mapping[str, bytes] = field(repr=False)
    current: str

    def wrap(self, data_key: bytes, about: str) -> bytes:
        """By the current key. ``about`` is authenticated, and must be said again to unwrap."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._key(self.current)).encrypt(nonce, data_key, about.encode())

    def unwrap(self, wrapped: bytes, about: str, master_key: str) -> bytes:
        """Raises ``StorageError`` for a key that is not among these, or is another one of that name."""
        nonce, ciphertext = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return AESGCM(self._key(master_key)).decrypt(nonce, ciphertext, about.encode())
        except (InvalidTag, ValueError) as error:
            raise StorageError(f'The master key "{master_key}" is not the one that this database needs.') from error

    def _key(self, master_key: str) -> bytes:
        if master_key not in self.keys:
            raise StorageError(f'This database needs the master key "{master_key}", which is not among those given.')
        return self.keys[master_key]
