"""What a patient does with her prescription on a slow phone: shares it, hears it, reads how often it is taken."""

import re
from typing import Any

from playwright.async_api import Route, expect

from tests.browser.test_prescription_patient import given, on_her_phone, opd, visitors
from tests.support.needs import CHROMIUM
from tests.support.prescribing import PARACETAMOL, Visit
from tests.support.visitor import Visitor, Visitors

__all__ = ["given", "opd", "visitors"]
pytestmark = CHROMIUM

WEEKLY: dict[str, Any] = {
    "id": "00000003",
    "medicine": "calcium-carbonate-cholecalciferol-500-mg-calcium-250-iu-tablet",
    "dosing": {"pattern": "times", "amounts": [1, 0, 0, 0], "every_days": 7, "days": 28},
}
SYRUP: dict[str, Any] = {
    "id": "00000004",
    "medicine": "paracetamol-125-mg-5-ml-syrup",
    "dosing": {"pattern": "times", "amounts": [5, 0, 5, 0], "days": 3},
}
SHARES_AT_THE_SECOND_PRESS = """
window.shared = [];
navigator.canShare = ({ files }) => files.length === 1;
navigator.share = async ({ files }) => {
  window.shared.push(`${files[0].name} ${files[0].size > 1000}`);
  if (window.shared.length === 1) throw new DOMException("too late", "NotAllowedError");
};
"""


async def opened(visitors: Visitors, given: Visit, *lines: dict[str, Any], script: str = "") -> Visitor:
    await given.write(*lines)
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household)
    await mother.page.add_init_script(script)
    await mother.open(f"/prescriptions/#{signed['id']}")
    await expect(mother.part(".medicine").first).to_be_visible()
    return mother


async def test_the_file_is_shared_with_another_press_where_it_was_long_on_its_way(
    visitors: Visitors, given: Visit
) -> None:
    mother = await opened(visitors, given, PARACETAMOL, script=SHARES_AT_THE_SECOND_PRESS)
    await mother.part("[data-share]").click()
    await expect(mother.part(".deeds [role=status]").first).to_contain_text("Press “Share” once more")
    await mother.part("[data-share]").click()
    await expect(mother.part(".deeds [role=status]").first).to_be_empty()
    shared = await mother.page.evaluate("window.shared")
    assert len(set(shared)) == 1
    assert re.fullmatch(r"prescription-\d\d-\d\d-\d{4}\.pdf true", shared[0])


async def test_a_browser_that_cannot_share_is_told_to_download(visitors: Visitors, given: Visit) -> None:
    mother = await opened(visitors, given, PARACETAMOL, script="navigator.canShare = undefined;")
    await mother.part("[data-share]").click()
    await expect(mother.part(".deeds [role=status]").first).to_contain_text("download it first")


async def test_without_a_line_it_says_so_and_what_was_read_stays(visitors: Visitors, given: Visit) -> None:
    mother = await opened(visitors, given, PARACETAMOL)
    await mother.context.set_offline(True)
    await mother.part("[data-share]").click()
    await expect(mother.part(".deeds [role=alert] p").first).to_be_visible()
    await expect(mother.part(".medicine").first).to_contain_text("Paracetamol")


async def test_pictures_of_a_day_are_not_taken_for_every_days_nor_millilitres_for_spoons(
    visitors: Visitors, given: Visit
) -> None:
    mother = await opened(visitors, given, WEEKLY, SYRUP)
    await expect(mother.part(".medicine").nth(0).locator(".day")).to_contain_text("Once a week, not every day")
    await expect(mother.part(".medicine").nth(0)).to_contain_text("In all: 4 tablets")
    await expect(mother.part(".medicine").nth(1).locator("figure").first).to_contain_text("5 ml")


async def test_where_the_server_has_no_voice_there_is_nothing_to_press(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household)

    async def none(route: Route) -> None:
        await route.fulfill(json={"voice": None})

    await mother.context.route("**/voice?*", none)
    async with mother.page.expect_response("**/voice?*"):
        await mother.open(f"/prescriptions/#{signed['id']}")
    await expect(mother.part("[data-download]")).to_be_visible()
    await expect(mother.part("[data-listen]")).to_have_count(0)
    await expect(mother.part(".deeds")).not_to_contain_text("machine")


async def test_the_next_visit_is_a_day_and_no_hour(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household)

    async def booked(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, json={**await answer.json(), "follow_up": "2026-12-05"})

    await mother.context.route(f"**/api/prescriptions/{signed['id']}", booked)
    await mother.open(f"/prescriptions/#{signed['id']}")
    await expect(mother.part("main")).to_contain_text("5 December 2026")
    await expect(mother.part("main")).not_to_contain_text("December 2026,")
