"""Where one participant is: the decisions about her address, pure and told the time.

Design decision 2. An address is (index of our socket, the socket address of the client), opaque here.
"""

from dataclasses import dataclass, field
from typing import Any

from media.parameters import IceCredentials

Address = tuple[int, tuple[Any, ...]]

# After this long without an authenticated packet an address has gone silent, and any fresh check may replace it.
SILENT_ADDRESS_SECONDS = 2.0

# Packets from the address just left may arrive late; for this long they are taken, but do not move her back.
HOLD_SECONDS = 2.0

MAX_ADDRESSES = 8
MAX_SSRCS = 64

# Three quarters of an hour of one check every 2.7 s.
MAX_TRANSACTIONS = 1024


@dataclass(slots=True)
class Path:
    """``credentials``: those in use, then those of an ICE restart that has not been nominated yet.

    ``known`` maps each address to the time (seconds) until which media from it moves nothing.
    """

    participant: str
    credentials: list[IceCredentials]
    heard_at: float
    selected: Address | None = None
    selected_heard_at: float = 0.0
    known: dict[Address, float] = field(default_factory=dict)
    ssrcs: set[int] = field(default_factory=set)
    silent: bool = False
    moves: int = 0
    _transactions: dict[bytes, Address] = field(default_factory=dict)

    def is_replay(self, transaction_id: bytes, address: Address) -> bool:
        """Whether the same check has come from elsewhere; from the same address it is a retransmission."""
        return self._transactions.get(transaction_id, address) != address

    def is_retransmission(self, transaction_id: bytes) -> bool:
        return transaction_id in self._transactions

    def take_check(self, transaction_id: bytes, address: Address, nominated: bool, now: float) -> None:
        """Take an authenticated check that was never seen before."""
        self._transactions[transaction_id] = address
        if len(self._transactions) > MAX_TRANSACTIONS:
            del self._transactions[next(iter(self._transactions))]
        self.known.setdefault(address, 0.0)
        if address == self.selected:
            self.selected_heard_at = now
        elif self.selected is None or nominated or self._selected_is_silent(now):
            self._select(address, now)

    def take_media(self, address: Address, now: float) -> None:
        """Take an authenticated and unreplayed media packet."""
        if address == self.selected:
            self.selected_heard_at = now
        elif now >= self.known.get(address, 0.0):
            self._select(address, now)

    def is_settled(self, address: Address, ssrc: int) -> bool:
        """Whether a media packet from here says nothing new of where she is."""
        return address == self.selected and ssrc in self.ssrcs

    def hear(self, now: float) -> bool:
        """Note an authenticated packet; true when it breaks a silence that was reported."""
        self.heard_at = now
        came_back, self.silent = self.silent, False
        return came_back

    def admits_ssrc(self, ssrc: int) -> bool:
        """Whether a packet of this source may be looked at: libsrtp keeps a record of every source it accepts."""
        return ssrc in self.ssrcs or len(self.ssrcs) < MAX_SSRCS

    def forget_addresses(self, now: float) -> list[Address]:
        """Forget, and return, those whose hold time is over (they are strangers again) and the oldest surplus."""
        left = [address for address, until in self.known.items() if 0.0 < until <= now]
        others = [address for address in self.known if address != self.selected and address not in left]
        left += others[: max(0, len(self.known) - len(left) - MAX_ADDRESSES)]
        for address in left:
            del self.known[address]
        return left

    def _selected_is_silent(self, now: float) -> bool:
        return now - self.selected_heard_at >= SILENT_ADDRESS_SECONDS

    def _select(self, address: Address, now: float) -> None:
        if self.selected is not None:
            self.known[self.selected] = now + HOLD_SECONDS
            self.moves += 1
        self.known[address] = 0.0
        self.selected = address
        self.selected_heard_at = now
