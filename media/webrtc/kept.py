"""Ciphertexts kept for a short time, to be sent again byte for byte where no RTX was negotiated.

Protecting other bytes under the same packet index would reuse the AES-GCM nonce (RFC 7714 section 8.1).
"""

from collections import deque

KEPT_SECONDS = 2.0
MAX_KEPT = 4096


class KeptCiphertexts:
    """By SSRC and sequence number, for ``KEPT_SECONDS`` and never more than ``MAX_KEPT``."""

    def __init__(self) -> None:
        self._packets: dict[tuple[int, int], bytes] = {}
        self._order: deque[tuple[float, tuple[int, int]]] = deque()

    def keep(self, ciphertext: bytes, now: float) -> None:
        self.forget_old(now)
        key = (int.from_bytes(ciphertext[8:12], "big"), int.from_bytes(ciphertext[2:4], "big"))
        if key not in self._packets:
            self._packets[key] = ciphertext
            self._order.append((now, key))

    def find(self, ssrc: int, sequence: int, now: float) -> bytes | None:
        self.forget_old(now)
        return self._packets.get((ssrc, sequence))

    def forget_old(self, now: float) -> None:
        while self._order and (now - self._order[0][0] > KEPT_SECONDS or len(self._order) >= MAX_KEPT):
            del self._packets[self._order.popleft()[1]]
