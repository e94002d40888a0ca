"""The patient's OPD: nothing is too wide, covered or too small to be touched, and axe-core finds nothing."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import FilePayload, expect

from tests.browser.test_opd_patient import at_number, call_of, comes_in, tomorrow
from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, another_clinic, close_every_clinic, department
from tests.support.person import PATIENCE_SECONDS
from tests.support.screens import looked_at
from tests.support.server import Server
from tests.support.visitor import Visitor, Visitors, visitors_of

pytestmark = CHROMIUM
PATIENCE_MS = PATIENCE_SECONDS * 1000
LONG_NAME = "Venkatanarasimharajuvaripeta Subramanya L"
LONG_DOCTOR = "Dr Venkatanarasimharajuvaripeta Subramanya"


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers, keeping_pages=True) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> AsyncIterator[Department]:
    made = await department(shared_server)
    yield made
    await made.set_phase("closed", "the day is over")


async def test_from_who_is_ill_to_the_number(visitors: Visitors, opd: Department) -> None:
    await opd.doctor()
    eyes = await another_clinic(opd, "Eye clinic of the district hospital", "ophthalmology")
    for number in range(9):
        await opd.waiting(f"Before {number}")
    asha_is, token = await opd.waiting(LONG_NAME)
    asha = await at_number(visitors, asha_is, token)
    await looked_at(asha.page, "opd-waiting")
    await asha.press("[data-somebody-else]")
    await asha.is_at("who")
    await looked_at(asha.page, "opd-who")
    await asha.press(f"[data-patient='{asha_is.patient}']")
    await expect(asha.part(f"[data-clinic='{opd.clinic}']")).to_be_visible()
    await looked_at(asha.page, "opd-clinics")
    await asha.press(f"button[data-clinic='{eyes.clinic}']")
    await asha.is_at("wish")
    await looked_at(asha.page, "opd-wish")
    await eyes.set_phase("closed", "the day is over")
    await opd.set_phase("closed", "the day is over")
    await close_every_clinic(opd.server)
    await asha.open(f"/opd/#token/{token}")
    await asha.is_at("day")
    await looked_at(asha.page, "opd-offer")
    await asha.press("[data-offer=no]")
    await asha.press("[data-new-number]")
    await expect(asha.part(".none-open")).to_be_visible()
    await looked_at(asha.page, "opd-none-open")


async def test_what_is_told_while_she_waits(visitors: Visitors, opd: Department) -> None:
    await opd.doctor()
    asha_is, token = await opd.waiting(LONG_NAME)
    asha = await at_number(visitors, asha_is, token)
    await asha.context.grant_permissions(["microphone", "camera"])
    await looked_at(asha.page, "opd-soon")
    await asha.press("[data-card=caller]")
    await asha.choose("speaks", "other")
    await asha.choose("relation", "parent")
    await asha.choose("beside", "no")
    await expect(asha.part("[name=authority]").first).to_be_visible()
    await looked_at(asha.page, "opd-caller")
    await asha.press("[data-back-to-token]", "[data-card=complaint]", "[data-record]")
    await expect(asha.part(".recording-time")).to_contain_text("0:01")
    await asha.press("[data-stop]")
    await expect(asha.part(".file-row[data-state=sent]")).to_be_visible()
    await looked_at(asha.page, "opd-complaint")
    await asha.press("[data-next]", "[data-symptom=fever]")
    await looked_at(asha.page, "opd-symptoms")
    await asha.press("[data-back-to-token]", "[data-card=photos]")
    picture = FilePayload(name="a.png", mimeType="image/png", buffer=await asha.page.screenshot())
    await asha.part("[data-choose=report]").set_input_files(picture)
    await expect(asha.part(".file-row[data-state=sent]")).to_be_visible()
    await looked_at(asha.page, "opd-photos")
    await asha.press("[data-back-to-token]", "[data-check]", "[data-open-camera]")
    await expect(asha.part(".check[data-check=good]")).to_have_count(3)
    await looked_at(asha.page, "opd-check")


async def test_an_adolescent_alone(visitors: Visitors, opd: Department) -> None:
    kavita = await opd.household("Kavita", 15)
    token = (await kavita.takes(opd.clinic))["id"]
    page = await at_number(visitors, kavita, token)
    await page.press(".must [data-tell=caller]")
    await page.choose("speaks", "self")
    await page.choose("adult-here", "no")
    await expect(page.part(".helpline")).to_have_count(2)
    await looked_at(page.page, "opd-alone")


async def test_from_the_ring_to_after_the_call(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor(LONG_DOCTOR)
    asha_is, token = await opd.waiting(LONG_NAME)
    asha = await at_number(visitors, asha_is, token)
    await rao.call_next()
    await asha.is_at("ring")
    await looked_at(asha.page, "opd-ring")
    await asha.press("[data-by-telephone]")
    await expect(asha.part(".pick-up")).to_be_visible()
    await looked_at(asha.page, "opd-ring-telephone")
    await asha.press("[data-by-video]", "[data-answer]")
    desk = await comes_in(visitors, rao, token)
    await expect((await call_of(asha)).locator(".tile.has-picture")).to_have_count(1, timeout=PATIENCE_MS)
    await looked_at(asha.page, "opd-call")
    await asha.press("[data-call-more]", "#call-more [data-report]")
    await looked_at(asha.page, "opd-report")
    await asha.page.keyboard.press("Escape")
    other = await asha.another_tab()
    await other.open(f"/opd/#token/{token}")
    await expect(other.part("[data-enter]")).to_be_visible()
    await looked_at(other.page, "opd-elsewhere")
    await other.page.close()
    await desk.page.goto("about:blank")
    await expect(asha.part(".call-banner .counting")).to_be_visible(timeout=PATIENCE_MS)
    await looked_at(asha.page, "opd-broken")
    await rao.does(token, "telephone")
    await asha.is_at("telephone")
    await looked_at(asha.page, "opd-telephone")
    await rao.does(token, "follow-up", {"day": await tomorrow(asha), "reason": ""})
    await rao.does(token, "end")
    await asha.is_at("after")
    await expect(asha.part("main")).to_contain_text("Come again on")
    await looked_at(asha.page, "opd-after")
    await given_up(visitors, opd, asha)


async def given_up(visitors: Visitors, opd: Department, asha: Visitor) -> None:
    [rao] = opd.doctors
    sunita, token = await opd.waiting("Sunita")
    page = await at_number(visitors, sunita, token)
    for _ in range(3):
        await rao.call_next()
        await rao.does(token, "miss")
    await page.is_at("over")
    await looked_at(page.page, "opd-over")
