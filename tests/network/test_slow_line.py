"""A line that carries less than the pictures want: the voice goes on, and the picture gives way."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from tests.support.capture import BLUE, GREEN, RED
from tests.support.meeting import Meeting, meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM, NAMESPACES
from tests.support.network import Host, network
from tests.support.person import Person
from tests.support.waiting import eventually

pytestmark = [CHROMIUM, NAMESPACES]
SHORT_QUEUE_BYTES = 30_000
GIVES_WAY_WITHIN_SECONDS = 30.0


@asynccontextmanager
async def village_and_town() -> AsyncIterator[tuple[Meeting, Host, Host]]:
    """A server, a host 40 ms away whose line can get slow, and one nearby."""
    with network() as internet:
        centre, village, town = (internet.add_host(name) for name in ("centre", "village", "town"))
        village.uplink.delay_seconds = village.downlink.delay_seconds = 0.04
        village.downlink.queue_bytes = SHORT_QUEUE_BYTES
        async with meeting(namespace=centre.namespace, address=centre.public) as call:
            yield call, village, town


async def test_the_only_viewers_slow_line_makes_the_sender_send_less() -> None:
    async with village_and_town() as (call, village, town):
        asha = await call.chromium("Asha", RED, namespace=village.namespace)
        rao = await call.chromium("Dr Rao", GREEN, namespace=town.namespace, busy=True)
        await rao.join()
        await asha.join()
        await see_and_hear_each_other([asha, rao])
        await becomes(rao, lambda bps: bps > 700_000)

        village.downlink.rate_bps = 400_000
        await becomes(rao, lambda bps: bps < 400_000)
        await asha.sees(rao)
        await asha.hears(rao)


async def test_among_three_a_slow_line_loses_a_picture_and_keeps_every_voice() -> None:
    async with village_and_town() as (call, village, town):
        asha = await call.chromium("Asha", RED, namespace=village.namespace)
        rao = await call.chromium("Dr Rao", GREEN, namespace=town.namespace, busy=True)
        meera = await call.chromium("Meera", BLUE, namespace=town.namespace, busy=True)
        for one in (rao, meera, asha):
            await one.join()
        await see_and_hear_each_other([asha, rao, meera])

        village.downlink.rate_bps = 600_000
        resting = await eventually(
            "a picture rests", lambda: resting_picture(asha), within_seconds=GIVES_WAY_WITHIN_SECONDS
        )
        assert "slow" in resting
        for other in (rao, meera):
            await asha.hears(other)
        await rao.sees(meera)


async def becomes(sender: Person, enough: Callable[[float], bool]) -> None:
    async def reached() -> bool:
        bps = (await sender.transport()).get("video_target_bps")
        return bps is not None and enough(bps)

    await eventually(
        f"{sender.name} sends as much as the line carries", reached, within_seconds=GIVES_WAY_WITHIN_SECONDS
    )


async def resting_picture(viewer: Person) -> str | None:
    """What the page says over a picture that rests."""
    notes: list[str] = await viewer.page.locator(".tile .tile-note:visible").all_inner_texts()
    return next((note for note in notes if note), None)
