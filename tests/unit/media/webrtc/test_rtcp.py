"""RTCP between bytes and records."""

from contextlib import suppress

import pytest
from aiortc import rtp
from hypothesis import given
from hypothesis import strategies as st

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
from media.webrtc.rtcp import BadRtcpError, read_rtcp, write_rtcp

BLOCK = ReportBlock(
    ssrc=7, fraction_lost=25, packets_lost=-3, highest_sequence=70000, jitter=12, lsr=0x12345678, dlsr=9
)


@pytest.mark.parametrize(
    "packet",
    [
        SenderReport(1, 0xE1D2C3B4A5968778, 90000, 10, 2000, (BLOCK,)),
        ReceiverReport(1, (BLOCK, BLOCK)),
        SourceDescription(((1, "pair0"),)),
        Goodbye((1, 2)),
        Nack(1, 2, (10, 11, 26, 27)),
        PictureLoss(1, 2),
        Remb(1, 250_000, (3, 4)),
    ],
)
def test_a_packet_is_read_as_it_was_written(packet: RtcpPacket) -> None:
    assert read_rtcp(write_rtcp([packet])) == (packet,)


def test_a_compound_keeps_its_order() -> None:
    packets = (ReceiverReport(1, ()), SourceDescription(((1, "x"),)), PictureLoss(1, 2))
    assert read_rtcp(write_rtcp(packets)) == packets


def test_a_nack_passes_the_wrap_of_sequence_numbers() -> None:
    """65535 with the bits for 0 and 3: two entries' worth in one."""
    data = write_rtcp([Nack(1, 2, (65535, 0, 3))])
    assert data[12:] == bytes.fromhex("ffff 0009")
    assert read_rtcp(data) == (Nack(1, 2, (65535, 0, 3)),)


@given(st.integers(0, 65535), st.sets(st.integers(0, 2000), min_size=1, max_size=60))
def test_any_nack_survives(base: int, offsets: set[int]) -> None:
    sequences = tuple((base + offset) & 0xFFFF for offset in sorted(offsets))
    assert read_rtcp(write_rtcp([Nack(1, 2, sequences)])) == (Nack(1, 2, sequences),)


def test_a_nack_may_be_given_in_any_order() -> None:
    assert read_rtcp(write_rtcp([Nack(1, 2, (3, 65535, 0))])) == (Nack(1, 2, (65535, 0, 3)),)


def test_each_entry_of_a_full_intra_request_is_a_picture_loss() -> None:
    """RFC 5104 section 4.3.1.1."""
    fci = bytes.fromhex("00000007 01000000 00000008 02000000")
    request = bytes(rtp.RtcpPsfbPacket(rtp.RTCP_PSFB_FIR, ssrc=1, media_ssrc=0, fci=fci))
    assert read_rtcp(request) == (PictureLoss(1, 7), PictureLoss(1, 8))


@pytest.mark.parametrize(("fci", "padding"), [(b"12345678", b""), (b"1234567", b"\1"), (b"12345", b"\0\0\3")])
def test_transport_feedback_is_padded_to_words(fci: bytes, padding: bytes) -> None:
    data = write_rtcp([TransportFeedback(1, 2, fci)])
    assert data[0] == (0x8F | (0x20 if padding else 0))
    assert data[1] == 205
    assert int.from_bytes(data[2:4], "big") == len(data) // 4 - 1
    assert data[12:] == fci + padding


def test_each_chunk_of_a_source_description_is_padded() -> None:
    """RFC 3550 section 6.5: a null ends the items, and the next chunk begins at a word."""
    data = write_rtcp([SourceDescription(((1, "ab"), (2, "abc")))])
    assert data[4:] == bytes.fromhex("00000001 0102 6162 00000000 00000002 0103 616263 000000")


def test_unknown_packets_are_ignored() -> None:
    extended_report = bytes.fromhex("80cf0001 00000001")
    unknown_feedback = bytes(rtp.RtcpRtpfbPacket(fmt=15, ssrc=1, media_ssrc=2, lost=[1]))
    assert read_rtcp(extended_report + unknown_feedback + write_rtcp([PictureLoss(1, 2)])) == (PictureLoss(1, 2),)


@given(st.binary(max_size=120))
def test_noise_is_refused_or_read_but_nothing_else(noise: bytes) -> None:
    with suppress(BadRtcpError):
        read_rtcp(noise)


@given(st.data())
def test_damage_is_refused_or_read_but_nothing_else(data: st.DataObject) -> None:
    packets: list[RtcpPacket] = [
        SenderReport(1, 2, 3, 4, 5, (BLOCK,)),
        SourceDescription(((1, "x"),)),
        Remb(1, 9, (2,)),
        Nack(1, 2, (5,)),
    ]
    datagram = bytearray(write_rtcp(packets))
    datagram[data.draw(st.integers(0, len(datagram) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadRtcpError):
        read_rtcp(bytes(datagram[: data.draw(st.integers(0, len(datagram)))]))
