"""What one synthetic person receives: counted, timed, reported and, now and then, asked for again."""

import random
from dataclasses import dataclass, field
from time import time_ns

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    pack_remb_fci,
)

from bench.load.stream import sending_time_ns

FORGOTTEN_SHARE = 0.01
"""Of the video packets: asked for again although they came, so that NACKs and retransmissions are part of the work."""
REMB_BPS = 20_000_000


@dataclass
class Window:
    """The measured part of a run, CLOCK_REALTIME nanoseconds; packets belong to it by their sending time."""

    from_ns: int = 1 << 63
    until_ns: int = 1 << 63

    def holds(self, moment_ns: int) -> bool:
        return self.from_ns <= moment_ns < self.until_ns


@dataclass
class Counts:
    """Of a whole load, for the window."""

    sent: int = 0
    expected: int = 0
    arrived: int = 0
    retransmitted: int = 0
    nacked: int = 0
    key_frame_requests: int = 0
    uplink_nacks: int = 0
    feedbacks: int = 0
    latencies_ms: list[float] = field(default_factory=list)


@dataclass
class Slot:
    """RFC 3550 section 6.4.1: what a report block of one SSRC says."""

    ssrc: int
    highest: int = 0
    received: int = 0
    base: int | None = None

    def take(self, sequence: int) -> None:
        if self.base is None:
            self.base = self.highest = sequence
        step = (sequence - self.highest) & 0xFFFF
        if step < 0x8000:
            self.highest += step
        self.received += 1

    def report(self) -> RtcpReceiverInfo:
        expected = 0 if self.base is None else self.highest - self.base + 1
        lost = max(0, expected - self.received)
        return RtcpReceiverInfo(self.ssrc, 0, lost, self.highest & 0xFFFF_FFFF, 0, 0, 0)


class Reception:
    def __init__(
        self, slot_ssrcs: tuple[int, ...], rtx_of: dict[int, int], counts: Counts, window: Window, seed: int
    ) -> None:
        self._slots = {ssrc: Slot(ssrc) for ssrc in slot_ssrcs}
        self._rtx_of = rtx_of
        self._videos = set(rtx_of.values())
        self._counts = counts
        self._window = window
        self._forgotten: dict[int, list[int]] = {}
        self._dice = random.Random(seed)

    def take_rtp(self, packet: bytes, arrived_ns: int) -> None:
        ssrc = int.from_bytes(packet[8:12])
        repairs = ssrc in self._rtx_of
        sent_ns = sending_time_ns(packet, repairs)
        if not repairs:
            self._take_first(packet, ssrc)
        if self._window.holds(sent_ns):
            self._count(repairs, (arrived_ns - sent_ns) / 1e6)

    def nacks(self, own_ssrc: int) -> list[bytes]:
        """RFC 4585 section 6.2.1."""
        asked = [
            bytes(RtcpRtpfbPacket(RTCP_RTPFB_NACK, own_ssrc, ssrc, lost=sequences))
            for ssrc, sequences in self._forgotten.items()
        ]
        if self._window.holds(time_ns()):
            self._counts.nacked += sum(map(len, self._forgotten.values()))
        self._forgotten.clear()
        return asked

    def report(self, own_ssrc: int) -> bytes:
        """A receiver report, and REMB with more room than the load needs."""
        blocks = [slot.report() for slot in self._slots.values() if slot.base is not None]
        remb = RtcpPsfbPacket(RTCP_PSFB_APP, own_ssrc, 0, pack_remb_fci(REMB_BPS, sorted(self._videos)))
        return bytes(RtcpRrPacket(own_ssrc, blocks)) + bytes(remb)

    def _take_first(self, packet: bytes, ssrc: int) -> None:
        slot = self._slots.setdefault(ssrc, Slot(ssrc))
        sequence = int.from_bytes(packet[2:4])
        slot.take(sequence)
        if ssrc in self._videos and self._dice.random() < FORGOTTEN_SHARE:
            self._forgotten.setdefault(ssrc, []).append(sequence)

    def _count(self, repairs: bool, took_ms: float) -> None:
        if repairs:
            self._counts.retransmitted += 1
        else:
            self._counts.arrived += 1
            self._counts.latencies_ms.append(took_ms)
