"""Asking again for what a sender's line lost (RFC 4585 section 6.2.1)."""

REORDER_SECONDS = 0.010
SHORTEST_RETRY_SECONDS = 0.050
GIVE_UP_SECONDS = 1.5
MOST_MISSING = 256


class Gaps:
    """The missing packets of one stream, by extended sequence number, and when each is asked for next."""

    def __init__(self) -> None:
        self._missing: dict[int, tuple[float, float]] = {}

    def __len__(self) -> int:
        return len(self._missing)

    def opened(self, first: int, last: int, now: float) -> bool:
        """``first`` … ``last`` did not come. False where the gap is too wide to fill: a key frame is cheaper."""
        if last - first + 1 + len(self._missing) > MOST_MISSING:
            self._missing.clear()
            return False
        for extended in range(first, last + 1):
            self._missing[extended] = (now, now + REORDER_SECONDS)
        return True

    def filled(self, extended: int) -> None:
        self._missing.pop(extended, None)

    def due(self, now: float, rtt_seconds: float) -> list[int]:
        """Extended numbers to ask for now, ascending. Those missing for too long are given up."""
        if not self._missing:
            return []
        for extended in [e for e, (since, _) in self._missing.items() if now - since > GIVE_UP_SECONDS]:
            del self._missing[extended]
        due = sorted(e for e, (_, at) in self._missing.items() if at <= now)
        retry_at = now + max(SHORTEST_RETRY_SECONDS, rtt_seconds)
        for extended in due:
            self._missing[extended] = (self._missing[extended][0], retry_at)
        return due
