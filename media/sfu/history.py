"""What a slot has sent lately, to be sent again (RFC 4588). Packets are shared with other slots, not copied."""

from collections import deque

from media.sfu.packet import RtpPacket

KEPT_SECONDS = 2.0
MOST_PACKETS = 2048
FORGET_EVERY = 32
AGAIN_SECONDS = 0.015


class Sent:
    """One packet as it was sent; ``again_at`` is when it may be repeated next."""

    __slots__ = ("again_at", "packet", "sent_at", "timestamp")

    def __init__(self, packet: RtpPacket, timestamp: int, sent_at: float) -> None:
        self.packet = packet
        self.timestamp = timestamp
        self.sent_at = sent_at
        self.again_at = sent_at


class History:
    """Packets of the last two seconds by outgoing sequence number."""

    def __init__(self) -> None:
        self._sent: dict[int, Sent] = {}
        self._order: deque[int] = deque()

    def __len__(self) -> int:
        return len(self._order)

    def add(self, sequence: int, packet: RtpPacket, timestamp: int, now: float) -> None:
        self._sent[sequence] = Sent(packet, timestamp, now)
        self._order.append(sequence)
        if not len(self._order) % FORGET_EVERY:
            self.forget(now)

    def clear(self) -> None:
        self._sent.clear()
        self._order.clear()

    def forget(self, now: float) -> None:
        """Let go of what is older than two seconds; called every 32 packets, and by the clock when none come."""
        while self._order and self._is_stale(self._order[0], now):
            self._sent.pop(self._order.popleft(), None)

    def _is_stale(self, sequence: int, now: float) -> bool:
        sent = self._sent.get(sequence)
        return sent is None or now - sent.sent_at > KEPT_SECONDS or len(self._order) > MOST_PACKETS

    def again(self, sequence: int, now: float, rtt_seconds: float) -> Sent | None:
        """The packet to repeat; ``None`` where it is gone, or was repeated less than a round trip ago."""
        sent = self._sent.get(sequence)
        if sent is None or now - sent.sent_at > KEPT_SECONDS or now < sent.again_at:
            return None
        sent.again_at = now + max(AGAIN_SECONDS, rtt_seconds)
        return sent
