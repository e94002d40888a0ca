"""What is kept of notices: an outbox, of which each channel has a row of its own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, Protocol

from clinic.consultation.consultation import ConsultationId
from clinic.identity.mobile import Mobile
from clinic.notification.notice import Channel, DeliveryId, Kind, Notice
from clinic.notification.push import SubscriptionId, SubscriptionRecords
from clinic.patients.patient import MobileId

State = Literal["waiting", "sent", "nobody", "expired", "failed"]
"""``nobody``: no number or browser of hers takes messages."""
Reached = Literal["reached", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A notice on one channel, taken to be sent. ``lease_ends_at``: then another process may take it. ``tries``: with
    this one.
    """

    id: DeliveryId
    notice: Notice
    channel: Channel
    tries: int
    lease_ends_at: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """``again_at``: when one that is ``waiting`` is tried again. ``reason``: without number, address or text.

    ``browsers``: how it went with each of hers.
    """

    delivery: Delivery
    state: State
    reason: str = ""
    again_at: float = 0.0
    browsers: Mapping[SubscriptionId, Reached] = field(default_factory=lambda: MappingProxyType({}))


class NoticeRecords(Protocol):
    async def add(self, notice: Notice) -> bool:
        """To be sent when the transaction is kept. ``False`` where one with the same ``once`` was added before."""

    async def add_all(self, notices: Sequence[Notice]) -> None: ...

    async def drop(self, consultation: ConsultationId, kinds: Collection[Kind]) -> int:
        """What was not sent yet and has lost its sense: a reminder of a visit that was cancelled. How many."""

    async def take_due(self, now: float, lease_ends_at: float, at_most: int) -> Sequence[Delivery]:
        """Those first that are of use for the shortest time: her turn comes before a clinic that has closed.

        Nobody else gets them before the lease ends, also where this process dies.
        """

    async def settle(self, outcomes: Sequence[Outcome], now: float) -> None:
        """Of a delivery that another process has taken since, nothing is kept."""

    async def forget(self, settled_before: float, at_most: int) -> int:
        """How many."""


class NumberRecords(Protocol):
    async def numbers(self, mobiles: Collection[MobileId]) -> Mapping[MobileId, Mobile]:
        """Of the records that are good: not of one that has ended, nor while whose it is, is in doubt."""


class Records(Protocol):
    @property
    def notices(self) -> NoticeRecords: ...
    @property
    def push_subscriptions(self) -> SubscriptionRecords: ...
    @property
    def mobiles(self) -> NumberRecords: ...
