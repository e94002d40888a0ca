"""RTP packets: where their parts lie, and how one is written anew (RFC 3550 section 5.1, RFC 8285, RFC 4588)."""

import struct

_FIXED = struct.Struct("!BBHLL")
_EXTENSION = struct.Struct("!HH")
_HEADER_BYTES = 12
_ONE_BYTE_PROFILE = 0xBEDE
_TWO_BYTE_PROFILE = 0x1000
_PADDING_ONLY = b"\0\0\0\x04"


class RtpPacket:
    """One packet and the places of its parts; the bytes are never copied."""

    marker: int
    payload_start: int
    payload_end: int

    __slots__ = (
        "data",
        "extension_end",
        "extension_profile",
        "extension_start",
        "marker",
        "payload_end",
        "payload_start",
        "payload_type",
        "sequence",
        "ssrc",
        "timestamp",
    )

    def __init__(self, data: bytes) -> None:
        """Raises ``ValueError`` where the lengths inside do not fit the datagram."""
        if len(data) < _HEADER_BYTES:
            raise ValueError("shorter than an RTP header")
        first, second, self.sequence, self.timestamp, self.ssrc = _FIXED.unpack_from(data)
        if first >> 6 != 2:
            raise ValueError("not RTP version 2")
        self.data = data
        self.marker = second & 0x80
        self.payload_type = second & 0x7F
        self.payload_start = _HEADER_BYTES + 4 * (first & 0x0F)
        self.payload_end = len(data)
        self.extension_profile = self.extension_start = self.extension_end = 0
        if first & 0x10:
            self._find_extension()
        if first & 0x20:
            self._strip_padding()
        if self.payload_start > self.payload_end:
            raise ValueError("lengths exceed the packet")

    def _find_extension(self) -> None:
        if self.payload_start + 4 > len(self.data):
            raise ValueError("truncated header extension")
        self.extension_profile, words = _EXTENSION.unpack_from(self.data, self.payload_start)
        self.extension_start = self.payload_start + 4
        self.extension_end = self.payload_start = self.extension_start + 4 * words
        if self.extension_end > len(self.data):
            raise ValueError("truncated header extension")

    def _strip_padding(self) -> None:
        padding = self.data[-1]
        if not padding:
            raise ValueError("padding of no bytes")
        self.payload_end -= padding

    @property
    def is_empty(self) -> bool:
        """Padding only: probing or filling, nothing for a decoder."""
        return self.payload_start == self.payload_end

    def extension(self, wanted: int | None) -> bytes | None:
        """The value of the header extension with this id (RFC 8285 sections 4.2 and 4.3)."""
        if wanted is None or not self.extension_end:
            return None
        if self.extension_profile == _ONE_BYTE_PROFILE:
            return self._one_byte_extension(wanted)
        if self.extension_profile & 0xFFF0 == _TWO_BYTE_PROFILE:
            return self._two_byte_extension(wanted)
        return None

    def _one_byte_extension(self, wanted: int) -> bytes | None:
        data, at, end = self.data, self.extension_start, self.extension_end
        while at < end:
            head = data[at]
            at += 1
            if not head:
                continue
            identity, length = head >> 4, (head & 0x0F) + 1
            if identity == 15 or at + length > end:
                return None
            if identity == wanted:
                return data[at : at + length]
            at += length
        return None

    def _two_byte_extension(self, wanted: int) -> bytes | None:
        data, at, end = self.data, self.extension_start, self.extension_end
        while at < end:
            identity = data[at]
            at += 1
            if not identity:
                continue
            if at >= end or at + 1 + data[at] > end:
                return None
            length = data[at]
            if identity == wanted:
                return data[at + 1 : at + 1 + length]
            at += 1 + length
        return None

    def restored(self, payload_type: int, ssrc: int) -> "RtpPacket | None":
        """The original of this retransmission (RFC 4588 section 4), or ``None`` if it only carries padding."""
        if self.payload_end - self.payload_start < 2:
            return None
        original: RtpPacket = object.__new__(RtpPacket)
        original.data = self.data
        original.marker = self.marker
        original.payload_type = payload_type
        original.sequence = int.from_bytes(self.data[self.payload_start : self.payload_start + 2], "big")
        original.timestamp = self.timestamp
        original.ssrc = ssrc
        original.payload_start = self.payload_start + 2
        original.payload_end = self.payload_end
        original.extension_profile = original.extension_start = original.extension_end = 0
        return original


def abs_send_time_extension(identity: int | None, now: float) -> bytes:
    """The whole header extension block with the time of sending, 6.18 fixed point seconds; empty without an id."""
    if identity is None:
        return b""
    stamp = (int(now * 262_144) & 0xFFFFFF).to_bytes(3, "big")
    if identity < 15:
        return b"\xbe\xde\0\x01" + bytes([identity << 4 | 2]) + stamp
    return b"\x10\0\0\x02" + bytes([identity, 3]) + stamp + b"\0\0\0"


def written(
    packet: RtpPacket,
    *,
    payload_type: int,
    ssrc: int,
    sequence: int,
    timestamp: int,
    extension: bytes,
    head: bytes = b"",
) -> bytes:
    """The packet with a new header; CSRCs, old extensions and padding stay behind, ``head`` precedes the payload."""
    first = 0x90 if extension else 0x80
    payload = packet.data[packet.payload_start : packet.payload_end]
    if not payload and not head:
        first, payload = first | 0x20, _PADDING_ONLY
    header = _FIXED.pack(first, packet.marker | payload_type, sequence, timestamp, ssrc)
    return header + extension + head + payload
