"""What the forwarding core wants done: a list of these comes back from every call."""

from typing import NamedTuple

from media.sfu.rtcp import RtcpPacket


class SendRtp(NamedTuple):
    """Protect and send one RTP packet. ``keep`` asks to remember its ciphertext for ``ResendCiphertext``."""

    participant: str
    packet: bytes
    keep: bool = False


class ResendCiphertext(NamedTuple):
    """Send the stored ciphertext of (``ssrc``, ``sequence``) again, where no RTX was negotiated.

    Protecting other bytes under the same index would reuse the AES-GCM nonce (RFC 7714 section 8.1).
    """

    participant: str
    ssrc: int
    sequence: int


class SendRtcp(NamedTuple):
    """Send the packets as one compound datagram (RFC 3550 section 6.1)."""

    participant: str
    packets: tuple[RtcpPacket, ...]


class VideoPaused(NamedTuple):
    """The participant's line does not carry the video of this pair just now, or does again."""

    participant: str
    pair: int
    paused: bool


Output = SendRtp | ResendCiphertext | SendRtcp | VideoPaused
