"""A small internet between namespaces: hosts with delay, loss and a rate on their lines, some behind a NAT.

The kernel of the test machines has no netem, so this process carries the packets itself, through TUN devices. All
can be changed while packets fly: ``host.uplink.loss = 0.05``, ``host.translation.rebind()``.
"""

import asyncio
import os
import random
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tests.support.namespaces import ip, namespace, open_tun
from tests.support.translation import Translation

PACKETS_A_WAKE_UP = 64
LARGEST_PACKET = 65_535
PUBLIC_NETWORK = "198.18.0"
PRIVATE_NETWORK = "192.168"
MTU = 1_500


@dataclass
class Line:
    """One direction of a host's line. ``arrive`` gets each packet that survives, when it is due."""

    arrive: Callable[[bytes], None]
    delay_seconds: float = 0.0
    loss: float = 0.0
    rate_bps: float | None = None
    queue_bytes: int = 60_000
    dice: random.Random = field(default_factory=lambda: random.Random(4))
    carried: int = 0
    lost: int = 0
    _free_at: float = 0.0
    _flying: deque[tuple[float, bytes]] = field(default_factory=deque)
    _timer: asyncio.TimerHandle | None = None

    def carry(self, packet: bytes, now: float) -> None:
        due = self.due(len(packet), now)
        if due is None:
            self.lost += 1
            return
        if due <= now and not self._flying:
            self._deliver(packet)
            return
        self._flying.append((max(due, self._flying[-1][0] if self._flying else due), packet))
        self._arm()

    def due(self, size: int, now: float) -> float | None:
        """When a packet of ``size`` bytes arrives; ``None`` when it is lost or the queue is full."""
        if self.dice.random() < self.loss:
            return None
        start = max(now, self._free_at)
        if self.rate_bps is not None:
            if (start - now) * self.rate_bps / 8 > self.queue_bytes:
                return None
            self._free_at = start = start + size * 8 / self.rate_bps
        return start + self.delay_seconds

    def stop(self) -> None:
        self._flying.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _arm(self) -> None:
        if self._timer is None and self._flying:
            self._timer = asyncio.get_running_loop().call_at(self._flying[0][0], self._flush)

    def _flush(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        while self._flying and self._flying[0][0] <= now:
            self._deliver(self._flying.popleft()[1])
        self._arm()

    def _deliver(self, packet: bytes) -> None:
        self.carried += 1
        self.arrive(packet)


@dataclass
class Host:
    """A namespace with one device. ``public`` is the address by which the others know it."""

    namespace: str
    address: str
    public: str
    device: int
    uplink: Line
    downlink: Line
    translation: Translation | None


class Network:
    """Carries packets between hosts by their public address."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._hosts: dict[bytes, Host] = {}

    def add_host(self, name: str, *, behind_nat: bool = False) -> Host:
        number = len(self._hosts) + 1
        public = f"{PUBLIC_NETWORK}.{number}"
        address = f"{PRIVATE_NETWORK}.{number}.2" if behind_nat else public
        space = self._stack.enter_context(namespace(name))
        device = self._open(space, address)
        translation = Translation(public) if behind_nat else None
        host = Host(space, address, public, device, Line(self._route), Line(_writer(device)), translation)
        self._hosts[bytes(map(int, public.split(".")))] = host
        self._listen(host)
        return host

    def _open(self, space: str, address: str) -> int:
        device = open_tun(space, "wan0")
        self._stack.callback(os.close, device)
        ip("-n", space, "addr", "add", f"{address}/32", "dev", "wan0")
        ip("-n", space, "link", "set", "wan0", "up", "mtu", str(MTU))
        ip("-n", space, "route", "add", "default", "dev", "wan0", "src", address)
        return device

    def _listen(self, host: Host) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(host.device, self._leave, host)
        self._stack.callback(host.uplink.stop)
        self._stack.callback(host.downlink.stop)
        self._stack.callback(loop.remove_reader, host.device)

    def _leave(self, host: Host) -> None:
        now = asyncio.get_running_loop().time()
        for packet in _waiting(host.device):
            outside = packet if host.translation is None else host.translation.outbound(packet)
            host.uplink.carry(outside, now)

    def _route(self, packet: bytes) -> None:
        host = self._hosts.get(packet[16:20])
        if host is None:
            return
        inner = packet if host.translation is None else host.translation.inbound(packet)
        if inner is not None:
            host.downlink.carry(inner, asyncio.get_running_loop().time())


@contextmanager
def network() -> Iterator[Network]:
    """Needs a running event loop; hosts and their processes' connections end with it."""
    with ExitStack() as stack:
        yield Network(stack)


def _waiting(device: int) -> Iterator[bytes]:
    for _ in range(PACKETS_A_WAKE_UP):
        try:
            yield os.read(device, LARGEST_PACKET)
        except BlockingIOError:
            return


def _writer(device: int) -> Callable[[bytes], None]:
    def write(packet: bytes) -> None:
        try:
            os.write(device, packet)
        except OSError:
            return  # the kernel refused a malformed packet or its queue is full: lost, as on any line

    return write
