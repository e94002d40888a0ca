"""The core call between two kinds of browsers, each on a host of its own."""

from tests.support.capture import BLUE, YELLOW
from tests.support.meeting import meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM, FIREFOX, NAMESPACES
from tests.support.network import network

pytestmark = [CHROMIUM, FIREFOX, NAMESPACES]


async def test_chromium_and_firefox_see_and_hear_each_other() -> None:
    with network() as internet:
        centre, home, clinic = (internet.add_host(name) for name in ("centre", "home", "clinic"))
        async with meeting(namespace=centre.namespace, address=centre.public) as call:
            asha = await call.chromium("Asha", BLUE, namespace=home.namespace)
            rao = await call.firefox("Dr Rao", YELLOW, namespace=clinic.namespace)
            await asha.join()
            await rao.join()
            await see_and_hear_each_other([asha, rao])
            offers = [await one.offers() for one in (asha, rao)]

            await asha.leave()
            await rao.sees_nobody_called("Asha")
            await asha.join()
            await see_and_hear_each_other([asha, rao])
            assert await rao.offers() == offers[1]
