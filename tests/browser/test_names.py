"""Names of every kind stand on the page as they were written."""

import pytest
from playwright.async_api import expect

from tests.support.capture import GREEN, RED
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM
from tests.support.operator import Invited
from tests.support.viewports import SMALL_PHONE

pytestmark = CHROMIUM
NAMES = (
    "Dr Venkataramanan Subramanya Iyer Krishn",
    "आशा देवी",
    "மீனாட்சி சுந்தரேஸ்வரன்",
    "ডাঃ সুভাষ মুখোপাধ্যায়",
    "فاطمہ بیگم",
    "<b onmouseover=alert(1)>Asha</b> & “Co”",
)


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_is_text_and_fits(demo: Meeting, name: str) -> None:
    other = await demo.peer(name, GREEN)
    asha = await demo.chromium("Asha", RED, viewport=SMALL_PHONE)
    await other.join()
    await asha.join()
    await asha.sees(other)
    assert name in (await asha.probe("names"))[0]
    assert await asha.page.locator("figcaption b").count() == 0
    width = await asha.page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL_PHONE.width


async def test_who_has_no_name_in_her_invitation_writes_it(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN)
    asha = await demo.chromium("Asha", RED, invited=(Invited("health_worker"),))
    await rao.join()
    await asha.open_link()
    await asha.page.fill("#name", "   ")
    await asha.open()
    await asha.page.click("#join")
    await asha.is_at("entry")
    await expect(asha.page.locator("#entry-note")).not_to_be_empty()
    await asha.page.fill("#name", "Asha")
    await asha.page.click("#join")
    await rao.sees(asha)
