"""A home router's address and port translation (NAT), from user space, whose mapping can be made to move.

Pure: packets in, packets out. IPv4 with UDP or TCP only; fragments and everything else pass by unchanged.
"""

import ipaddress
import struct
from dataclasses import dataclass, field

UDP = 17
TCP = 6
CHECKSUM_OFFSETS = {UDP: 6, TCP: 16}
FIRST_PORT = 20_000
LAST_PORT = 60_000

Endpoint = tuple[bytes, int]
"""Packed IPv4 address and port."""


@dataclass
class Translation:
    """RFC 4787: endpoint-independent mapping. ``rebind`` forgets every UDP mapping, as a router does after a pause."""

    public: str
    _next_port: int = FIRST_PORT
    _outside: dict[tuple[int, Endpoint], int] = field(default_factory=dict)
    _inside: dict[tuple[int, int], Endpoint] = field(default_factory=dict)

    def rebind(self) -> None:
        """New UDP packets get new ports, and what comes to the old ports is lost; TCP stays as it is."""
        self._outside = {key: port for key, port in self._outside.items() if key[0] != UDP}
        self._inside = {key: inner for key, inner in self._inside.items() if key[0] != UDP}

    def outbound(self, packet: bytes) -> bytes:
        protocol = _protocol(packet)
        if protocol is None:
            return packet
        start = _header_length(packet)
        inner = packet[12:16], int.from_bytes(packet[start : start + 2])
        port = self._port_of(protocol, inner)
        return _rewritten(packet, protocol, 12, start, (self._public_bytes, port))

    def inbound(self, packet: bytes) -> bytes | None:
        """``None`` when nobody inside has that port."""
        protocol = _protocol(packet)
        if protocol is None:
            return packet
        start = _header_length(packet)
        inner = self._inside.get((protocol, int.from_bytes(packet[start + 2 : start + 4])))
        return None if inner is None else _rewritten(packet, protocol, 16, start + 2, inner)

    def ports(self, protocol: int = UDP) -> set[int]:
        """The outer ports in use."""
        return {port for owner, port in self._inside if owner == protocol}

    @property
    def _public_bytes(self) -> bytes:
        return ipaddress.IPv4Address(self.public).packed

    def _port_of(self, protocol: int, inner: Endpoint) -> int:
        known = self._outside.get((protocol, inner))
        if known is not None:
            return known
        port = self._next_port
        self._next_port = FIRST_PORT if port == LAST_PORT else port + 1
        self._outside[protocol, inner] = port
        self._inside[protocol, port] = inner
        return port


def _header_length(packet: bytes) -> int:
    return (packet[0] & 0x0F) * 4


def _protocol(packet: bytes) -> int | None:
    """UDP or TCP of an unfragmented IPv4 packet, else nothing."""
    if len(packet) < 20 or packet[0] >> 4 != 4 or packet[9] not in CHECKSUM_OFFSETS:
        return None
    offset_and_more = int.from_bytes(packet[6:8]) & 0x3FFF
    return None if offset_and_more else packet[9]


def _rewritten(packet: bytes, protocol: int, address_at: int, port_at: int, new: Endpoint) -> bytes:
    """RFC 1624: one address and one port replaced, and both checksums updated from the difference."""
    changed = bytearray(packet)
    old = packet[address_at : address_at + 4] + packet[port_at : port_at + 2]
    changed[address_at : address_at + 4] = new[0]
    struct.pack_into("!H", changed, port_at, new[1])
    fresh = new[0] + new[1].to_bytes(2)
    _update_checksum(changed, 10, old[:4], fresh[:4])
    checksum_at = _header_length(packet) + CHECKSUM_OFFSETS[protocol]
    if protocol == TCP or changed[checksum_at : checksum_at + 2] != b"\0\0":
        _update_checksum(changed, checksum_at, old, fresh)
    return bytes(changed)


def _update_checksum(packet: bytearray, at: int, old: bytes, new: bytes) -> None:
    """RFC 1624 section 3: HC' = ~(~HC + ~m + m')."""
    total = ~int.from_bytes(packet[at : at + 2]) & 0xFFFF
    for index in range(0, len(old), 2):
        total += ~int.from_bytes(old[index : index + 2]) & 0xFFFF
        total += int.from_bytes(new[index : index + 2])
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    struct.pack_into("!H", packet, at, ~total & 0xFFFF)
