"""The outbox and the browsers that take messages, as they are kept."""

import pytest
from sqlalchemy import select

from clinic.identity.mobile import Mobile
from clinic.notification.notice import Kind, Recipient
from clinic.notification.ports import Outcome
from clinic.patients.patient import MobileId
from clinic.patients.ports import MobileRecord
from clinic.places.states import StateCode
from storage.store import Store
from storage.tables.notification import notices, push_subscriptions
from tests.support.clocks import Clock
from tests.unit.clinic.notification.notices import (
    ASHA,
    ASHAS_BROWSER,
    CONSULTATION,
    RAO,
    browser,
    register_asha,
    subscribe,
    told,
    written,
)

LEASE = 60.0


async def test_what_is_taken_is_what_was_added(store: Store, clock: Clock) -> None:
    made = [told(kind, clock.now, "hi", once=f"{kind}:1") for kind in (Kind.TOKEN_TAKEN, Kind.DANGER_ALERT)]
    await written(store, *made)
    async with store.writing() as records:
        taken = await records.notices.take_due(clock.now, clock.now + LEASE, 10)
    assert sorted((one.notice for one in taken), key=lambda one: one.kind, reverse=True) == made
    assert {(one.channel, one.tries, one.lease_ends_at) for one in taken} == {
        ("sms", 1, clock.now + LEASE),
        ("push", 1, clock.now + LEASE),
    }


async def test_what_is_of_use_for_the_shortest_time_is_taken_first(store: Store, clock: Clock) -> None:
    await written(store, told(Kind.NO_SHOW, clock.now - 60), told(Kind.TOKEN_TAKEN, clock.now - 9))
    await written(store, told(Kind.CALLED, clock.now), told(Kind.TOKEN_TAKEN, clock.now - 10))
    async with store.writing() as records:
        taken = await records.notices.take_due(clock.now, clock.now + LEASE, 4)
    assert [one.notice.kind for one in taken] == ["called", "called", "token_taken", "token_taken"]
    assert taken[2].notice.due_at < taken[3].notice.due_at


async def test_a_transaction_that_takes_keeps_others_off_without_making_them_wait(store: Store, clock: Clock) -> None:
    if store.database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    await written(store, *(told(Kind.TOKEN_TAKEN, clock.now) for _ in range(4)))
    async with store.writing() as one, store.writing() as other:
        first = await one.notices.take_due(clock.now, clock.now + LEASE, 3)
        second = await other.notices.take_due(clock.now, clock.now + LEASE, 3)
    assert (len(first), len(second)) == (3, 1)
    assert not {each.id for each in first} & {each.id for each in second}


async def test_a_notice_with_the_same_once_is_kept_once(store: Store, clock: Clock) -> None:
    async with store.writing() as records:
        assert await records.notices.add(told(Kind.TWO_AHEAD, clock.now, once="two_ahead:1"))
        assert not await records.notices.add(told(Kind.TWO_AHEAD, clock.now, once="two_ahead:1"))
        await records.notices.add_all([told(Kind.TWO_AHEAD, clock.now, once="two_ahead:1")])
        assert await records.notices.add(told(Kind.TWO_AHEAD, clock.now, once="two_ahead:2"))
        assert await records.notices.add(told(Kind.TWO_AHEAD, clock.now))
    async with store.writing() as records:
        assert len(await records.notices.take_due(clock.now, clock.now + LEASE, 10)) == 6


async def test_what_lost_its_sense_is_dropped_unless_it_was_sent(store: Store, clock: Clock) -> None:
    await written(store, told(Kind.TOKEN_TAKEN, clock.now), told(Kind.FOLLOW_UP, clock.now, due_at=clock.now + 60))
    async with store.writing() as records:
        [taken] = await records.notices.take_due(clock.now, clock.now + LEASE, 10)
        await records.notices.settle([Outcome(taken, "sent")], clock.now)
        assert await records.notices.drop(CONSULTATION, [Kind.TOKEN_TAKEN]) == 0
        assert await records.notices.drop(CONSULTATION, list(Kind)) == 2


async def test_nobody_reads_in_the_database_who_is_told_of_which_doctor(store: Store, clock: Clock) -> None:
    await written(store, told(Kind.CALLED, clock.now))
    await subscribe(store, browser())
    async with store.database.reading() as connection:
        rows = str((await connection.execute(select(notices))).all())
        rows += str((await connection.execute(select(push_subscriptions))).all())
    for secret in ("Rao", "MMC", "MBBS", ASHAS_BROWSER, "secret"):
        assert secret not in rows


async def test_only_numbers_of_good_records_are_given(store: Store, clock: Clock) -> None:
    await register_asha(store, clock.now)
    async with store.writing() as records:
        assert list(await records.mobiles.numbers([ASHA, MobileId("f" * 32)])) == [ASHA]
        await records.mobiles.end(ASHA, clock.now, None)
        assert not await records.mobiles.numbers([ASHA])


async def test_what_waits_goes_to_the_number_that_the_household_has_now(store: Store, clock: Clock) -> None:
    await register_asha(store, clock.now)
    await written(store, told(Kind.FOLLOW_UP, clock.now))
    new = MobileId("b" * 32)
    async with store.writing() as records:
        assert await records.mobiles.add(MobileRecord(new, Mobile("+919123456789"), StateCode(27), 0.0, 0.0))
        await records.mobiles.end(ASHA, clock.now, moved_to=new)
        taken = await records.notices.take_due(clock.now, clock.now + LEASE, 10)
    assert {one.notice.to for one in taken} == {Recipient("mobile", new)}


async def test_a_browser_belongs_to_whoever_signed_in_last(store: Store) -> None:
    mine, hers = browser(), browser(to=RAO, kind="staff")
    await subscribe(store, mine, hers, hers)
    async with store.writing() as records:
        assert await records.push_subscriptions.of([mine.owner, hers.owner]) == [hers]
        await records.push_subscriptions.remove(mine.owner, ASHAS_BROWSER)
        assert await records.push_subscriptions.of([hers.owner]) == [hers]
        await records.push_subscriptions.remove(hers.owner, ASHAS_BROWSER)
        assert not await records.push_subscriptions.of([hers.owner])


async def test_of_many_browsers_the_newest_are_kept(store: Store) -> None:
    many = [browser(f"https://push.example/{age}", now=100.0 - age) for age in range(5)]
    other = browser("https://push.example/other", RAO, "staff")
    await subscribe(store, *many, other)
    async with store.writing() as records:
        await records.push_subscriptions.keep_newest(Recipient("mobile", ASHA), 2)
        left = await records.push_subscriptions.of([many[0].owner, other.owner])
    assert {one.endpoint for one in left} == {"https://push.example/0", "https://push.example/1", other.endpoint}


async def test_failures_in_a_row_are_counted_and_one_success_ends_them(store: Store, clock: Clock) -> None:
    await subscribe(store, browser())
    async with store.writing() as records:
        for _ in range(3):
            await records.push_subscriptions.note([browser().id], [], clock.now)
        assert [one.failures for one in await records.push_subscriptions.of([browser().owner])] == [3]
        await records.push_subscriptions.note([], [browser().id], clock.now)
        assert await records.push_subscriptions.forget_broken(1) == 0


async def test_browsers_of_a_household_that_has_ended_are_forgotten(store: Store, clock: Clock) -> None:
    await register_asha(store, clock.now)
    await subscribe(store, browser())
    async with store.writing() as records:
        assert await records.push_subscriptions.forget_broken(1) == 0
        await records.mobiles.end(ASHA, clock.now, None)
        assert await records.push_subscriptions.forget_broken(1) == 1
