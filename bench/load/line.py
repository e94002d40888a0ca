"""A synthetic person's socket and her SRTP sessions."""

import asyncio
import os
import socket
import struct
from collections.abc import Callable

from pylibsrtp import Error, Policy, Session

SO_TIMESTAMPNS = 35
BUFFER_BYTES = 4 << 20
DATAGRAMS_A_WAKE_UP = 64
KEY_AND_SALT_BYTES = 28


class Line:
    """A connected UDP socket. ``on_rtp`` gets the decrypted packet and the kernel's arrival time in nanoseconds."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            self.socket.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.outbound: Session | None = None
        self.inbound: Session | None = None
        self.on_rtp: Callable[[bytes, int], None] = lambda packet, arrived_ns: None
        self.on_rtcp: Callable[[bytes], None] = lambda packet: None
        self.on_other: Callable[[bytes], None] = lambda datagram: None
        self.refused = 0
        self.not_sent = 0

    def open(self, address: tuple[str, int]) -> None:
        self.socket.connect(address)
        asyncio.get_running_loop().add_reader(self.socket.fileno(), self._drain)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self.socket.fileno())
        self.socket.close()

    def send(self, datagram: bytes) -> None:
        try:
            self.socket.send(datagram)
        except OSError:
            self.not_sent += 1

    def send_rtp(self, packet: bytes) -> None:
        assert self.outbound is not None
        self.send(self.outbound.protect(packet))

    def send_rtcp(self, packet: bytes) -> None:
        assert self.outbound is not None
        self.send(self.outbound.protect_rtcp(packet))

    def _drain(self) -> None:
        for _ in range(DATAGRAMS_A_WAKE_UP):
            try:
                datagram, ancillary, _flags, _source = self.socket.recvmsg(2048, 64)
            except OSError:
                return
            self._take(datagram, ancillary)

    def _take(self, datagram: bytes, ancillary: list[tuple[int, int, bytes]]) -> None:
        if self.inbound is None or not 127 < datagram[0] < 192:
            self.on_other(datagram)
            return
        try:
            if 192 <= datagram[1] <= 223:
                self.on_rtcp(self.inbound.unprotect_rtcp(datagram))
            else:
                self.on_rtp(self.inbound.unprotect(datagram), _nanoseconds(ancillary))
        except Error:
            self.refused += 1


def _nanoseconds(ancillary: list[tuple[int, int, bytes]]) -> int:
    """The kernel's time stamp of arrival, CLOCK_REALTIME."""
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
            seconds, nanoseconds = struct.unpack("qq", content[:16])
            return int(seconds) * 1_000_000_000 + int(nanoseconds)
    raise RuntimeError("this kernel gives no time stamps of arrival")


def join_directly(one: Line, other: Line) -> None:
    """Two lines without a relay between them: the same work at both ends."""
    for sender, receiver in ((one, other), (other, one)):
        key = os.urandom(KEY_AND_SALT_BYTES)
        sender.outbound = Session(_policy(key, Policy.SSRC_ANY_OUTBOUND))
        receiver.inbound = Session(_policy(key, Policy.SSRC_ANY_INBOUND))
        sender.open(receiver.socket.getsockname())


def _policy(key: bytes, direction: int) -> Policy:
    return Policy(key=key, ssrc_type=direction, srtp_profile=Policy.SRTP_PROFILE_AEAD_AES_128_GCM)
