"""RTCP as frozen records. Bytes are made and read at the edge, in ``media.webrtc.rtcp``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """RFC 3550 section 6.4.1. ``jitter`` in units of the RTP clock, ``lsr`` and ``dlsr`` in 1/65536 s."""

    ssrc: int
    fraction_lost: int
    packets_lost: int
    highest_sequence: int
    jitter: int
    lsr: int
    dlsr: int


@dataclass(frozen=True, slots=True)
class SenderReport:
    """RFC 3550 section 6.4.1. ``ntp_timestamp`` is 64 bit, 32.32 fixed point seconds since 1900."""

    ssrc: int
    ntp_timestamp: int
    rtp_timestamp: int
    packet_count: int
    octet_count: int
    blocks: tuple[ReportBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiverReport:
    """RFC 3550 section 6.4.2."""

    ssrc: int
    blocks: tuple[ReportBlock, ...]


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """RFC 3550 section 6.5: (SSRC, CNAME) of each chunk."""

    chunks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Goodbye:
    """RFC 3550 section 6.6."""

    ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nack:
    """RFC 4585 section 6.2.1: these sequence numbers of ``media_ssrc`` are missing."""

    sender_ssrc: int
    media_ssrc: int
    sequences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PictureLoss:
    """RFC 4585 section 6.3.1 (PLI); a FIR (RFC 5104 section 4.3.1) arrives as one of these an SSRC."""

    sender_ssrc: int
    media_ssrc: int


@dataclass(frozen=True, slots=True)
class Remb:
    """Receiver Estimated Maximum Bitrate (draft-alvestrand-rmcat-remb-03), over all of ``ssrcs`` together."""

    sender_ssrc: int
    bitrate_bps: int
    ssrcs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TransportFeedback:
    """Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1).

    ``fci`` starts at the base sequence number and is not padded.
    """

    sender_ssrc: int
    media_ssrc: int
    fci: bytes


RtcpPacket = SenderReport | ReceiverReport | SourceDescription | Goodbye | Nack | PictureLoss | Remb | TransportFeedback
