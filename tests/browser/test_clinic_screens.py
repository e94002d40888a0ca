"""The pages beside the call: nothing is too wide, covered or too small to be touched, and axe-core finds nothing."""

import secrets
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import FilePayload, expect

from clinic.facilities.facility import Facility
from tests.support.applicant import apply, begin_enrolment, keep_codes
from tests.support.browsers import Browsers
from tests.support.clinic_store import attends, health_centre, standing_above, was_silent
from tests.support.needs import CHROMIUM
from tests.support.screens import looked_at
from tests.support.server import Server
from tests.support.visitor import StaffLogin, Told, Visitor, Visitors, new_administrator, visitors_of

pytestmark = CHROMIUM
LONG_NAME = "Venkatanarasimharajuvaripeta Subramanya Lakshminarayana"
GRANDMOTHER = Told("कमला देवी", "71", "female", "parent")
CHILD = Told("Ravi", "7", "male", "child")
CENTRE = "Primary health centre Shirur (Ghodnadi), block two"
ROWS = (
    "Sita Kale,sita@example.org,health_worker,{code}",
    "=cmd|calc,x@example.org,health_worker,{code}",
    "No,9,doctor,?",
)
INSULTED = "The person on the telephone laughed at us and asked of which caste we are. It was on Monday at about ten."


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def centre(shared_server: Server) -> Facility:
    return await health_centre(shared_server, CENTRE)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def administrator(shared_server: Server) -> StaffLogin:
    return await new_administrator(shared_server)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visitors: Visitors, administrator: StaffLogin) -> Visitor:
    one = await visitors.phone()
    await one.sign_in_staff(administrator)
    return one


async def test_the_way_in(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.open("/register/")
    await expect(asha.part("#state option")).not_to_have_count(1)
    await looked_at(asha.page, "register-number")
    await asha.ask_code()
    await expect(asha.part(".note").first).to_contain_text("We have sent an SMS")
    await looked_at(asha.page, "register-code")
    right = await asha.next_code()
    await asha.enter_code(f"{(int(right) + 1) % 10**6:06}")
    await expect(asha.part("#code-hint")).to_be_visible()
    await looked_at(asha.page, "register-code-wrong")
    await asha.enter_code(right)
    await asha.is_at("person")
    await expect(asha.part(".notice-text details")).to_be_visible()
    await looked_at(asha.page, "register-person")
    await asha.press("main form button.big")
    await expect(asha.part("#name")).to_be_focused()
    await looked_at(asha.page, "register-person-wrong")
    await asha.tell(Told(LONG_NAME))
    await asha.is_at("registered")
    await asha.press("[data-card=address] summary")
    await asha.page.fill("#pin_code", "782410")
    await expect(asha.part("[data-card=address] input[type=radio]")).to_have_count(3)
    await looked_at(asha.page, "registered")


async def test_a_family_that_comes_again_after_long(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.be_registered(GRANDMOTHER, CHILD, Told(LONG_NAME, "34", "undisclosed", "self"))
    await was_silent(visitors.server, asha.mobile, days=100)
    again = await visitors.again(asha)
    await again.open("/register/")
    await again.sign_in()
    await again.is_at("second_fact")
    await looked_at(again.page, "register-fact")
    await again.page.fill("#name", CHILD.name)
    await again.page.fill("#age", CHILD.age)
    await again.press("main form button.big")
    await again.is_at("who")
    await looked_at(again.page, "register-who")


async def test_the_account(visitors: Visitors) -> None:
    asha = await visitors.phone()
    _, patient = await asha.be_registered(GRANDMOTHER, Told(LONG_NAME, "34", "male", "self"))
    await asha.open("/account/")
    await expect(asha.part(".family-member")).to_have_count(3)
    await looked_at(asha.page, "account")
    await asha.open(f"/account/#person/{patient}")
    await expect(asha.part("section.card:has(#openings) li").first).to_be_visible()
    await expect(asha.part("[data-purpose]").first).to_be_visible()
    await looked_at(asha.page, "account-person")
    await asha.press("[data-erase]")
    await looked_at(asha.page, "account-erase")
    await asha.open("/account/#number")
    await looked_at(asha.page, "account-number")
    await asha.open("/account/#devices")
    await expect(asha.part("main li.row")).to_have_count(1)
    await looked_at(asha.page, "account-devices")


async def test_a_complaint(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.open("/register/")
    await asha.press("[data-complain]")
    await asha.choose("complaint-kind", "harassment")
    await looked_at(asha.page, "complaint")
    await asha.complain("harassment", INSULTED)
    await looked_at(asha.page, "complaint-sent")


async def test_a_doctors_way_in(visitors: Visitors, centre: Facility) -> None:
    rao = await visitors.phone()
    doctor = StaffLogin(f"rao-{secrets.token_hex(3)}@example.org", LONG_NAME)
    await rao.open("/staff/")
    await rao.is_at("sign-in-password")
    await looked_at(rao.page, "staff-sign-in")
    await rao.open("/staff/apply/")
    await expect(rao.part("#name")).to_be_visible()
    await looked_at(rao.page, "staff-apply")
    await rao.press("main form button.big")
    await expect(rao.part("#name-error")).to_be_visible()
    await looked_at(rao.page, "staff-apply-wrong")
    await apply(rao, doctor, centre)
    await rao.is_at("applied")
    await looked_at(rao.page, "staff-applied")
    await rao.press("main a.big")
    await begin_enrolment(rao, doctor)
    await looked_at(rao.page, "staff-enrol")
    await rao.page.fill("#code", doctor.code())
    await rao.is_at("sign-in-keep")
    await looked_at(rao.page, "staff-keep")
    await keep_codes(rao)
    await rao.is_at("home")
    await looked_at(rao.page, "staff-home")
    await rao.go_to("account")
    await expect(rao.part("ul.lines li")).to_have_count(1)
    await looked_at(rao.page, "staff-account")


async def test_the_desk_for_doctors_and_staff(visitors: Visitors, desk: Visitor, centre: Facility) -> None:
    rao = await visitors.phone()
    doctor = StaffLogin(f"rao-{secrets.token_hex(3)}@example.org", f"Dr {secrets.token_hex(2)} {LONG_NAME}")
    await apply(rao, doctor, centre)
    await rao.is_at("applied")
    await desk.press("[data-again]")
    await desk.part(".picks a").filter(has_text=doctor.name).click()
    await expect(desk.part(".document p")).to_be_visible()
    await looked_at(desk.page, "desk-verify")
    await desk.press(".decisions button.big")
    await desk.part(".decisions").get_by_role("button", name="Suspend").click()
    await desk.page.fill("dialog textarea", "The register says that this licence has ended.")
    await looked_at(desk.page, "desk-suspend")


async def test_the_desk_for_facilities(visitors: Visitors, desk: Visitor, centre: Facility) -> None:
    await desk.go_to("facilities")
    for above in await standing_above(visitors.server, centre):
        await desk.press(f"#tree-{above.id} .turn-branch")
    await expect(desk.part(f"#tree-{centre.id}")).to_be_visible()
    await looked_at(desk.page, "desk-facilities")
    await desk.press(f"#tree-{centre.parent} .tree-name")
    await desk.page.get_by_role("button", name="Add below it").click()
    await desk.press("main article form button.big")
    await looked_at(desk.page, "desk-add")


async def test_the_desk_for_lists(desk: Visitor, centre: Facility) -> None:
    await desk.go_to("import")
    await looked_at(desk.page, "desk-import")
    rows = "\r\n".join(["name,login,role,facility", *ROWS]).format(code=centre.code)
    await desk.page.set_input_files(
        "#import-file", FilePayload(name="a.csv", mimeType="text/csv", buffer=rows.encode())
    )
    await desk.press("main form button.big")
    await desk.says("The file has been looked through")
    await looked_at(desk.page, "desk-import-report")


async def test_the_desk_for_complaints_counts_and_records(visitors: Visitors, desk: Visitor, centre: Facility) -> None:
    asha = await visitors.phone()
    [patient] = await asha.be_registered(Told("Asha Devi"))
    await attends(visitors.server, patient, centre)
    await asha.complain("harassment", INSULTED)
    await desk.go_to("complaints")
    await desk.part(".picks a").first.click()
    await expect(desk.part("article .quoted")).to_be_visible()
    await looked_at(desk.page, "desk-complaints")
    await desk.go_to("counts")
    await expect(desk.part("tbody tr").first).to_be_visible()
    await looked_at(desk.page, "desk-counts")
    await desk.go_to("find")
    await looked_at(desk.page, "desk-find")
    await desk.page.fill("#record-number", patient)
    await desk.press("main form button.quiet")
    await desk.page.fill("dialog textarea", "Brought in unconscious, her medicines must be known.")
    await looked_at(desk.page, "desk-glass")
    await desk.press("dialog button.big")
    await expect(desk.part("article h2")).to_have_text("Asha Devi")
    await looked_at(desk.page, "desk-record")
