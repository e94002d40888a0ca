"""Transport-wide feedback: when each packet of a transport arrived.

draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1. The sender's own congestion control uses it.
"""

import struct

from media.sfu.sequence import Unwrapper

SHORTEST_SECONDS = 0.1
LONGEST_SECONDS = 0.25
MOST_SHARE = 0.05
MOST_STATUSES = 500
HISTORY = 4096
_TICKS = 4000
_REFERENCE_TICKS = 256
_OVERHEAD_BYTES = 60


class ArrivalRecorder:
    """Collects arrivals and turns them into feedback; ``now`` in seconds."""

    def __init__(self) -> None:
        self._unwrapper = Unwrapper()
        self._arrivals: dict[int, float] = {}
        self._next_base: int | None = None
        self._count = 0
        self._due_at = 0.0
        self._octets = 0
        self._since: float | None = None

    def record(self, sequence: int, octets: int, now: float) -> None:
        extended = self._unwrapper.extend(sequence)
        highest = self._unwrapper.highest
        if highest is None or extended > highest:
            self._unwrapper.highest = extended
        elif extended <= highest - HISTORY:
            return
        self._arrivals.setdefault(extended, now)
        self._octets += octets
        if self._since is None:
            self._since = now

    def is_due(self, now: float) -> bool:
        return now >= self._due_at and bool(self._arrivals)

    def due(self, now: float) -> list[bytes]:
        """The FCI of each feedback packet to send now; usually one, often none."""
        if not self.is_due(now):
            return []
        packets = self._build()
        self._due_at = now + self._interval(sum(map(len, packets)), now)
        self._octets, self._since = 0, None
        return packets

    def _interval(self, feedback_bytes: int, now: float) -> float:
        """The shortest that keeps feedback under 5 % of what it is about."""
        elapsed = max(now - (self._since or now), SHORTEST_SECONDS)
        rate = self._octets / elapsed
        wanted = (feedback_bytes + _OVERHEAD_BYTES) / (MOST_SHARE * rate)
        return max(SHORTEST_SECONDS, min(wanted, LONGEST_SECONDS))

    def _build(self) -> list[bytes]:
        arrived = sorted(self._arrivals)
        first = arrived[0] if self._next_base is None else min(arrived[0], self._next_base)
        base = max(first, arrived[-1] - HISTORY)
        packets = []
        while base <= arrived[-1]:
            fci, base = self._packet(base, arrived[-1])
            packets.append(fci)
        self._next_base = base
        self._arrivals.clear()
        return packets

    def _packet(self, base: int, last: int) -> tuple[bytes, int]:
        """One packet from ``base`` on, and the number that the next one begins with."""
        known = next(self._arrivals[e] for e in range(base, last + 1) if e in self._arrivals)
        reference = int(known * _TICKS) // _REFERENCE_TICKS
        clock = reference * _REFERENCE_TICKS
        symbols: list[int] = []
        deltas = bytearray()
        for extended in range(base, min(last + 1, base + MOST_STATUSES)):
            arrival = self._arrivals.get(extended)
            if arrival is None:
                symbols.append(0)
                continue
            delta = int(arrival * _TICKS) - clock
            if not -0x8000 <= delta < 0x8000:
                break
            symbols.append(1 if 0 <= delta < 256 else 2)
            deltas += bytes([delta]) if 0 <= delta < 256 else struct.pack("!h", delta)
            clock += delta
        header = struct.pack("!HH", base & 0xFFFF, len(symbols))
        header += (reference & 0xFFFFFF).to_bytes(3, "big") + bytes([self._count & 0xFF])
        self._count += 1
        return header + _chunks(symbols) + bytes(deltas), base + len(symbols)


def _chunks(symbols: list[int]) -> bytes:
    """Section 3.1.3 and 3.1.4: runs where they are longer than seven, else two-bit status vectors."""
    out = bytearray()
    at = 0
    while at < len(symbols):
        run = _run_length(symbols, at)
        if run >= 7:
            out += struct.pack("!H", symbols[at] << 13 | run)
            at += run
        else:
            vector = symbols[at : at + 7] + [0] * (7 - len(symbols[at : at + 7]))
            out += struct.pack("!H", 0xC000 | sum(s << (12 - 2 * i) for i, s in enumerate(vector)))
            at += 7
    return bytes(out)


def _run_length(symbols: list[int], at: int) -> int:
    run = 1
    while at + run < len(symbols) and symbols[at + run] == symbols[at] and run < 0x1FFF:
        run += 1
    return run
