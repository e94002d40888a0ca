"""A patient gets her prescription in the call, by the link of an SMS, and on her list; she downloads it on a phone."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.test_opd_patient import speaking
from tests.support.axe import AXE, violations
from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, Household, department
from tests.support.prescribing import CETIRIZINE, HELD, PARACETAMOL, TOLD, Visit, visit
from tests.support.server import Server
from tests.support.visitor import Visitor, Visitors, visitors_of
from tests.support.waiting import eventually

pytestmark = CHROMIUM


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> Department:
    return await department(shared_server)


@pytest_asyncio.fixture(loop_scope="session")
async def given(opd: Department) -> Visit:
    return await visit(opd)


async def on_her_phone(visitors: Visitors, household: Household, language: str = "en") -> Visitor:
    mother = await visitors.phone(language)
    await household.comes_in(mother.context)
    return mother


async def in_her_call(visitors: Visitors, opd: Department) -> tuple[Visitor, Visit]:
    """With a prescription that only waits for the signature."""
    await opd.doctor()
    asha, household, token = await speaking(visitors, opd)
    await household.tells(token, **TOLD)
    given = Visit(opd.doctors[-1], household, token)
    await given.doctor.writes(token, diagnoses=[{"code": "R50.9"}])
    await given.write(PARACETAMOL)
    return asha, given


async def link_of(given: Visit) -> str:
    """Of the last SMS to her number."""
    server, found = given.household.server, list[str]()

    async def come() -> bool:
        found[:] = re.findall(rf"to \+91{given.household.number}:\n.*/p/#([A-Za-z0-9]{{10}})", server.text)
        return bool(found)

    await eventually("the SMS with the link", come, within_seconds=20)
    return found[-1]


async def test_she_reads_her_medicines_and_downloads_the_document(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, CETIRIZINE, HELD, worse="Come at once", diet="No cold drinks")
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household)
    await mother.open("/prescriptions/")
    await mother.part(".family-member").click()
    await expect(mother.part(".medicine").first).to_contain_text("Paracetamol")
    await expect(mother.part(".medicine").first).to_contain_text("in the morning")
    await expect(mother.part(".medicine").first).to_contain_text("10 tablets")
    await expect(mother.part("main")).to_contain_text("1 medicine waits for a decision")
    await expect(mother.part(".worry")).to_contain_text("Come at once")
    async with mother.page.expect_download() as downloading:
        await mother.part("[data-download]").click()
    kept = await (await downloading.value).path()
    assert kept.read_bytes() == await given.household.fetch(f"/prescriptions/{signed['id']}/document")


async def test_the_link_of_the_sms_asks_for_a_code_and_names_nobody(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    await given.sign()
    token = await link_of(given)
    mother = await visitors.phone()
    mother.mobile = given.household.number
    await mother.open(f"/p/#{token}")
    await expect(mother.part("main")).to_contain_text(given.household.number[-3:])
    await expect(mother.part("main")).not_to_contain_text("Asha")
    await mother.part("[data-send-code]").click()
    await mother.part("input[name=code]").fill(await mother.next_code())
    await mother.part("form button[type=submit]").click()
    await expect(mother.part(".medicine")).to_contain_text("Paracetamol")
    assert token not in mother.page.url


async def test_a_link_that_is_none_says_so(visitors: Visitors) -> None:
    nobody = await visitors.phone()
    await nobody.open("/prescriptions/#AAAAAAAAAA")
    await expect(nobody.part("[role=alert]")).to_contain_text("This link has expired")


async def test_what_was_replaced_leads_to_the_newer_one(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    first = await given.sign()
    second = await given.amend(first, CETIRIZINE)
    mother = await on_her_phone(visitors, given.household, "hi")
    await mother.open(f"/prescriptions/#{first['id']}")
    await expect(mother.part(".note.trouble")).to_contain_text("बदल दिया")
    await expect(mother.part("[data-download]")).to_have_count(0)
    await mother.part(".note.trouble a").click()
    await expect(mother.part(".medicine")).to_contain_text("Cetirizine")
    await expect(mother.part(".medicine")).to_contain_text("रात")
    await given.cancel(second)
    await mother.page.reload()
    await expect(mother.part(".note.trouble")).to_contain_text("रद्द")


async def test_after_the_call_it_stands_on_the_visits_page(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    signed = await given.sign()
    await given.doctor.does(given.token, "end")
    mother = await on_her_phone(visitors, given.household)
    await mother.open(f"/opd/#token/{given.token}")
    await expect(mother.part("[data-prescription]")).to_have_attribute("href", f"/prescriptions/#{signed['id']}")


@AXE
async def test_everybody_can_use_the_pages(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, CETIRIZINE)
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household)
    for path in ("/prescriptions/", f"/prescriptions/#{signed['id']}"):
        await mother.page.goto("about:blank")
        await mother.open(path)
        await expect(mother.part(".family-member, .medicine").first).to_be_visible()
        assert await violations(mother.page) == []


async def test_the_fixed_phrases_can_be_heard(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household, "hi")
    await mother.open(f"/prescriptions/#{signed['id']}")
    async with mother.page.expect_response("**/spoken?language=hi") as heard:
        await mother.part("[data-listen]").click()
    answer = await heard.value
    assert answer.headers["content-type"] == "audio/mpeg"
    await expect(mother.part(".deeds")).to_contain_text("मशीन की आवाज़")


async def test_in_the_call_it_is_told_as_it_is_signed_and_the_call_goes_on(visitors: Visitors, opd: Department) -> None:
    asha, given = await in_her_call(visitors, opd)
    signed = await given.sign()
    await expect(asha.part("[data-prescription]")).to_have_attribute("href", f"/prescriptions/#{signed['id']}")
    await expect(asha.part("iframe.call-frame")).to_be_visible()
