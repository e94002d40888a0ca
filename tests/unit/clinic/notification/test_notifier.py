"""The notifier over a real database: what is due is sent once, by whichever process takes it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import select

from clinic.identity.sms import Sms, SmsFailed
from clinic.notification.notice import Kind
from clinic.notification.notifier import KEPT_SECONDS, LEASE_SECONDS, MOST_AT_ONCE, MOST_FAILURES, Notifier
from clinic.notification.push import PushFailed
from clinic.notification.sending import RETRY_SECONDS, Sender
from gateways.sms_memory import MemorySms
from gateways.web_push_memory import MemoryPush
from storage.store import Store
from storage.tables.notification import notices, push_subscriptions
from tests.support.clocks import Clock
from tests.unit.clinic.notification.notices import (
    ASHA,
    ASHAS_BROWSER,
    ASHAS_NUMBER,
    RAO,
    browser,
    register_asha,
    subscribe,
    told,
    written,
)

HOST = "consult.health.example"
ASHAS_TABLET = "https://push.example/tablet"
RAOS_BROWSER = "https://push.example/rao"


@pytest.fixture
def sms() -> MemorySms:
    return MemorySms()


@pytest.fixture
def push() -> MemoryPush:
    return MemoryPush()


@pytest.fixture
def process(store: Store, clock: Clock, sms: MemorySms, push: MemoryPush) -> Callable[[], Notifier]:
    """Another process of the service."""
    return lambda: Notifier(store, Sender(sms, push, clock, host=HOST), clock)


@pytest.fixture
async def notifier(store: Store, clock: Clock, process: Callable[[], Notifier]) -> Notifier:
    await register_asha(store, clock.now)
    return process()


async def sent(notifier: Notifier) -> None:
    await notifier.send_due()
    await notifier.settle()


async def states(store: Store) -> dict[tuple[str, str], tuple[str, str]]:
    async with store.database.reading() as connection:
        rows = await connection.execute(select(notices))
        return {(row.kind, row.channel): (row.state, row.reason) for row in rows}


async def test_a_notice_that_is_due_goes_by_every_channel_of_its_kind(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms, push: MemoryPush
) -> None:
    await subscribe(store, browser())
    await written(store, told(Kind.CALLED, clock.now))
    await sent(notifier)
    assert len(sms.sent[ASHAS_NUMBER]) == len(push.sent[ASHAS_BROWSER]) == 1
    assert await states(store) == {("called", "sms"): ("sent", ""), ("called", "push"): ("sent", "")}


async def test_what_is_not_due_yet_waits(notifier: Notifier, store: Store, clock: Clock, sms: MemorySms) -> None:
    await written(store, told(Kind.FOLLOW_UP, clock.now, due_at=clock.now + 60))
    await sent(notifier)
    assert not sms.sent
    clock.advance(60)
    await sent(notifier)
    assert len(sms.sent[ASHAS_NUMBER]) == 1


async def test_what_was_sent_is_not_sent_again(notifier: Notifier, store: Store, clock: Clock, sms: MemorySms) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    for _ in range(3):
        await sent(notifier)
        clock.advance(LEASE_SECONDS + 1)
    assert len(sms.sent[ASHAS_NUMBER]) == 1


async def test_what_rolls_back_is_never_sent(notifier: Notifier, store: Store, clock: Clock, sms: MemorySms) -> None:
    with suppress(ZeroDivisionError):
        async with store.writing() as records:
            await records.notices.add(told(Kind.TOKEN_TAKEN, clock.now))
            raise ZeroDivisionError
    await sent(notifier)
    assert not sms.sent


async def test_many_processes_send_each_notice_once(
    notifier: Notifier, process: Callable[[], Notifier], store: Store, clock: Clock, sms: MemorySms
) -> None:
    await written(store, *(told(Kind.TOKEN_TAKEN, clock.now) for _ in range(30)))
    others = [notifier, process(), process(), process()]
    await asyncio.gather(*(one.send_due() for one in others))
    await asyncio.gather(*(one.settle() for one in others))
    assert len(sms.sent[ASHAS_NUMBER]) == 30


async def test_a_process_that_dies_in_between_only_delays(
    process: Callable[[], Notifier], notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    async with store.writing() as records:  # taken, and never heard of again
        assert await records.notices.take_due(clock.now, clock.now + LEASE_SECONDS, 10)
    await sent(notifier)
    assert not sms.sent
    clock.advance(LEASE_SECONDS)
    await sent(process())
    assert len(sms.sent[ASHAS_NUMBER]) == 1


async def test_a_process_that_was_taken_for_dead_does_not_undo_what_another_noted(
    process: Callable[[], Notifier], notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    sms.road.clear()
    await notifier.send_due()
    clock.advance(LEASE_SECONDS)
    other = process()
    await other.send_due()
    sms.road.set()
    await other.settle()
    sms.failing = SmsFailed("down", is_final=True)
    await notifier.settle()
    assert (await states(store))["token_taken", "sms"] == ("sent", "")


async def test_a_temporary_failure_is_tried_again_later_and_at_last_given_up(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    sms.failing = SmsFailed("status 503", is_final=False)
    for pause in RETRY_SECONDS:
        await sent(notifier)
        assert (await states(store))["token_taken", "sms"] == ("waiting", "status 503")
        clock.advance(pause - 1)
        assert await notifier.send_due() == 0
        clock.advance(1)
    await sent(notifier)
    assert (await states(store))["token_taken", "sms"] == ("failed", "status 503")


async def test_after_a_failure_that_passes_it_arrives(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    sms.failing = SmsFailed("timeout", is_final=False)
    await sent(notifier)
    sms.failing = None
    clock.advance(RETRY_SECONDS[0])
    await sent(notifier)
    assert len(sms.sent[ASHAS_NUMBER]) == 1


async def test_a_final_failure_is_tried_once(notifier: Notifier, store: Store, clock: Clock, sms: MemorySms) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    sms.failing = SmsFailed("refused", is_final=True)
    await sent(notifier)
    assert await states(store) == {("token_taken", "sms"): ("failed", "refused")}


async def test_what_nobody_wants_to_know_any_more_is_not_sent(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    notice = told(Kind.CALLED, clock.now)
    await written(store, notice)
    clock.now = notice.expires_at
    await sent(notifier)
    assert not sms.sent
    assert {state for state, _ in (await states(store)).values()} == {"expired"}


async def test_a_slow_provider_holds_up_nobody_else(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms, push: MemoryPush
) -> None:
    await subscribe(store, browser())
    sms.road.clear()
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    await notifier.send_due()
    await written(store, told(Kind.CALLED, clock.now))
    await notifier.send_due()
    assert (await push.next(ASHAS_BROWSER)).kind == "called"
    sms.road.set()
    await notifier.settle()


async def test_so_many_are_on_their_way_at_once_and_no_more(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    sms.road.clear()
    async with store.writing() as records:
        await records.notices.add_all([told(Kind.TOKEN_TAKEN, clock.now) for _ in range(MOST_AT_ONCE + 20)])
    assert [await notifier.send_due() for _ in range(2)] == [MOST_AT_ONCE, 0]
    sms.road.set()
    await notifier.settle()
    assert await notifier.send_due() == 20
    await notifier.settle()


async def test_where_the_database_is_away_how_it_went_is_noted_later(
    store: Store, clock: Clock, sms: MemorySms, push: MemoryPush, notifier: Notifier
) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    await notifier.send_due()
    await sms.next(ASHAS_NUMBER)  # sent, and not noted
    async with store.database.writing() as connection:
        await connection.run_sync(push_subscriptions.drop)
    await written(store, told(Kind.CALLED, clock.now))
    with pytest.raises(Exception, match="push_subscriptions"):
        await notifier.send_due()
    async with store.database.writing() as connection:
        await connection.run_sync(push_subscriptions.create)
    await sent(notifier)
    assert {state for state, _ in (await states(store)).values()} == {"sent", "nobody"}
    assert len(sms.sent[ASHAS_NUMBER]) == 2


async def test_without_a_number_or_a_browser_nobody_is_told(notifier: Notifier, store: Store, clock: Clock) -> None:
    async with store.writing() as records:
        await records.mobiles.end(ASHA, clock.now, None)
    await subscribe(store, browser())
    await written(store, told(Kind.CALLED, clock.now))
    await sent(notifier)
    assert {state for state, _ in (await states(store)).values()} == {"nobody"}


async def test_while_it_is_in_doubt_whose_number_it_is_nothing_is_sent_to_it(
    notifier: Notifier, store: Store, clock: Clock, sms: MemorySms
) -> None:
    async with store.writing() as records:
        held = await records.mobiles.hold(ASHA)
        assert held is not None
        await records.mobiles.change(replace(held, doubted_at=clock.now))
    await written(store, told(Kind.FOLLOW_UP, clock.now))
    await sent(notifier)
    assert not sms.sent


async def test_every_browser_of_hers_is_told_and_one_that_is_gone_is_forgotten(
    notifier: Notifier, store: Store, clock: Clock, push: MemoryPush
) -> None:
    await subscribe(store, browser(), browser(ASHAS_TABLET), browser(RAOS_BROWSER, RAO, "staff"))
    push.gone.add(ASHAS_TABLET)
    await written(store, told(Kind.MISSED, clock.now))
    await sent(notifier)
    assert list(push.sent) == [ASHAS_BROWSER]
    async with store.reading() as records:
        left = await records.push_subscriptions.of([browser().owner])
    assert [one.endpoint for one in left] == [ASHAS_BROWSER]
    assert (await states(store))["missed", "push"] == ("sent", "")


async def test_staff_are_told_on_their_own_browsers(
    notifier: Notifier, store: Store, clock: Clock, push: MemoryPush, sms: MemorySms
) -> None:
    await subscribe(store, browser(), browser(RAOS_BROWSER, RAO, "staff"))
    await written(store, told(Kind.DANGER_ALERT, clock.now, "hi", consultation=None))
    await sent(notifier)
    assert [shown.title for shown in push.sent[RAOS_BROWSER]] == ["ख़तरे के लक्षण"]
    assert not sms.sent
    assert not push.sent[ASHAS_BROWSER]


async def test_a_push_service_that_is_down_is_tried_again_and_a_browser_that_always_fails_is_forgotten(
    notifier: Notifier, store: Store, clock: Clock, push: MemoryPush
) -> None:
    await subscribe(store, browser(RAOS_BROWSER, RAO, "staff"))
    push.failing = PushFailed("status 500", is_final=False)
    for _ in range(MOST_FAILURES // 2):
        await written(store, told(Kind.RESULT_READY, clock.now, consultation=None))
        await sent(notifier)
        clock.advance(RETRY_SECONDS[0])
        await sent(notifier)
    await notifier.forget()
    async with store.reading() as records:
        assert not await records.push_subscriptions.of([browser(RAOS_BROWSER, RAO, "staff").owner])


async def test_a_mistake_of_ours_is_not_repeated_for_ever(store: Store, clock: Clock, push: MemoryPush) -> None:
    class Broken:
        async def send(self, message: Sms) -> None:
            raise KeyError(message.template)

    await register_asha(store, clock.now)
    notifier = Notifier(store, Sender(Broken(), push, clock, host=HOST), clock)
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    await notifier.send_due()
    await notifier.settle()
    assert await states(store) == {("token_taken", "sms"): ("failed", "KeyError")}


async def test_it_sleeps_until_it_is_woken(notifier: Notifier) -> None:
    sleeping = asyncio.ensure_future(notifier.wait(3_600))
    await asyncio.sleep(0)
    assert not sleeping.done()
    notifier.wake()
    await sleeping
    notifier.wake()
    await notifier.wait(3_600)  # woken before it slept
    await notifier.wait(0)


async def test_what_was_settled_a_week_ago_is_forgotten(notifier: Notifier, store: Store, clock: Clock) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now))
    await sent(notifier)
    await written(store, told(Kind.FOLLOW_UP, clock.now, due_at=clock.now + 90 * 86_400))
    clock.advance(KEPT_SECONDS + 1)
    await notifier.forget()
    assert {kind for kind, _ in await states(store)} == {"follow_up"}
