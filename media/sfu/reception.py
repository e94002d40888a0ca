"""What arrived of one stream: order, duplicates, loss and jitter (RFC 3550 appendices A.1, A.3 and A.8)."""

from media.sfu.rtcp import ReportBlock
from media.sfu.sequence import Unwrapper

WINDOW = 1024
_MASK = (1 << WINDOW) - 1


class Reception:
    """Statistics of one SSRC."""

    def __init__(self, ssrc: int, clock_rate_hz: int) -> None:
        self.ssrc = ssrc
        self._clock_rate_hz = clock_rate_hz
        self._unwrapper = Unwrapper()
        self._first = 0
        self._received = 0
        self._seen = 0
        self._expected_before = self._received_before = 0
        self._jitter = 0.0
        self._transit: float | None = None

    @property
    def highest(self) -> int | None:
        """The highest extended sequence number."""
        return self._unwrapper.highest

    def observe(self, sequence: int) -> int | None:
        """The extended sequence number, or ``None`` for a duplicate and for what is older than the window."""
        extended = self._unwrapper.extend(sequence)
        highest = self._unwrapper.highest
        if highest is None:
            # One cycle of room below: packets of before the first one are negative otherwise.
            extended += 0x10000
            self._first = extended
            ahead = 1
        else:
            ahead = extended - highest
        if ahead > 0:
            self._seen = (self._seen << ahead if ahead < WINDOW else 0) & _MASK | 1
            self._unwrapper.highest = extended
        elif not self._mark(-ahead):
            return None
        self._received += 1
        return extended

    def _mark(self, behind: int) -> bool:
        bit = 1 << behind
        if behind >= WINDOW or self._seen & bit:
            return False
        self._seen |= bit
        return True

    def time(self, timestamp: int, now: float) -> None:
        """Appendix A.8; for packets that came by the direct way only, not retransmitted ones."""
        transit = now * self._clock_rate_hz - timestamp
        if self._transit is not None:
            difference = abs(transit - self._transit)
            if difference < 0x40000000:
                self._jitter += (difference - self._jitter) / 16
        self._transit = transit

    def report(self, lsr: int, dlsr: int) -> ReportBlock | None:
        """Appendix A.3; ``None`` before the first packet."""
        if self.highest is None:
            return None
        expected = self.highest - self._first + 1
        expected_now = expected - self._expected_before
        lost_now = expected_now - (self._received - self._received_before)
        self._expected_before, self._received_before = expected, self._received
        fraction = (lost_now << 8) // expected_now if expected_now > 0 and lost_now > 0 else 0
        return ReportBlock(
            ssrc=self.ssrc,
            fraction_lost=min(fraction, 255),
            packets_lost=max(-0x800000, min(expected - self._received, 0x7FFFFF)),
            highest_sequence=(self.highest - 0x10000) & 0xFFFFFFFF,
            jitter=int(self._jitter) & 0xFFFFFFFF,
            lsr=lsr,
            dlsr=dlsr,
        )
