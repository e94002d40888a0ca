"""How many bits a second flow."""

from collections import deque

WINDOW_SECONDS = 1.0


class RateMeter:
    """Counts octets for next to nothing; the rate is worked out by whoever asks, ten times a second or so."""

    __slots__ = ("_samples", "octets")

    def __init__(self) -> None:
        self.octets = 0
        self._samples: deque[tuple[float, int]] = deque([(float("-inf"), 0)])

    def bps(self, now: float) -> int:
        """Over the last second, or a little more: since the youngest sample that is a second old."""
        self._samples.append((now, self.octets))
        while self._samples[1][0] <= now - WINDOW_SECONDS:
            self._samples.popleft()
        since, octets = self._samples[0]
        bits = (self.octets - octets) * 8
        return bits if since == float("-inf") else round(bits / max(now - since, WINDOW_SECONDS))
