"""What breaks during a call mends itself, without a click."""

from itertools import permutations
from time import monotonic

from tests.support.capture import BLUE, GREEN, RED
from tests.support.meeting import Meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM
from tests.support.person import Person
from tests.support.waiting import eventually

pytestmark = CHROMIUM
BACK_WITHIN_SECONDS = 20.0
"""Three on a quiet machine, and many more beside another test; the time that it took is printed."""


async def test_everybody_sees_everybody_again_soon_after_kill_9_of_the_worker(alone: Meeting) -> None:
    people = [
        await alone.chromium("Asha", RED),
        await alone.chromium("Dr Rao", GREEN),
        await alone.chromium("Bina", BLUE),
    ]
    for one in people:
        await one.join()
    await see_and_hear_each_other(people)
    before = {one.name: (await one.transport())["connections"] for one in people}

    killed = alone.server.kill_worker()
    started = monotonic()
    for one in people:
        await has_a_new_connection(one, before[one.name], within_seconds=BACK_WITHIN_SECONDS)
    for one, other in permutations(people, 2):
        await one.sees(other, within_seconds=BACK_WITHIN_SECONDS)
    took = monotonic() - started

    print(f"everybody saw everybody again after {took:.2f} s")
    assert took < BACK_WITHIN_SECONDS
    assert alone.server.worker_pid not in (None, killed)
    await see_and_hear_each_other(people)


async def has_a_new_connection(one: Person, connections: int, *, within_seconds: float) -> None:
    """Pictures of the old one may still come from its jitter buffer: they must not count."""

    async def newer() -> bool:
        transport = await one.transport()
        return bool(transport["connections"] > connections and transport["frames"] > 0)

    await eventually(f"{one.name} gets frames on a new connection", newer, within_seconds=within_seconds)


async def test_an_ice_restart_keeps_the_dtls_association_and_the_pictures(alone: Meeting) -> None:
    asha = await alone.chromium("Asha", RED)
    rao = await alone.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await see_and_hear_each_other([asha, rao])
    assert await asha.probe("watchHandshakes")
    before = await asha.transport()
    offers = await asha.offers()

    await asha.page.evaluate("for (const event of ['offline', 'online']) window.dispatchEvent(new Event(event))")
    after = await uses_another_pair(asha, before)

    assert await asha.offers() == offers + 1
    assert after["connections"] == before["connections"]
    assert after["ufrag"] != before["ufrag"]
    assert after["certificate"] == before["certificate"]
    assert (after["dtls"], after["dtlsChanges"]) == ("connected", 0)
    await see_and_hear_each_other([asha, rao])
    assert (await asha.transport())["frames"] > before["frames"]


async def uses_another_pair(one: Person, before: dict[str, object]) -> dict[str, object]:
    async def another() -> dict[str, object] | None:
        now = await one.transport()
        return now if now.get("pair") not in (None, before["pair"]) and now["ufrag"] != before["ufrag"] else None

    return await eventually(f"{one.name} uses a pair of the new credentials", another, within_seconds=20)


async def test_a_server_that_was_restarted_gets_its_people_back(alone: Meeting) -> None:
    asha = await alone.chromium("Asha", RED)
    rao = await alone.chromium("Dr Rao", GREEN)
    await asha.join()
    await rao.join()
    await asha.sees(rao)
    before = {one.name: (await one.transport())["connections"] for one in (asha, rao)}
    await alone.server.restart()
    for one in (asha, rao):
        await has_a_new_connection(one, before[one.name], within_seconds=25)
    await see_and_hear_each_other([asha, rao])
