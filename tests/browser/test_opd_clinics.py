"""An administrator's clinics: founding one, its hours and its roster, and closing it while people wait."""

import secrets
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, department
from tests.support.server import Server
from tests.support.visitor import Visitor, Visitors, visitors_of

pytestmark = CHROMIUM


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> Department:
    return await department(shared_server, name=f"General OPD {secrets.token_hex(2)}")


@pytest_asyncio.fixture(loop_scope="session")
async def administrator(visitors: Visitors, opd: Department) -> Visitor:
    one = await visitors.laptop()
    await opd.administrator.comes_in(one.context)
    await one.open("/staff/#clinics")
    await one.is_at("clinics")
    return one


async def test_a_clinic_is_founded_with_its_hours_and_changed(opd: Department, administrator: Visitor) -> None:
    name = f"Children's OPD {secrets.token_hex(2)}"
    page = administrator.page
    await administrator.press("[data-add-clinic]")
    await administrator.press(".clinic-form button.big")
    await expect(page.locator("#clinic-name-error")).to_have_text("Write the name.")
    await page.fill("#clinic-facility", "Sassoon")
    await page.locator("label.option", has_text="Sassoon hub").first.click()
    await page.fill("#clinic-name", name)
    await page.select_option("#clinic-speciality", index=1)
    await administrator.choose("clinic-languages", "mr")
    await page.fill("#closes-0-0", "08:00")
    await administrator.press(".clinic-form button.big")
    await administrator.says("Each end is after its beginning")
    await page.fill("#closes-0-0", "13:00")
    await page.get_by_role("button", name="Add hours on Monday").click()
    await page.get_by_role("button", name="Tuesday to Saturday like Monday").click()
    await page.fill("#holiday", "2027-01-26")
    await page.locator(".holidays").get_by_role("button", name="Add").click()
    await page.fill("#clinic-minutes", "७")
    await administrator.press(".clinic-form button.big")
    await expect(page.locator("article h2")).to_have_text(name)
    sheet = page.locator("article")
    await expect(sheet).to_contain_text("9:00 am–1:00 pm, 2:00 pm–5:00 pm")
    await expect(sheet).to_contain_text("26 January 2027")
    await expect(sheet).to_contain_text("7 minutes")

    await administrator.press("[data-change]")
    await page.fill("#clinic-name", f"{name} (new)")
    await administrator.press(".clinic-form button.big")
    await expect(page.locator("article h2")).to_have_text(f"{name} (new)")
    kept = next(one for one in (await opd.administrator.get("/clinics"))["clinics"] if one["name"] == f"{name} (new)")
    assert (kept["limit_seconds"], len(kept["week"])) == (420, 12)


async def test_a_doctor_is_put_on_the_roster_and_taken_off(opd: Department, administrator: Visitor) -> None:
    name = f"Dr Lakshmi Iyer {secrets.token_hex(2)}"
    doctor = await opd.doctor(name, on=False)
    await opd.administrator.put(f"/clinics/{opd.clinic}/doctors", {"doctors": []})
    page = administrator.page
    await administrator.open(f"/staff/#clinics/{opd.clinic}")
    await page.fill("#roster-search", name.removeprefix("Dr "))
    await administrator.press(f"[data-add='{doctor.id}']")
    await administrator.says(f"{name} is on the roster.")
    await doctor.on(opd.clinic)
    await expect(page.locator("article .clinic-stand")).to_contain_text("1 doctor on duty")
    await page.get_by_role("button", name=f"Take off: {name}").click()
    await administrator.says("Nobody is on the roster")


async def test_closing_says_what_it_means_for_those_who_wait_and_they_are_told(
    opd: Department, administrator: Visitor
) -> None:
    await opd.doctor()
    asha, token = await opd.waiting()
    page = administrator.page
    await administrator.open(f"/staff/#clinics/{opd.clinic}")
    await expect(page.locator("article .clinic-stand")).to_contain_text("1 waits")
    await opd.waiting("Ravi")
    await expect(page.locator("article .clinic-stand")).to_contain_text("2 wait")  # without being asked
    await administrator.press("[data-phase-act=closed]")
    await administrator.says("2 patients who wait are told, and offered the first places of the next day.")
    await page.fill("dialog textarea", "No electricity")
    await administrator.press("dialog button.big")
    await expect(page.locator("article .standing")).to_have_text("Closed")
    assert (await asha.token(token))["offer"] is not None
    await administrator.press("[data-phase-act=open]", "dialog [data-confirm]")
    await expect(page.locator("article .standing")).to_have_text("Open")
