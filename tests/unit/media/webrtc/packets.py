"""RTP packets, by hand."""

from struct import pack


def rtp_packet(sequence: int = 1, ssrc: int = 1234, payload: bytes = b"payload") -> bytes:
    """RFC 3550 section 5.1, no extensions."""
    return pack("!BBHLL", 0x80, 96, sequence, 3000 * sequence, ssrc) + payload
