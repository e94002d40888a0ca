"""A receive slot: one outgoing SSRC, fed from one source at a time (design decision 3)."""

import secrets

from media.parameters import SlotTrack
from media.sfu.clock import to_ntp
from media.sfu.history import History
from media.sfu.outputs import Output, ResendCiphertext, SendRtp
from media.sfu.packet import abs_send_time_extension, written
from media.sfu.rates import RateMeter
from media.sfu.rewriter import Rewriter
from media.sfu.rtcp import SenderReport
from media.sfu.stream import Arrival, Stream
from media.sfu.vp8 import starts_key_frame


class Slot:
    """``stream`` is what it carries just now; ``None`` while it waits for a first packet or a key frame."""

    def __init__(self, participant: str, track: SlotTrack, abs_send_time: int | None) -> None:
        self.participant = participant
        self.track = track
        self.paused = False
        self.stream: Stream | None = None
        self.waiting_since = 0.0
        self.rate = RateMeter()
        self.packets = self.octets = 0
        self.history = History()
        self._abs_send_time = abs_send_time
        self._rewriter = Rewriter(track.clock_rate_hz)
        self._rtx_sequence = secrets.randbelow(1 << 15)

    @property
    def is_video(self) -> bool:
        return self.track.kind == "video"

    def wait(self, now: float) -> None:
        """The next packet may come from anywhere: wait for one that a decoder can begin with."""
        self.stream = None
        self.waiting_since = now

    def fall_silent(self, now: float) -> None:
        """Nothing of what it carried may be sent any more, repetitions included."""
        self.wait(now)
        self.history.clear()

    def forward(self, stream: Stream, arrival: Arrival, now: float) -> SendRtp | None:
        """The packet under the slot's numbering, or ``None`` where it must not or need not be sent."""
        if self.paused or (self.stream is not stream and not self._take(stream, arrival, now)):
            return None
        packet, extended, in_order = arrival
        if packet.is_empty and in_order:
            self._rewriter.skip(extended)
            return None
        numbers = self._rewriter.rewrite(extended, packet.timestamp, now)
        if numbers is None:
            return None
        data = written(
            packet,
            payload_type=self.track.payload_type,
            ssrc=self.track.ssrc,
            sequence=numbers.sequence,
            timestamp=numbers.timestamp,
            extension=abs_send_time_extension(self._abs_send_time, now),
        )
        self.packets += 1
        self.octets += packet.payload_end - packet.payload_start
        self.rate.octets += len(data)
        if self.is_video:
            self.history.add(numbers.sequence, packet, numbers.timestamp, now)
        return SendRtp(self.participant, data, keep=self.is_video and self.track.rtx_ssrc is None)

    def _take(self, stream: Stream, arrival: Arrival, now: float) -> bool:
        """Begin with this packet if it is one to begin with."""
        packet = arrival.packet
        if packet.is_empty or not arrival.in_order:
            return False
        if self.is_video and not starts_key_frame(packet.data, packet.payload_start, packet.payload_end):
            return False
        self._rewriter.switch(arrival.extended, packet.timestamp, now)
        self.stream = stream
        return True

    def repeat(self, sequence: int, now: float, rtt_seconds: float) -> Output | None:
        """Answer a NACK: by RTX (RFC 4588 section 4), else by the very ciphertext of before."""
        sent = self.history.again(sequence, now, rtt_seconds)
        if sent is None:
            return None
        if self.track.rtx_ssrc is None or self.track.rtx_payload_type is None:
            return ResendCiphertext(self.participant, self.track.ssrc, sequence)
        self._rtx_sequence = (self._rtx_sequence + 1) & 0xFFFF
        data = written(
            sent.packet,
            payload_type=self.track.rtx_payload_type,
            ssrc=self.track.rtx_ssrc,
            sequence=self._rtx_sequence,
            timestamp=sent.timestamp,
            extension=abs_send_time_extension(self._abs_send_time, now),
            head=sequence.to_bytes(2, "big"),
        )
        self.rate.octets += len(data)
        return SendRtp(self.participant, data)

    def sender_report(self, now: float) -> SenderReport | None:
        """RFC 3550 section 6.4.1, on the relay's clock; ``None`` while nothing flows."""
        source = self.stream.rtp_timestamp_at(now) if self.stream else None
        if source is None:
            return None
        timestamp = (source + self._rewriter.timestamp_offset) & 0xFFFFFFFF
        return SenderReport(self.track.ssrc, to_ntp(now), timestamp, self.packets, self.octets & 0xFFFFFFFF)
