"""How many bits a second flow."""

from collections import deque

WINDOW_SECONDS = 1.0
_BUCKET_SECONDS = 0.05


class RateMeter:
    """Bits of the last second, counted in buckets of 50 ms."""

    __slots__ = ("_bits", "_buckets")

    def __init__(self) -> None:
        self._buckets: deque[tuple[float, int]] = deque()
        self._bits = 0

    def add(self, octets: int, now: float) -> None:
        bits = octets * 8
        self._bits += bits
        if self._buckets and now - self._buckets[-1][0] < _BUCKET_SECONDS:
            since, counted = self._buckets[-1]
            self._buckets[-1] = (since, counted + bits)
        else:
            self._buckets.append((now, bits))
            self._forget(now)

    def bps(self, now: float) -> int:
        self._forget(now)
        return self._bits

    def _forget(self, now: float) -> None:
        while self._buckets and now - self._buckets[0][0] > WINDOW_SECONDS:
            self._bits -= self._buckets.popleft()[1]
