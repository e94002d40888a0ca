"""The UDP port of a media worker: one non-blocking socket an address, all with the same port number."""

import asyncio
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable, Sequence

from media.incidents import Incidents
from media.webrtc.ice_path import Address

# As many packets a wake-up: each wake-up of the loop costs more than the packet that it handles.
DRAIN_PACKETS = 64

MAX_DATAGRAM_BYTES = 2048
RECEIVE_BUFFER_BYTES = 8 << 20
SEND_BUFFER_BYTES = 4 << 20

# Linux' SO_RCVBUFFORCE, which may go beyond rmem_max where we are privileged; Python has no name for it.
SO_RCVBUFFORCE = 33

# Linux' SO_TIMESTAMPNS: the kernel notes when each datagram came. Python has no name for it.
SO_TIMESTAMPNS = 35
_TIMESPEC = struct.Struct("@qq")
_ANCILLARY_BYTES = socket.CMSG_SPACE(_TIMESPEC.size)
LONGEST_WAIT_SECONDS = 1.0

Receive = Callable[[bytes, Address, float], None]
"""Datagram, where it came from, and for how many seconds it waited in the socket."""


class Port:
    """Sends and receives datagrams; counts what the network refuses, and neither raises nor logs for it."""

    def __init__(self, sockets: Sequence[socket.socket], counters: Counter[str], incidents: Incidents) -> None:
        self._sockets = tuple(sockets)
        self._counters = counters
        self._incidents = incidents

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        return tuple(each.getsockname()[:2] for each in self._sockets)

    def start(self, receive: Receive) -> None:
        """Call ``receive`` for every datagram, from the running loop."""
        loop = asyncio.get_running_loop()
        for index, each in enumerate(self._sockets):
            loop.add_reader(each.fileno(), self._drain, index, each, receive)

    def close(self) -> None:
        loop = asyncio.get_running_loop()
        for each in self._sockets:
            loop.remove_reader(each.fileno())
            each.close()

    def send(self, datagram: bytes, address: Address) -> None:
        try:
            self._sockets[address[0]].sendto(datagram, address[1])
        except BlockingIOError:
            self._counters["datagrams_dropped"] += 1
        except OSError:
            self._counters["datagrams_unsendable"] += 1
        else:
            self._counters["datagrams_sent"] += 1

    def _drain(self, index: int, each: socket.socket, receive: Receive) -> None:
        for _ in range(DRAIN_PACKETS):
            try:
                datagram, ancillary, _, source = each.recvmsg(MAX_DATAGRAM_BYTES, _ANCILLARY_BYTES)
            except OSError:
                return
            self._counters["datagrams_received"] += 1
            try:
                receive(datagram, (index, source), _waited_seconds(ancillary))
            except Exception as error:
                self._incidents.note("datagram", error)


def _waited_seconds(ancillary: list[tuple[int, int, bytes]]) -> float:
    """Since the kernel took it; 0 where that is not told, or where the system's clock was set meanwhile."""
    for level, kind, value in ancillary:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS and len(value) == _TIMESPEC.size:
            seconds, nanoseconds = _TIMESPEC.unpack(value)
            waited = time.time() - seconds - nanoseconds / 1e9
            return waited if 0.0 <= waited <= LONGEST_WAIT_SECONDS else 0.0
    return 0.0


def open_sockets(addresses: Sequence[str], port: int) -> list[socket.socket]:
    """Bind every address (IPv4 or IPv6, an IPv6 scope allowed) to one port; port 0 takes the one the first gets."""
    sockets: list[socket.socket] = []
    try:
        for host in addresses:
            sockets.append(_open(host, port))
            port = sockets[0].getsockname()[1]
    except OSError:
        for each in sockets:
            each.close()
        raise
    return sockets


def _open(host: str, port: int) -> socket.socket:
    flags = socket.AI_NUMERICHOST | socket.AI_PASSIVE
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM, flags=flags)[0]
    opened = socket.socket(family, kind, protocol)
    try:
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.setblocking(False)
        _widen_buffers(opened)
        opened.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        opened.bind(address)
    except OSError:
        opened.close()
        raise
    return opened


def _widen_buffers(opened: socket.socket) -> None:
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    try:
        opened.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES)
    except OSError:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
