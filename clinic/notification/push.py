"""Web push (RFC 8030): who has let her browser take messages, what they say, and the port that sends them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NewType, Protocol

from clinic.notification.notice import Recipient

SubscriptionId = NewType("SubscriptionId", str)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser that takes messages. ``endpoint``: its push service's address for it; ``p256dh`` and ``auth``: what
    is encrypted to (RFC 8291 section 2), base64url. ``failures``: sends in a row that failed, not one that it is gone.
    """

    id: SubscriptionId
    owner: Recipient
    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)
    created_at: float
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """``page``: where a touch leads. ``tag``: one with the same takes its place on the screen."""

    kind: str
    title: str = field(repr=False)
    body: str = field(repr=False)
    page: str
    tag: str
    language: str


@dataclass(frozen=True, slots=True)
class Push:
    """``ttl_seconds``: how long the push service keeps it for a phone that is off (RFC 8030 section 5.2).

    ``topic``: at most 32 letters of base64url; a later one replaces one that was not delivered (section 5.4).
    """

    shown: Shown
    ttl_seconds: int
    is_urgent: bool
    topic: str | None = None


class PushGone(Exception):
    """This browser takes no messages any more: RFC 8030 section 7.3."""


class PushFailed(Exception):
    """``is_final``: trying again is of no use. ``reason`` is for the log: it holds neither address nor text."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class PushGateway(Protocol):
    @property
    def public_key(self) -> str:
        """With it browsers subscribe: "applicationServerKey", base64url (RFC 8292 section 3.2)."""

    def accepts(self, endpoint: str) -> bool:
        """Whether the address may be a push service's: nobody makes this server ask its own network."""

    async def send(self, push: Push, to: Subscription) -> None:
        """Returns when the push service has taken it. Raises ``PushGone`` and ``PushFailed``."""


class SubscriptionRecords(Protocol):
    async def put(self, subscription: Subscription) -> None:
        """In the place of whoever had this browser before."""

    async def remove(self, owner: Recipient, endpoint: str) -> None:
        """Nothing where it is not hers."""

    async def of(self, owners: Sequence[Recipient]) -> Sequence[Subscription]: ...

    async def keep_newest(self, owner: Recipient, count: int) -> None:
        """The older ones are forgotten."""

    async def forget(self, subscriptions: Sequence[SubscriptionId]) -> None: ...

    async def note(self, failed: Sequence[SubscriptionId], reached: Sequence[SubscriptionId], now: float) -> None:
        """How the last send to each went."""

    async def forget_broken(self, failures: int) -> int:
        """Those to which so many sends in a row failed, and those of households that have ended; how many."""
