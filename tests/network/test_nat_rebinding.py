"""A home router gives the call another port in the middle of it."""

from time import monotonic
from typing import Any

from tests.support.capture import GREEN, RED
from tests.support.meeting import meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM, NAMESPACES
from tests.support.network import network
from tests.support.person import Person
from tests.support.waiting import eventually

pytestmark = [CHROMIUM, NAMESPACES]
GOES_ON_WITHIN_SECONDS = 2.0
FRAMES = 8
"""More than a jitter buffer holds at the moment of the change."""


async def test_the_pictures_go_on_after_a_nat_rebinding_without_an_offer() -> None:
    with network() as internet:
        centre, home, clinic = (
            internet.add_host("centre"),
            internet.add_host("home", behind_nat=True),
            internet.add_host("clinic"),
        )
        assert home.translation is not None
        async with meeting(namespace=centre.namespace, address=centre.public) as call:
            asha = await call.chromium("Asha", RED, namespace=home.namespace)
            rao = await call.chromium("Dr Rao", GREEN, namespace=clinic.namespace)
            await asha.join()
            await rao.join()
            await see_and_hear_each_other([asha, rao])
            before = [await one.transport() for one in (asha, rao)]
            offers = [await one.offers() for one in (asha, rao)]
            ports = home.translation.ports()

            home.translation.rebind()
            started = monotonic()
            for one, earlier in zip((rao, asha), reversed(before), strict=True):
                await decodes_on(one, earlier["frames"])
            print(f"{FRAMES} more frames on both sides {monotonic() - started:.2f} s after the rebinding")

            assert home.translation.ports().isdisjoint(ports)
            assert [await one.offers() for one in (asha, rao)] == offers
            after = [await one.transport() for one in (asha, rao)]
            assert [kept(transport) for transport in after] == [kept(transport) for transport in before]
            await see_and_hear_each_other([asha, rao])


async def decodes_on(one: Person, frames: int) -> None:
    async def more() -> bool:
        return bool((await one.transport())["frames"] >= frames + FRAMES)

    await eventually(f"{one.name} gets {FRAMES} more frames", more, within_seconds=GOES_ON_WITHIN_SECONDS)


def kept(transport: dict[str, Any]) -> tuple[Any, ...]:
    return transport["connections"], transport["ufrag"], transport["certificate"], transport["dtls"]
