"""The packets of one sent stream. They carry their sending time, so that whoever gets them knows how long they took."""

import struct
from dataclasses import dataclass

TIME_OFFSET = 11
"""Where the sending time stands in a payload: behind a VP8 descriptor and the head of a key frame."""
KEY_FRAME_HEAD = bytes.fromhex("100200 9d012a 8002e001".replace(" ", ""))
"""RFC 7741 section 4.3 and RFC 6386 section 9.1: frame tag (bit 0 is 0), start code, 640 × 480."""
DELTA_FRAME_HEAD = b"\x11" + bytes(9)
ONE_BYTE_PROFILE = 0xBEDE


@dataclass
class Stream:
    """One SSRC. ``clock_hz`` and ``frame_seconds`` say how the timestamp grows."""

    ssrc: int
    payload_type: int
    clock_hz: int
    frame_seconds: float
    transport_cc_id: int
    payload_bytes: int
    sequence: int = 100
    timestamp: int = 1_000
    sent: int = 0
    wants_key_frame: bool = True

    def __post_init__(self) -> None:
        self._filling = bytes(range(256)) * (self.payload_bytes // 256 + 1)

    def next_frame(self) -> None:
        self.timestamp = (self.timestamp + round(self.clock_hz * self.frame_seconds)) & 0xFFFF_FFFF

    def audio_packet(self, transport_sequence: int, now_ns: int) -> bytes:
        return self._packet(transport_sequence, False, b"\x78" + bytes(10), now_ns)

    def video_packet(self, transport_sequence: int, position: int, count: int, now_ns: int) -> bytes:
        """Packet ``position`` of the ``count`` of one frame."""
        head = KEY_FRAME_HEAD if self.wants_key_frame else DELTA_FRAME_HEAD
        descriptor = b"\x10" if position == 0 else b"\x00"
        last = position == count - 1
        packet = self._packet(transport_sequence, last, descriptor + head, now_ns)
        if last:
            self.wants_key_frame = False
        return packet

    def _packet(self, transport_sequence: int, marker: bool, head: bytes, now_ns: int) -> bytes:
        """RFC 3550 section 5.1 with one RFC 8285 extension."""
        header = struct.pack(
            "!BBHLLHHBHx",
            0x90,
            (0x80 if marker else 0) | self.payload_type,
            self.sequence,
            self.timestamp,
            self.ssrc,
            ONE_BYTE_PROFILE,
            1,
            self.transport_cc_id << 4 | 1,
            transport_sequence & 0xFFFF,
        )
        self.sequence = (self.sequence + 1) & 0xFFFF
        self.sent += 1
        filling = self._filling[: self.payload_bytes - TIME_OFFSET - 8]
        return header + head + now_ns.to_bytes(8) + filling


def sending_time_ns(packet: bytes, retransmission: bool = False) -> int:
    """Of a decrypted RTP packet; a retransmission carries two bytes before the payload (RFC 4588)."""
    at = payload_offset(packet) + TIME_OFFSET + (2 if retransmission else 0)
    return int.from_bytes(packet[at : at + 8])


def payload_offset(packet: bytes) -> int:
    at = 12 + 4 * (packet[0] & 0x0F)
    if packet[0] & 0x10:
        at += 4 + 4 * int.from_bytes(packet[at + 2 : at + 4])
    return at
