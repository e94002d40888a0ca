import asyncio

import pytest

from clinic.identity.limits import HOUR_SECONDS, OTP_LIMITS, Limit, Limits, TooMany, Who
from storage.store import Store
from tests.support.clocks import Clock

ASHA = "+919876543210"
THREE_AN_HOUR = (Limit("ask", "number", 3, HOUR_SECONDS),)
BY_ALL = (*THREE_AN_HOUR, Limit("ask", "device", 4, HOUR_SECONDS), Limit("ask", "address", 5, HOUR_SECONDS))


async def take(
    store: Store, clock: Clock, limits: Limits, *, number: str = "", device: str = "", address: str = ""
) -> bool:
    """Whether it was granted."""
    who: Who = {"number": number, "device": device, "address": address}
    try:
        async with store.writing() as records:
            await limits.take(records.limits, "ask", who, clock.now)
    except TooMany:
        return False
    return True


async def granted(store: Store, clock: Clock, limits: Limits, times: int, **who: str) -> int:
    return sum([await take(store, clock, limits, **who) for _ in range(times)])


async def wait_asked_for(store: Store, clock: Clock, limits: Limits) -> int:
    with pytest.raises(TooMany) as refused:
        async with store.writing() as records:
            await limits.take(records.limits, "ask", {"number": ASHA}, clock.now)
    return refused.value.retry_after_seconds


async def test_so_many_are_granted_and_no_more(store: Store, clock: Clock) -> None:
    assert await granted(store, clock, Limits(THREE_AN_HOUR), 5, number=ASHA) == 3


async def test_others_are_not_counted_for_it(store: Store, clock: Clock) -> None:
    limits = Limits(THREE_AN_HOUR)
    await granted(store, clock, limits, 3, number=ASHA)
    assert await take(store, clock, limits, number="+919876543211")


async def test_after_the_time_told_it_is_granted_and_not_a_second_before(store: Store, clock: Clock) -> None:
    limits = Limits(THREE_AN_HOUR)
    clock.advance(0.3)
    await granted(store, clock, limits, 3, number=ASHA)
    clock.advance(1000.7)
    seconds = await wait_asked_for(store, clock, limits)
    assert seconds == 2600
    clock.advance(seconds - 1)
    assert not await take(store, clock, limits, number=ASHA)
    clock.advance(1)
    assert await granted(store, clock, limits, 5, number=ASHA) == 3


async def test_the_time_told_is_that_of_the_longest_window(store: Store, clock: Clock) -> None:
    limits = Limits((*THREE_AN_HOUR, Limit("ask", "number", 3, 86_400.0)))
    await granted(store, clock, limits, 3, number=ASHA)
    assert await wait_asked_for(store, clock, limits) == 86_400


async def test_what_is_refused_costs_nothing(store: Store, clock: Clock) -> None:
    limits = Limits(BY_ALL)
    assert await granted(store, clock, limits, 10, number=ASHA, device="phone", address="10.0.0.1") == 3
    others = [await take(store, clock, limits, number=f"{number}", address="10.0.0.1") for number in range(3)]
    assert others == [True, True, False]


async def test_a_device_is_counted_over_all_its_numbers(store: Store, clock: Clock) -> None:
    asked = [await take(store, clock, Limits(BY_ALL), number=f"{number}", device="phone") for number in range(6)]
    assert sum(asked) == 4


async def test_who_has_no_device_is_counted_by_the_rest(store: Store, clock: Clock) -> None:
    limits = Limits(BY_ALL)
    asked = [await take(store, clock, limits, number=f"{number}", device="", address="10.0.0.1") for number in range(9)]
    assert sum(asked) == 5


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("command", "command", True),
    ],
)
async def test_of_an_ipv6_address_its_network_is_counted(
    store: Store, clock: Clock, one: str, other: str, is_same: bool
) -> None:
    limits = Limits((Limit("ask", "address", 1, HOUR_SECONDS),))
    assert await take(store, clock, limits, address=one)
    assert await take(store, clock, limits, address=other) is not is_same


async def test_of_many_at_once_no_more_are_granted(store: Store, clock: Clock) -> None:
    limits = Limits(BY_ALL)
    numbers = [f"{number}" for number in range(4)]
    asking = (take(store, clock, limits, number=number, device=number, address="10.0.0.1") for number in numbers * 5)
    assert sum(await asyncio.gather(*asking)) == 5


async def test_a_check_counts_nothing_and_knows_the_wait(store: Store, clock: Clock) -> None:
    limits = Limits(THREE_AN_HOUR)
    await granted(store, clock, limits, 2, number=ASHA)
    async with store.reading() as records:
        await limits.check(records.limits, "ask", {"number": ASHA}, clock.now)
    await granted(store, clock, limits, 1, number=ASHA)
    clock.advance(600)
    async with store.reading() as records:
        with pytest.raises(TooMany) as refused:
            await limits.check(records.limits, "ask", {"number": ASHA}, clock.now)
    assert refused.value.retry_after_seconds == 3000
    clock.advance(3000)
    async with store.reading() as records:
        await limits.check(records.limits, "ask", {"number": ASHA}, clock.now)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (30, "30 seconds"), (61, "2 minutes"), (3600, "60 minutes"), (80_000, "23 hours")],
)
def test_the_wait_is_said_in_words(seconds: int, words: str) -> None:
    assert TooMany(seconds).message == f"Too many attempts. Try again in {words}."


def test_an_address_is_limited_last_and_generously() -> None:
    for action in {limit.action for limit in OTP_LIMITS}:
        counts = {limit.scope: limit.count for limit in OTP_LIMITS if limit.action == action}
        assert counts["address"] >= 20 * max(counts["number"], counts["device"])
