"""A synthetic person: she sends audio and video, receives, and answers with reports as a browser does."""

from collections.abc import Iterator
from time import time_ns

from aiortc.rtp import RtcpSenderInfo, RtcpSrPacket

from bench.load.line import Line
from bench.load.offer import AUDIO_PAYLOAD_TYPE, VIDEO_PAYLOAD_TYPE, Identity
from bench.load.plan import AUDIO_RATE_HZ, FRAME_SECONDS, PACKETS_A_FRAME
from bench.load.reception import Counts, Reception, Window
from bench.load.stream import Stream

NTP_EPOCH_SECONDS = 2_208_988_800
GENERIC_NACK = (205, 1)
TRANSPORT_FEEDBACK = (205, 15)
PICTURE_LOSS = (206, 1)
"""RTCP packet type and format: RFC 4585 section 6 and the draft of transport-wide feedback."""


class SyntheticPerson:
    def __init__(
        self,
        line: Line,
        own: Identity,
        reception: Reception,
        counts: Counts,
        window: Window,
        *,
        subscribers: int,
        transport_cc_id: int,
        payload_bytes: int,
    ) -> None:
        self.line = line
        self._reception = reception
        self._counts = counts
        self._window = window
        self._subscribers = subscribers
        self._transport_sequence = 0
        audio_seconds = 1 / AUDIO_RATE_HZ
        self._audio = Stream(own.audio_ssrc, AUDIO_PAYLOAD_TYPE, 48_000, audio_seconds, transport_cc_id, payload_bytes)
        self._video = Stream(own.video_ssrc, VIDEO_PAYLOAD_TYPE, 90_000, FRAME_SECONDS, transport_cc_id, payload_bytes)
        line.on_rtp = reception.take_rtp
        line.on_rtcp = self._take_rtcp

    def send_audio(self) -> None:
        self._audio.next_frame()
        now_ns = time_ns()
        self.line.send_rtp(self._audio.audio_packet(self._next_transport_sequence(), now_ns))
        self._count(now_ns)

    def send_frame(self) -> None:
        self._video.next_frame()
        for position in range(PACKETS_A_FRAME):
            now_ns = time_ns()
            packet = self._video.video_packet(self._next_transport_sequence(), position, PACKETS_A_FRAME, now_ns)
            self.line.send_rtp(packet)
            self._count(now_ns)

    def send_nacks(self) -> None:
        for nack in self._reception.nacks(self._video.ssrc):
            self.line.send_rtcp(nack)

    def send_reports(self) -> None:
        """RFC 3550 section 6.4: what she sends, and what she receives."""
        for stream in (self._audio, self._video):
            self.line.send_rtcp(bytes(_sender_report(stream)))
        self.line.send_rtcp(self._reception.report(self._video.ssrc))

    def _next_transport_sequence(self) -> int:
        self._transport_sequence += 1
        return self._transport_sequence

    def _count(self, now_ns: int) -> None:
        if self._window.holds(now_ns):
            self._counts.sent += 1
            self._counts.expected += self._subscribers

    def _take_rtcp(self, compound: bytes) -> None:
        for kind, form in _kinds(compound):
            if (kind, form) == PICTURE_LOSS:
                self._video.wants_key_frame = True
                self._counts.key_frame_requests += 1
            elif (kind, form) == TRANSPORT_FEEDBACK:
                self._counts.feedbacks += 1
            elif (kind, form) == GENERIC_NACK:
                self._counts.uplink_nacks += 1


def _kinds(compound: bytes) -> Iterator[tuple[int, int]]:
    """RFC 3550 section 6.1: packet type and format of each packet of a compound one."""
    while len(compound) >= 4:
        yield compound[1], compound[0] & 0x1F
        compound = compound[4 + 4 * int.from_bytes(compound[2:4]) :]


def _sender_report(stream: Stream) -> RtcpSrPacket:
    moment_ns = time_ns()
    seconds, rest = divmod(moment_ns, 1_000_000_000)
    ntp = (seconds + NTP_EPOCH_SECONDS) << 32 | (rest << 32) // 1_000_000_000
    octets = stream.sent * stream.payload_bytes & 0xFFFF_FFFF
    return RtcpSrPacket(stream.ssrc, RtcpSenderInfo(ntp, stream.timestamp, stream.sent, octets))
