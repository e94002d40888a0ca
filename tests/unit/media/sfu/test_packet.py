import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.sfu.packet import RtpPacket, abs_send_time_extension, written
from tests.unit.media.sfu.builders import RTX, VP8, payload, rtp


def test_the_parts_of_a_packet_are_found() -> None:
    packet = RtpPacket(rtp(7, 65535, 123, b"hello", extensions=[(1, b"0"), (5, b"\x01\x02")], padding=3, marker=True))
    assert (packet.ssrc, packet.sequence, packet.timestamp, packet.marker) == (7, 65535, 123, 0x80)
    assert payload(packet) == b"hello"
    assert packet.extension(5) == b"\x01\x02"
    assert packet.extension(9) is None
    assert packet.extension(None) is None


def test_a_two_byte_header_extension_is_read() -> None:
    body = bytes([0x90, 96, 0, 1]) + bytes(8) + b"\x10\x00\x00\x02" + bytes([20, 3]) + b"abc" + bytes(3) + b"payload"
    packet = RtpPacket(body)
    assert packet.extension(20) == b"abc"
    assert payload(packet) == b"payload"


def test_padding_only_packets_are_empty() -> None:
    assert RtpPacket(rtp(1, 1, 0, b"", padding=200)).is_empty


@given(st.binary(max_size=80))
def test_random_bytes_are_a_packet_or_a_value_error(data: bytes) -> None:
    try:
        packet = RtpPacket(data)
    except ValueError:
        return
    assert 0 <= packet.payload_start <= packet.payload_end <= len(data)
    packet.extension(1)


@given(st.integers(0, 60), st.integers(0, 255), st.integers(0, 60))
def test_a_damaged_packet_is_a_packet_or_a_value_error(at: int, value: int, cut: int) -> None:
    data = bytearray(rtp(7, 1, 2, b"payload of some bytes", extensions=[(1, b"0"), (5, b"ab")], padding=4))
    data[at % len(data)] = value
    try:
        RtpPacket(bytes(data[: len(data) - cut])).extension(5)
    except ValueError:
        return


@pytest.mark.parametrize("data", [b"", b"\x80", rtp(1, 1)[:11], b"\x40" + rtp(1, 1)[1:]])
def test_what_is_no_rtp_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"RTP|lengths"):
        RtpPacket(data)


def test_a_written_packet_has_the_new_numbers_and_only_the_payload_of_the_old() -> None:
    packet = RtpPacket(rtp(7, 1, 2, b"hello", extensions=[(1, b"0")], padding=8, marker=True))
    data = written(packet, payload_type=100, ssrc=9, sequence=5, timestamp=6, extension=abs_send_time_extension(4, 1.5))
    out = RtpPacket(data)
    assert (out.payload_type, out.ssrc, out.sequence, out.timestamp, out.marker) == (100, 9, 5, 6, 0x80)
    assert payload(out) == b"hello"
    assert out.extension(4) == (int(1.5 * (1 << 18))).to_bytes(3, "big")
    assert out.extension(1) is None


def test_large_extension_ids_are_written_in_the_two_byte_form() -> None:
    data = written(
        RtpPacket(rtp(7, 1)),
        payload_type=VP8,
        ssrc=1,
        sequence=1,
        timestamp=1,
        extension=abs_send_time_extension(20, 1.0),
    )
    assert RtpPacket(data).extension(20) == (1 << 18).to_bytes(3, "big")


def test_a_retransmission_is_restored() -> None:
    packet = RtpPacket(rtp(8, 55, 90, b"\x01\x02original", payload_type=RTX, marker=True))
    original = packet.restored(VP8, 7)
    assert original is not None
    assert (original.ssrc, original.sequence, original.timestamp, original.payload_type) == (7, 0x0102, 90, VP8)
    assert payload(original) == b"original"


def test_padding_on_a_repair_stream_restores_nothing() -> None:
    assert RtpPacket(rtp(8, 55, 90, b"", payload_type=RTX, padding=50)).restored(VP8, 7) is None
