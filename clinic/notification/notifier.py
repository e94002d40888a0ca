"""Sends the notices that are due: each once, and twice only where a process died between sending and noting it."""

import asyncio
from collections.abc import Callable, Sequence

from clinic.notification.ports import Delivery, Outcome, Reached, Records
from clinic.notification.push import Subscription, SubscriptionId
from clinic.notification.sending import SENDING_SECONDS, Parcel, Sender
from clinic.patients.patient import MobileId
from clinic.ports import Store

MOST_AT_ONCE = 100
LEASE_SECONDS = SENDING_SECONDS + 25.0
"""So much later another process may send what this one took, and has not noted."""
KEPT_SECONDS = 7 * 86_400.0
FORGET_AT_ONCE = 1_000
MOST_FAILURES = 10
"""So many sends in a row that fail, and a browser is taken to be gone."""


class Notifier:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], sender: Sender, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._sender = sender
        self._wall_clock = wall_clock
        self._sending: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._awake = asyncio.Event()

    def wake(self) -> None:
        """Something may be due: to be called after a commit that has added notices."""
        self._awake.set()

    async def wait(self, seconds: float) -> None:
        """Until it is woken, or so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            return
        self._awake.clear()

    async def send_due(self) -> int:
        """One round: notes how sending went, takes what is due, and begins to send it. How many were begun."""
        now, outcomes = self._wall_clock(), self._taken_outcomes()
        try:
            async with self._store.writing() as records:
                await _note(records, outcomes, now)
                parcels = await self._take(records, now)
        except BaseException:
            self._outcomes[:0] = outcomes
            raise
        for parcel in parcels:
            self._begin(parcel)
        return len(parcels)

    async def settle(self) -> None:
        """Waits for what is being sent, and notes how it went."""
        while self._sending:
            await asyncio.wait(self._sending)
        if outcomes := self._taken_outcomes():
            async with self._store.writing() as records:
                await _note(records, outcomes, self._wall_clock())

    async def forget(self) -> None:
        """What was settled a week ago, and browsers that are gone."""
        async with self._store.writing() as records:
            await records.notices.forget(self._wall_clock() - KEPT_SECONDS, FORGET_AT_ONCE)
            await records.push_subscriptions.forget_broken(MOST_FAILURES)

    async def _take(self, records: Records, now: float) -> list[Parcel]:
        free = MOST_AT_ONCE - len(self._sending)
        if free <= 0:
            return []
        return await _addressed(records, await records.notices.take_due(now, now + LEASE_SECONDS, free))

    def _begin(self, parcel: Parcel) -> None:
        task = asyncio.create_task(self._send(parcel))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, parcel: Parcel) -> None:
        try:
            self._outcomes.append(await self._sender.send(parcel))
        except Exception as error:  # a mistake of ours: it would be the same the next time
            self._outcomes.append(Outcome(parcel.delivery, "failed", type(error).__name__))
            raise
        finally:
            self.wake()

    def _taken_outcomes(self) -> list[Outcome]:
        outcomes, self._outcomes = self._outcomes, []
        return outcomes


async def _note(records: Records, outcomes: Sequence[Outcome], now: float) -> None:
    if not outcomes:
        return
    await records.notices.settle(outcomes, now)
    browsers = {browser: how for outcome in outcomes for browser, how in outcome.browsers.items()}
    if browsers:
        await records.push_subscriptions.forget(_that_are(browsers, "gone"))
        await records.push_subscriptions.note(_that_are(browsers, "failed"), _that_are(browsers, "reached"), now)


def _that_are(browsers: dict[SubscriptionId, Reached], how: Reached) -> list[SubscriptionId]:
    return [browser for browser, word in browsers.items() if word == how]


async def _addressed(records: Records, taken: Sequence[Delivery]) -> list[Parcel]:
    """Each with the number or the browsers that it goes to: none where the mobile's record is not good any more."""
    mobiles = {MobileId(one.notice.to.id) for one in taken if one.notice.to.kind == "mobile"}
    numbers = await records.mobiles.numbers(mobiles) if mobiles else {}
    owners = {
        one.notice.to
        for one in taken
        if one.channel == "push" and (one.notice.to.kind == "staff" or one.notice.to.id in numbers)
    }
    browsers = await records.push_subscriptions.of(list(owners)) if owners else ()
    return [Parcel(one, numbers.get(MobileId(one.notice.to.id)), _hers(one, browsers)) for one in taken]


def _hers(delivery: Delivery, browsers: Sequence[Subscription]) -> tuple[Subscription, ...]:
    if delivery.channel != "push":
        return ()
    return tuple(browser for browser in browsers if browser.owner == delivery.notice.to)
