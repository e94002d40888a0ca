"""RTCP between bytes and the records of ``media.sfu.rtcp``. Unknown packets are ignored, bad ones refused whole."""

from collections.abc import Iterable, Iterator, Sequence
from struct import iter_unpack, pack

from aiortc import rtp

from media.sfu.rtcp import (
    Goodbye,
    Nack,
    PictureLoss,
    ReceiverReport,
    Remb,
    ReportBlock,
    RtcpPacket,
    SenderReport,
    SourceDescription,
    TransportFeedback,
)

SDES_CNAME = 1
RTPFB_TRANSPORT_FEEDBACK = 15
PADDING_BIT = 0x20


class BadRtcpError(ValueError):
    """The datagram is not a compound of RTCP packets."""


def read_rtcp(datagram: bytes) -> tuple[RtcpPacket, ...]:
    """Read a compound, or raise ``BadRtcpError`` and nothing else."""
    try:
        return tuple(record for packet in rtp.RtcpPacket.parse(datagram) for record in _records(packet))
    # aiortc raises ValueError, struct.error or IndexError; a CNAME may be no UTF-8.
    except Exception as error:
        raise BadRtcpError("not RTCP") from error


def write_rtcp(packets: Iterable[RtcpPacket]) -> bytes:
    """One compound datagram (RFC 3550 section 6.1), the packets in their order."""
    return b"".join(_bytes(packet) for packet in packets)


def _records(packet: rtp.AnyRtcpPacket) -> Iterator[RtcpPacket]:
    match packet:
        case rtp.RtcpSrPacket():
            yield _sender_report(packet)
        case rtp.RtcpRrPacket():
            yield ReceiverReport(packet.ssrc, _blocks(packet.reports))
        case rtp.RtcpSdesPacket():
            yield _source_description(packet)
        case rtp.RtcpByePacket():
            yield Goodbye(tuple(packet.sources))
        case rtp.RtcpRtpfbPacket(fmt=rtp.RTCP_RTPFB_NACK):
            # aiortc adds the bits of the mask without wrapping around.
            yield Nack(packet.ssrc, packet.media_ssrc, tuple(sequence & 0xFFFF for sequence in packet.lost))
        case rtp.RtcpPsfbPacket():
            yield from _payload_feedback(packet)


def _payload_feedback(packet: rtp.RtcpPsfbPacket) -> Iterator[RtcpPacket]:
    if packet.fmt == rtp.RTCP_PSFB_PLI:
        yield PictureLoss(packet.ssrc, packet.media_ssrc)
    elif packet.fmt == rtp.RTCP_PSFB_FIR:
        # RFC 5104 section 4.3.1.1: each entry names its own source; the header's media source is zero.
        for ssrc, _ in iter_unpack("!L4s", packet.fci):
            yield PictureLoss(packet.ssrc, ssrc)
    elif packet.fmt == rtp.RTCP_PSFB_APP and packet.fci.startswith(b"REMB"):
        bitrate_bps, ssrcs = rtp.unpack_remb_fci(packet.fci)
        yield Remb(packet.ssrc, bitrate_bps, tuple(ssrcs))


def _sender_report(packet: rtp.RtcpSrPacket) -> SenderReport:
    info = packet.sender_info
    return SenderReport(
        ssrc=packet.ssrc,
        ntp_timestamp=info.ntp_timestamp,
        rtp_timestamp=info.rtp_timestamp,
        packet_count=info.packet_count,
        octet_count=info.octet_count,
        blocks=_blocks(packet.reports),
    )


def _source_description(packet: rtp.RtcpSdesPacket) -> SourceDescription:
    return SourceDescription(
        tuple(
            (chunk.ssrc, value.decode()) for chunk in packet.chunks for item, value in chunk.items if item == SDES_CNAME
        )
    )


def _blocks(reports: Iterable[rtp.RtcpReceiverInfo]) -> tuple[ReportBlock, ...]:
    return tuple(
        ReportBlock(
            ssrc=each.ssrc,
            fraction_lost=each.fraction_lost,
            packets_lost=each.packets_lost,
            highest_sequence=each.highest_sequence,
            jitter=each.jitter,
            lsr=each.lsr,
            dlsr=each.dlsr,
        )
        for each in reports
    )


def _bytes(packet: RtcpPacket) -> bytes:
    match packet:
        case SenderReport():
            return _sender_report_bytes(packet)
        case ReceiverReport():
            return bytes(rtp.RtcpRrPacket(packet.ssrc, _infos(packet.blocks)))
        case SourceDescription():
            return _source_description_bytes(packet)
        case Goodbye():
            return bytes(rtp.RtcpByePacket(list(packet.ssrcs)))
        case TransportFeedback():
            return _transport_feedback_bytes(packet)
        case _:
            return _feedback_bytes(packet)


def _feedback_bytes(packet: Nack | PictureLoss | Remb) -> bytes:
    match packet:
        case Nack():
            payload = pack("!LL", packet.sender_ssrc, packet.media_ssrc) + _nack_fci(packet.sequences)
            return rtp.pack_rtcp_packet(rtp.RTCP_RTPFB, rtp.RTCP_RTPFB_NACK, payload)
        case PictureLoss():
            return bytes(rtp.RtcpPsfbPacket(rtp.RTCP_PSFB_PLI, packet.sender_ssrc, packet.media_ssrc))
        case Remb():
            fci = rtp.pack_remb_fci(packet.bitrate_bps, list(packet.ssrcs))
            return bytes(rtp.RtcpPsfbPacket(rtp.RTCP_PSFB_APP, packet.sender_ssrc, 0, fci))


def _sender_report_bytes(packet: SenderReport) -> bytes:
    info = rtp.RtcpSenderInfo(
        ntp_timestamp=packet.ntp_timestamp,
        rtp_timestamp=packet.rtp_timestamp,
        packet_count=packet.packet_count,
        octet_count=packet.octet_count,
    )
    return bytes(rtp.RtcpSrPacket(packet.ssrc, info, _infos(packet.blocks)))


def _infos(blocks: Iterable[ReportBlock]) -> list[rtp.RtcpReceiverInfo]:
    return [
        rtp.RtcpReceiverInfo(
            ssrc=each.ssrc,
            fraction_lost=each.fraction_lost,
            packets_lost=rtp.clamp_packets_lost(each.packets_lost),
            highest_sequence=each.highest_sequence,
            jitter=each.jitter,
            lsr=each.lsr,
            dlsr=each.dlsr,
        )
        for each in blocks
    ]


def _source_description_bytes(packet: SourceDescription) -> bytes:
    """RFC 3550 section 6.5. aiortc pads the packet, but the standard pads each chunk."""
    payload = b""
    for ssrc, cname in packet.chunks:
        name = cname.encode()[:255]
        payload += pack("!LBB", ssrc, SDES_CNAME, len(name)) + name + b"\0"
        payload += bytes(-len(payload) % 4)
    return rtp.pack_rtcp_packet(rtp.RTCP_SDES, len(packet.chunks), payload)


def _nack_fci(sequences: Sequence[int]) -> bytes:
    """RFC 4585 section 6.2.1, around the wrap of the sequence numbers too, which aiortc does not manage."""
    fci = b""
    for first, mask in _nack_entries(sequences):
        fci += pack("!HH", first, mask)
    return fci


def _nack_entries(sequences: Sequence[int]) -> list[tuple[int, int]]:
    entries: list[tuple[int, int]] = []
    for sequence in _in_order(sequences):
        distance = (sequence - entries[-1][0]) & 0xFFFF if entries else 0
        if 0 < distance <= 16:
            entries[-1] = (entries[-1][0], entries[-1][1] | 1 << (distance - 1))
        else:
            entries.append((sequence, 0))
    return entries


def _in_order(sequences: Sequence[int]) -> list[int]:
    """Oldest first, each once; they all lie within half the sequence space."""
    return sorted(set(sequences), key=lambda sequence: (sequence - sequences[0] + 0x8000) & 0xFFFF)


def _transport_feedback_bytes(packet: TransportFeedback) -> bytes:
    """RFC 3550 section 6.4.1 has the last padding byte count them all."""
    padding = -len(packet.fci) % 4
    fci = packet.fci + (bytes(padding - 1) + bytes([padding]) if padding else b"")
    payload = pack("!LL", packet.sender_ssrc, packet.media_ssrc) + fci
    data = rtp.pack_rtcp_packet(rtp.RTCP_RTPFB, RTPFB_TRANSPORT_FEEDBACK, payload)
    return bytes([data[0] | (PADDING_BIT if padding else 0)]) + data[1:]
