"""Sending one notice on one channel, and what came of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from clinic.identity.challenge import DELIVERY_SECONDS
from clinic.identity.mobile import Mobile
from clinic.identity.sms import SmsFailed, SmsGateway
from clinic.notification.ports import Delivery, Outcome, Reached
from clinic.notification.push import Push, PushFailed, PushGateway, PushGone, Subscription
from clinic.notification.texts import push_of, sms_of

SENDING_SECONDS = DELIVERY_SECONDS + 5.0
"""Longer than the gateways' own tries take."""
RETRY_SECONDS = (15.0, 60.0, 300.0)
"""After the first, second … try; then it is given up."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery with where it goes. ``number``: ``None`` where she has none any more."""

    delivery: Delivery
    number: Mobile | None = field(default=None, repr=False)
    browsers: tuple[Subscription, ...] = ()


class Sender:
    """``host``: under which phones open the pages, without a port. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, sms: SmsGateway, push: PushGateway, wall_clock: Callable[[], float], *, host: str) -> None:
        self._sms = sms
        self._push = push
        self._wall_clock = wall_clock
        self._host = host

    async def send(self, parcel: Parcel) -> Outcome:
        """Ends within some two minutes, and before nobody wants to know any more."""
        delivery = parcel.delivery
        left = delivery.notice.expires_at - self._wall_clock()
        if left <= 0:
            return Outcome(delivery, "expired")
        send = self._by_sms if delivery.channel == "sms" else self._by_push
        try:
            async with asyncio.timeout(min(left, SENDING_SECONDS)):
                return await send(parcel)
        except TimeoutError:
            return self._again(delivery, "timeout")

    async def _by_sms(self, parcel: Parcel) -> Outcome:
        if parcel.number is None:
            return Outcome(parcel.delivery, "nobody")
        try:
            await self._sms.send(sms_of(parcel.delivery.notice, parcel.number, self._host))
        except SmsFailed as failed:
            return self._failed(parcel.delivery, failed.reason, is_final=failed.is_final)
        return Outcome(parcel.delivery, "sent")

    async def _by_push(self, parcel: Parcel) -> Outcome:
        """One browser of hers is enough: whoever was reached there is not told again for another's sake."""
        push = push_of(parcel.delivery.notice, self._wall_clock())
        tried = await asyncio.gather(*(self._pushed(push, one) for one in parcel.browsers))
        failures = [failure for failure in tried if isinstance(failure, PushFailed)]
        outcome = Outcome(parcel.delivery, "sent" if None in tried else "nobody")
        if failures and None not in tried:
            is_final = all(failure.is_final for failure in failures)
            outcome = self._failed(parcel.delivery, failures[0].reason, is_final=is_final)
        return replace(
            outcome, browsers={one.id: _how(answer) for one, answer in zip(parcel.browsers, tried, strict=True)}
        )

    async def _pushed(self, push: Push, browser: Subscription) -> PushFailed | PushGone | None:
        """``None`` when it was taken."""
        try:
            await self._push.send(push, browser)
        except (PushFailed, PushGone) as failed:
            return failed
        return None

    def _failed(self, delivery: Delivery, reason: str, *, is_final: bool) -> Outcome:
        return Outcome(delivery, "failed", reason) if is_final else self._again(delivery, reason)

    def _again(self, delivery: Delivery, reason: str) -> Outcome:
        """Unless its tries are spent, or nobody will want to know by then."""
        if delivery.tries > len(RETRY_SECONDS):
            return Outcome(delivery, "failed", reason)
        at = self._wall_clock() + RETRY_SECONDS[delivery.tries - 1]
        if at >= delivery.notice.expires_at:
            return Outcome(delivery, "failed", reason)
        return Outcome(delivery, "waiting", reason, at)


def _how(answer: PushFailed | PushGone | None) -> Reached:
    if answer is None:
        return "reached"
    return "gone" if isinstance(answer, PushGone) else "failed"
