"""Two medical officers release a medicine that no list has."""

import secrets
import time

from playwright.async_api import expect

from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from tests.support.browsers import Browsers
from tests.support.clinic_store import store_of
from tests.support.needs import CHROMIUM
from tests.support.opd import SignedIn, department, session_of
from tests.support.prescribing import HELD, PARACETAMOL, visit
from tests.support.server import Server
from tests.support.visitor import visitors_of

pytestmark = CHROMIUM


async def officer(server: Server, name: str) -> SignedIn:
    staff = StaffId(secrets.token_hex(16))
    assigned = (Assignment(Role.MEDICAL_OFFICER, None),)
    account = NewAccount(staff, f"{staff[:8]}@example.org", name, Status.VERIFIED, assigned, time.time())
    async with store_of(server) as store:
        async with store.writing() as records:
            assert await records.staff.add(account)
        return SignedIn(server, staff, name, await session_of(store, "staff", staff))


async def test_what_two_officers_say_of_it_decides(shared_server: Server, browsers: Browsers) -> None:
    given = await visit(await department(shared_server))
    name = f"testomycin {secrets.token_hex(3)}"
    unknown = {"medicine": None, "ingredients": [{"name": name}], "form": "capsule", "route": "oral"}
    await given.write(PARACETAMOL, {**HELD, **unknown})
    await given.sign()
    key = f"{name}|capsule|oral"
    async with visitors_of(shared_server, browsers) as come:
        for officer_name, said in (("Dr Iyer", "Another officer"), ("Dr Bose", "Decided: List O")):
            one = await come.laptop()
            await (await officer(shared_server, officer_name)).comes_in(one.context)
            await one.open("/staff/#medicines")
            card = one.part(f'[data-medicine="{key}"]')
            await card.locator("input[value=O]").check()
            await card.locator("input[type=text]").fill("National list; short courses")
            await card.locator("button[type=submit]").click()
            await expect(card).to_contain_text(said)
    sheet = await given.doctor.get(given.path)
    assert [one["outcome"] for one in sheet["verdict"]["lines"]] == ["allowed"]
    assert (await given.sign())["state"] == "signed"
