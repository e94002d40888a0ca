"""One unbroken numbering over changing sources: sequence numbers and timestamps of a slot (design decision 3)."""

import secrets
from collections import deque
from typing import NamedTuple

MOST_SKIPS = 64


class Numbers(NamedTuple):
    """16 bit sequence number and 32 bit timestamp of an outgoing packet."""

    sequence: int
    timestamp: int


class Rewriter:
    """Maps extended sequence numbers and timestamps of the present source to those of the slot.

    Sequences begin below 2¹⁵, so that a receiver that loses the first packets cannot guess a wrong roll-over counter
    (RFC 3711 section 3.3.1).
    """

    def __init__(
        self, clock_rate_hz: int, first_sequence: int | None = None, first_timestamp: int | None = None
    ) -> None:
        self._clock_rate_hz = clock_rate_hz
        self._highest = (secrets.randbelow(1 << 15) if first_sequence is None else first_sequence) - 1
        self._timestamp = secrets.randbits(32) if first_timestamp is None else first_timestamp
        self._sent_at: float | None = None
        self._offsets: deque[tuple[int, int]] = deque(maxlen=MOST_SKIPS)
        self.timestamp_offset = 0

    def switch(self, extended: int, timestamp: int, now: float) -> None:
        """The next packet comes from another source: its number follows, its time advances by the time elapsed."""
        next_timestamp = self._timestamp
        if self._sent_at is not None:
            next_timestamp += max(1, round((now - self._sent_at) * self._clock_rate_hz))
        self.timestamp_offset = (next_timestamp - timestamp) & 0xFFFFFFFF
        self._offsets.clear()
        self._offsets.append((extended, self._highest + 1 - extended))

    def skip(self, extended: int) -> None:
        """This packet, newer than all before, is not forwarded: close the gap that it would leave."""
        self._offsets.append((extended + 1, self._offsets[-1][1] - 1))

    def rewrite(self, extended: int, timestamp: int, now: float) -> Numbers | None:
        """The packet's new numbers; ``None`` where it is older than the switch or than all that is remembered."""
        offset = self._offset(extended)
        if offset is None:
            return None
        number = extended + offset
        new_timestamp = (timestamp + self.timestamp_offset) & 0xFFFFFFFF
        if number > self._highest:
            self._highest, self._timestamp, self._sent_at = number, new_timestamp, now
        return Numbers(number & 0xFFFF, new_timestamp)

    def _offset(self, extended: int) -> int | None:
        for since, offset in reversed(self._offsets):
            if extended >= since:
                return offset
        return None
