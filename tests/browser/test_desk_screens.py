"""The doctor's desk and the clinics: nothing is too wide, covered or too small, and axe-core finds nothing."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.support.applicant import PHOTOGRAPH
from tests.support.browsers import Browsers
from tests.support.desk_page import DoctorsDesk, answers_in_front_of_a_camera, at_her_desk
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, another_clinic, department
from tests.support.screens import looked_at
from tests.support.server import Server
from tests.support.viewports import LAPTOP
from tests.support.visitor import Visitors, visitors_of

pytestmark = CHROMIUM
LONG_NAME = "Venkatanarasimharajuvaripeta Subramanya Lakshminarayana"
KAMALA = {
    "caller": {"relation": "parent", "patient_beside": True},
    "complaint": "Fever and pain in all joints. Since yesterday also loose motions, five times in the night.",
    "since": "3 days",
    "symptoms": ["fever", "joints", "loose_motion"],
    "allergies": "Penicillin",
    "medicines": "Metformin 500 mg twice a day",
}
CHILD = {
    "caller": {
        "relation": "child",
        "patient_beside": True,
        "adult_name": "Sunita Patil",
        "adult_identity": {"kind": "aadhaar", "last": "4321"},
    },
    "complaint": "Does not drink, and sleeps much",
}


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> Department:
    return await department(shared_server)


async def test_before_her_shift(visitors: Visitors, opd: Department) -> None:
    async with at_her_desk(visitors, await opd.doctor(LONG_NAME, on=False)) as desk:
        await looked_at(desk.visitor.page, "desk-opd-off")


async def test_who_waits(visitors: Visitors, opd: Department) -> None:
    doctor = await opd.doctor("Dr Kavita Rao")
    kamala, token = await opd.waiting("Kamala Devi", 71, told=KAMALA)
    await kamala.sends(token, "photo", PHOTOGRAPH["buffer"], "image/png")
    await opd.waiting("Ravi", 7, "male", told=CHILD)
    _, urgent = await opd.waiting(LONG_NAME, 29, told={"complaint": "सिर में बहुत दर्द", "pregnancy": "yes"})
    await doctor.does(urgent, "urgent", {"reason": "Swollen feet and headache in the eighth month"})
    await opd.waiting("Imran Shaikh", 52, "male", mode="telephone", told={"complaint": "Heartburn"})
    async with at_her_desk(visitors, doctor) as desk:
        await desk.row(token).click()
        await expect(desk.part(".summary .thumb")).to_be_visible()
        await looked_at(desk.visitor.page, "desk-opd")
        await desk.keys("?")
        await looked_at(desk.visitor.page, "desk-opd-keys")


async def test_from_the_ring_to_the_signature(visitors: Visitors, opd: Department) -> None:
    doctor = await opd.doctor("Dr Kavita Rao")
    kamala, token = await opd.waiting("Kamala Devi", 71, told=KAMALA)
    await opd.waiting(LONG_NAME, 29)
    async with at_her_desk(visitors, doctor) as desk:
        page = desk.visitor.page
        await expect(desk.row(token)).to_be_visible()
        await desk.keys("n")
        await expect(desk.call.locator("#call")).to_be_visible()
        await looked_at(page, "desk-opd-ringing")
        await page.set_viewport_size(LAPTOP.size)
        phone = await answers_in_front_of_a_camera(visitors, kamala, token)
        await desk.is_with("in_progress")
        await write(desk)
        await looked_at(page, "desk-opd-call")
        await page.set_viewport_size(LAPTOP.size)
        await doctor.writes(token, advice="ORS after each motion")
        await desk.writes("advice", "Rest, and nothing from outside")
        await expect(desk.part("[data-conflict=advice]")).to_be_visible()
        await looked_at(page, "desk-opd-two-writings")
        await page.set_viewport_size(LAPTOP.size)
        await desk.part("[data-choose=both]").click()
        await phone.context.close()
        await desk.is_with("interrupted")
        await looked_at(page, "desk-opd-broken")
        await page.set_viewport_size(LAPTOP.size)
        await transfer(desk, opd)
        await desk.keys("t")
        await expect(desk.part(".telephone")).to_be_visible()
        await looked_at(page, "desk-opd-telephone")
        await page.set_viewport_size(LAPTOP.size)
        await doctor.does(token, "end")
        await finish(desk, opd)


async def write(desk: DoctorsDesk) -> None:
    await desk.writes("complaint", "Fever for three days, loose motions since yesterday")
    await desk.writes("history", "Diabetes since 2011")
    await desk.diagnoses("loose motion", "A09")
    await desk.is_saved()


async def transfer(desk: DoctorsDesk, opd: Department) -> None:
    """To one of more clinics than are in sight at once."""
    for town in ("Pune", "Nashik", "Satara", "Solapur", "Kolhapur", "Sangli"):
        children = await another_clinic(opd, f"Paediatrics {town}", "paediatrics")
        await children.doctor("Dr Lakshmi Iyer", ("ta", "hi"))
    await desk.keys("Escape", "x")
    await desk.part("label.option", has_text="Paediatrics Pune").first.click()
    await looked_at(desk.visitor.page, "desk-opd-transfer")
    await desk.visitor.page.set_viewport_size(LAPTOP.size)
    await desk.keys("Escape")


async def finish(desk: DoctorsDesk, opd: Department) -> None:
    """With a colleague who asks meanwhile."""
    page = desk.visitor.page
    children = await another_clinic(opd, "Children's OPD Pune", "paediatrics")
    iyer = await children.doctor("Dr Lakshmi Iyer", ("ta", "hi"))
    sunita, token = await children.waiting("Ravi", 1, "male", told=CHILD)
    await iyer.call_next()
    await sunita.does(token, "answer")
    await iyer.does(token, "transfer", {"doctor": desk.doctor.id, "clinic": None, "reason": "Speaks only Marathi"})
    await expect(desk.part(".asked")).to_be_visible()
    await expect(desk.part(".finishing")).to_be_visible()
    await looked_at(page, "desk-opd-finishing")
    await page.set_viewport_size(LAPTOP.size)
    await desk.keys("Escape", "n")
    await desk.part("#sign input[name=identifier-name]").check()
    await desk.part("#sign [data-sign]").click()
    await looked_at(page, "desk-opd-sign")
    await page.set_viewport_size(LAPTOP.size)
    await desk.keys("Escape", "d")
    await desk.part("label.option", has_text="Off duty").click()
    await looked_at(page, "desk-opd-duty")


async def test_clinics(visitors: Visitors, opd: Department) -> None:
    await opd.doctor(LONG_NAME)
    await opd.waiting()
    administrator = await visitors.phone()
    await opd.administrator.comes_in(administrator.context)
    await administrator.open(f"/staff/#clinics/{opd.clinic}")
    page = administrator.page
    await expect(administrator.part("article .roster li")).to_be_visible()
    await looked_at(page, "desk-clinics")
    await administrator.press("[data-phase-act=closed]")
    await looked_at(page, "desk-clinic-close")
    await page.keyboard.press("Escape")
    await administrator.press("[data-change]")
    await looked_at(page, "desk-clinic-change")
