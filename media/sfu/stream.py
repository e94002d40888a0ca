"""One stream of packets that a participant sends: one SSRC, in order, with its clock."""

from typing import NamedTuple

from media.sfu.clock import ClockOffset, from_ntp, middle_32
from media.sfu.gaps import Gaps
from media.sfu.packet import RtpPacket
from media.sfu.rates import RateMeter
from media.sfu.reception import Reception
from media.sfu.rtcp import ReportBlock, SenderReport


class Arrival(NamedTuple):
    """A packet that is new, with its extended sequence number; ``in_order`` where nothing newer came before it."""

    packet: RtpPacket
    extended: int
    in_order: bool


class Stream:
    """Reception, gaps and clock of one SSRC. ``offset`` is shared by all streams of the participant."""

    def __init__(self, ssrc: int, clock_rate_hz: int, offset: ClockOffset) -> None:
        self.ssrc = ssrc
        self.clock_rate_hz = clock_rate_hz
        self.reception = Reception(ssrc, clock_rate_hz)
        self.gaps = Gaps()
        self.rate = RateMeter()
        self._offset = offset
        self._last_arrival: tuple[float, int] | None = None
        self._last_report: tuple[float, int] | None = None
        self._lsr = 0
        self._lsr_at = 0.0

    def receive(self, packet: RtpPacket, now: float, *, direct: bool) -> tuple[Arrival | None, bool]:
        """The arrival if the packet is new, and whether a gap opened that only a key frame closes.

        ``direct`` is false for packets restored from a retransmission: their timing says nothing.
        """
        highest = self.reception.highest
        extended = self.reception.observe(packet.sequence)
        if extended is None:
            return None, False
        self.rate.octets += len(packet.data)
        in_order = highest is None or extended > highest
        too_wide = False
        if not in_order:
            self.gaps.filled(extended)
        else:
            if highest is not None and extended > highest + 1:
                too_wide = not self.gaps.opened(highest + 1, extended - 1, now)
            if direct:
                self._last_arrival = (now, packet.timestamp)
        if direct and not packet.is_empty:
            self.reception.time(packet.timestamp, now)
        return Arrival(packet, extended, in_order), too_wide

    def sender_report(self, report: SenderReport, now: float) -> None:
        sender_seconds = from_ntp(report.ntp_timestamp)
        self._offset.observe(sender_seconds, now)
        self._last_report = (sender_seconds, report.rtp_timestamp)
        self._lsr, self._lsr_at = middle_32(report.ntp_timestamp), now

    def rtp_timestamp_at(self, now: float) -> int | None:
        """The RTP timestamp that belongs to this moment of the relay's clock; ``None`` before the first packet."""
        if self._last_report is not None and self._offset.seconds is not None:
            sender_seconds, timestamp = self._last_report
            elapsed = now - (sender_seconds + self._offset.seconds)
        elif self._last_arrival is not None:
            at, timestamp = self._last_arrival
            elapsed = now - at
        else:
            return None
        return (timestamp + round(elapsed * self.clock_rate_hz)) & 0xFFFFFFFF

    def report(self, now: float) -> ReportBlock | None:
        dlsr = round((now - self._lsr_at) * 65_536) & 0xFFFFFFFF if self._lsr else 0
        return self.reception.report(self._lsr, dlsr)
