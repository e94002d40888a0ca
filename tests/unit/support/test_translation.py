import struct

from hypothesis import given
from hypothesis import strategies as st

from tests.support.translation import TCP, UDP, Translation

INSIDE = bytes([192, 168, 1, 2])
OUTSIDE = bytes([198, 18, 0, 1])
SERVER = bytes([198, 18, 0, 2])


def checksum(data: bytes) -> int:
    """RFC 1071."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def segment(source: bytes, target: bytes, protocol: int, ports: tuple[int, int], payload: bytes) -> bytes:
    """An IPv4 packet with both checksums right."""
    if protocol == UDP:
        body = struct.pack("!HHHH", *ports, 8 + len(payload), 0) + payload
    else:
        body = struct.pack("!HHLLHHHH", *ports, 1, 1, 0x5010, 1000, 0, 0) + payload
    at = 6 if protocol == UDP else 16
    pseudo = source + target + struct.pack("!HH", protocol, len(body))
    body = body[:at] + checksum(pseudo + body).to_bytes(2) + body[at + 2 :]
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 7, 0x4000, 64, protocol, 0) + source + target
    return header[:10] + checksum(header).to_bytes(2) + header[12:] + body


def is_right(packet: bytes) -> bool:
    pseudo = packet[12:20] + struct.pack("!HH", packet[9], len(packet) - 20)
    return checksum(packet[:20]) == 0 and checksum(pseudo + packet[20:]) == 0


def udp_out(port: int = 5000) -> bytes:
    return segment(INSIDE, SERVER, UDP, (port, 40_000), b"media")


def source_port(packet: bytes) -> int:
    return int.from_bytes(packet[20:22])


def test_an_inner_address_is_known_outside_by_the_public_one() -> None:
    outside = Translation("198.18.0.1").outbound(udp_out())
    assert outside[12:16] == OUTSIDE
    assert is_right(outside)


def test_an_answer_finds_its_way_back_inside() -> None:
    translation = Translation("198.18.0.1")
    port = source_port(translation.outbound(udp_out()))
    inside = translation.inbound(segment(SERVER, OUTSIDE, UDP, (40_000, port), b"answer"))
    assert inside == segment(SERVER, INSIDE, UDP, (40_000, 5000), b"answer")


def test_one_inner_port_keeps_its_outer_port() -> None:
    translation = Translation("198.18.0.1")
    assert source_port(translation.outbound(udp_out())) == source_port(translation.outbound(udp_out()))
    assert source_port(translation.outbound(udp_out())) != source_port(translation.outbound(udp_out(5001)))


def test_after_a_rebinding_the_outer_port_is_another_and_the_old_one_is_dead() -> None:
    translation = Translation("198.18.0.1")
    before = source_port(translation.outbound(udp_out()))
    translation.rebind()
    after = source_port(translation.outbound(udp_out()))
    assert after != before
    assert translation.inbound(segment(SERVER, OUTSIDE, UDP, (40_000, before), b"late")) is None


def test_a_rebinding_leaves_tcp_alone() -> None:
    translation = Translation("198.18.0.1")
    packet = segment(INSIDE, SERVER, TCP, (6000, 8080), b"GET /")
    before = source_port(translation.outbound(packet))
    translation.rebind()
    assert source_port(translation.outbound(packet)) == before


def test_what_is_neither_udp_nor_tcp_passes_by_unchanged() -> None:
    ping = segment(INSIDE, SERVER, UDP, (1, 2), b"")[:9] + b"\1" + bytes(18)
    assert Translation("198.18.0.1").outbound(ping) == ping


@given(
    protocol=st.sampled_from([UDP, TCP]),
    ports=st.tuples(st.integers(1, 65_535), st.integers(1, 65_535)),
    payload=st.binary(max_size=64),
)
def test_checksums_stay_right(protocol: int, ports: tuple[int, int], payload: bytes) -> None:
    packet = segment(INSIDE, SERVER, protocol, ports, payload)
    assert is_right(packet)
    assert is_right(Translation("198.18.0.1").outbound(packet))
