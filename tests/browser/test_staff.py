"""A doctor's way in on a laptop and on a phone, and the administrator's desk, against the real server."""

import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Route, expect

from clinic.facilities.facility import Facility
from tests.support.applicant import CERTIFICATE, PHOTOGRAPH, apply, enrol
from tests.support.browsers import Browsers
from tests.support.clinic_store import attends, health_centre
from tests.support.files import file_of
from tests.support.needs import CHROMIUM
from tests.support.server import Server
from tests.support.viewports import LAPTOP, PHONE, Viewport
from tests.support.visitor import StaffLogin, Told, Visitor, Visitors, new_administrator, visitors_of

pytestmark = CHROMIUM
LARGE = FilePayload(name="certificate.pdf", mimeType="application/pdf", buffer=file_of("application/pdf", 1_500_000))
REASON = "The register says that this licence has ended."
WHY_OPENED = "Brought in unconscious, her medicines must be known."


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def administrator(shared_server: Server) -> StaffLogin:
    return await new_administrator(shared_server)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def centre(shared_server: Server) -> Facility:
    return await health_centre(shared_server)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visitors: Visitors, administrator: StaffLogin) -> Visitor:
    """The administrator, signed in on her laptop."""
    one = await visitors.laptop()
    await one.sign_in_staff(administrator)
    return one


@pytest.mark.parametrize(
    ("viewport", "document"), [(PHONE, CERTIFICATE), (LAPTOP, PHOTOGRAPH)], ids=["phone", "laptop"]
)
async def test_a_doctor_applies_is_verified_and_is_out_at_once_when_she_is_suspended(
    visitors: Visitors, desk: Visitor, centre: Facility, viewport: Viewport, document: FilePayload
) -> None:
    rao = await visitors.one(viewport, "en")
    doctor = StaffLogin(f"rao-{secrets.token_hex(3)}@example.org", f"Kavita Rao {secrets.token_hex(2)}")
    await apply(rao, doctor, centre, document)
    await rao.is_at("applied")
    await expect(rao.part("main .reference")).not_to_be_empty()

    await rao.press("main a.big")
    await enrol(rao, doctor)
    await rao.is_at("home")
    await rao.says("Your application has arrived.")

    await desk.press("[data-again]")
    await desk.part(".picks a").filter(has_text=doctor.name).click()
    sheet = desk.part("article")
    for told in ("Maharashtra Medical Council", "MBBS", doctor.login, rao.mobile, centre.name, "Hindi"):
        await expect(sheet).to_contain_text(told)
    async with desk.page.expect_download() as coming:
        await desk.part("article a[download]").click()
    assert (await (await coming.value).path()).read_bytes() == document["buffer"]
    await expect(desk.part(".document img")).to_have_count(1 if document is PHOTOGRAPH else 0)
    await desk.press(".decisions button.big")
    await desk.says(f"{doctor.name} is verified.")

    await rao.page.reload()
    await rao.is_at("opd")
    await rao.says("Come on duty in a clinic")
    await rao.go_to("account")
    assert "Doctor" in await rao.part(".places").inner_text()
    await rao.go_to("opd")

    await desk.part(".decisions").get_by_role("button", name="Suspend").click()
    await desk.page.fill("dialog textarea", REASON)
    await desk.press("dialog button.big", "dialog [data-confirm]")
    await desk.says("is suspended and signed out everywhere")
    await rao.press("a[href$='#account']")
    await rao.is_at("sign-in-password")
    await rao.says("You were signed out.")
    await rao.begin_sign_in(doctor)
    await rao.says("Your account is suspended.")


async def test_a_line_that_breaks_while_the_certificate_is_sent_is_gone_on_with(visitors: Visitors) -> None:
    rao = await visitors.laptop()
    await rao.open("/staff/apply/")
    failed: list[str] = []

    async def once(route: Route) -> None:
        if len(failed) < 2:
            failed.append(route.request.url)
            await route.abort("internetdisconnected")
        else:
            await route.continue_()

    await rao.page.route("**/api/uploads/*/1", once)
    await rao.page.set_input_files("#document", LARGE)
    await rao.says("certificate.pdf has arrived.")
    assert len(failed) == 2


async def test_a_file_of_another_kind_is_not_sent(visitors: Visitors) -> None:
    rao = await visitors.laptop()
    await rao.open("/staff/apply/")
    film = FilePayload(name="film.mp4", mimeType="video/mp4", buffer=b"film")
    await rao.page.set_input_files("#document", film)
    await rao.says("This kind of file cannot be sent.")
    disguised = FilePayload(name="certificate.pdf", mimeType="application/pdf", buffer=b"MZ this is a programme")
    await rao.page.set_input_files("#document", disguised)
    await expect(rao.part("main .problem .note")).to_contain_text("This kind of file cannot be sent.")


async def test_a_state_a_district_and_a_spoke_are_added_renamed_and_closed(desk: Visitor) -> None:
    mark = secrets.token_hex(2).upper()
    await desk.go_to("facilities")
    await desk.press("[data-add-state]")
    await desk.page.select_option("#facility-state", label="Bihar")
    await add_facility(desk, f"Bihar {mark}", f"BR-{mark}")
    await desk.page.get_by_role("button", name="Add below it").click()
    await desk.page.select_option("#facility-district", "Gaya")
    await add_facility(desk, f"Gaya {mark}", f"GAY-{mark}")
    await desk.page.get_by_role("button", name="Add below it").click()
    await desk.choose("facility-kind", "spoke")
    await add_facility(desk, f"Bodh Gaya {mark}", f"BOD-{mark}")

    await desk.page.get_by_role("button", name="Rename").click()
    await desk.page.fill("#new-name", f"Bodhgaya {mark}")
    await desk.press("main article form button.big")
    await expect(desk.part("article h2")).to_have_text(f"Bodhgaya {mark}")
    await desk.page.get_by_role("button", name="Close").click()
    await desk.press("dialog [data-confirm]")
    await expect(desk.part("article .standing")).to_have_text("Closed")

    await desk.page.reload()
    await desk.page.fill("#facility-search", f"bodhgaya {mark}")
    await desk.press(".picks a")
    await expect(desk.part("article h2")).to_have_text(f"Bodhgaya {mark}")
    await desk.page.get_by_role("button", name="Open again").click()
    await expect(desk.part("article .standing")).to_have_count(0)


async def test_a_list_is_looked_through_and_its_good_rows_are_taken(desk: Visitor, centre: Facility) -> None:
    mark = secrets.token_hex(3)
    good = [
        f"Nurse {mark} {number},nurse{number}-{mark}@example.org,health_worker,{centre.code}" for number in range(3)
    ]
    bad = [f"=cmd|calc,{mark}@example.org,health_worker,{centre.code}", f"Nobody,no-login,health_worker,{centre.code}"]
    rows = "\r\n".join(["name,login,role,facility", *good, *bad])
    await desk.go_to("import")
    sheet = FilePayload(name="staff.csv", mimeType="text/csv", buffer=b"\xef\xbb\xbf" + rows.encode())
    await desk.page.set_input_files("#import-file", sheet)
    await desk.press("main form button.big")
    await desk.says("The file has been looked through")
    assert await desk.part(".totals dd").all_inner_texts() == ["5", "3", "2"]
    await desk.says("It begins like a formula")
    await desk.says("This is no mobile number.")
    async with desk.page.expect_download() as coming:
        await desk.page.get_by_role("link", name="Download the report").click()
    assert len((await (await coming.value).path()).read_text().strip().splitlines()) >= 3

    await desk.page.get_by_role("button", name="Take 3 good rows").click()
    await desk.says("2 bad rows are left out.")
    await desk.press("dialog [data-confirm]")
    await desk.says("3 rows have been taken")
    await desk.go_to("verify")
    await expect(desk.part(".picks a").filter(has_text=f"Nurse {mark}")).to_have_count(3)


async def test_a_small_count_is_hidden(visitors: Visitors, desk: Visitor) -> None:
    small, large = [await health_centre(visitors.server, f"{name} {secrets.token_hex(2)}") for name in ("Wai", "Pen")]
    mother = await visitors.phone()
    children = [Told(f"Child {number}", "3", "male", "child") for number in range(5)]
    first, *others = await mother.be_registered(Told(), *children)
    await attends(visitors.server, first, small)
    for patient in others:
        await attends(visitors.server, patient, large)
    await desk.go_to("counts")
    assert await counted(desk, small) == ["fewer than 5", "fewer than 5", "0"]
    assert await counted(desk, large) == ["5", "5", "0"]


async def test_the_patient_sees_who_broke_the_glass_over_her_record(visitors: Visitors, desk: Visitor) -> None:
    asha = await visitors.phone()
    [patient] = await asha.be_registered(Told("Asha Devi", "34"))
    await desk.go_to("find")
    await desk.page.fill("#record-number", patient)
    await desk.press("main form button.quiet")
    await desk.page.fill("dialog textarea", "Too short")
    await desk.press("dialog button.big")
    await desk.says("Say a little more: 6 characters are missing.")
    await desk.page.fill("dialog textarea", WHY_OPENED)
    await desk.press("dialog button.big")
    await expect(desk.part("article h2")).to_have_text("Asha Devi")

    await asha.open(f"/account/#person/{patient}")
    openings = asha.part("section.card:has(#openings)")
    await expect(openings).to_contain_text("opened the record in an emergency")
    assert WHY_OPENED not in await asha.part("main").inner_text()


async def add_facility(desk: Visitor, name: str, code: str) -> None:
    await desk.page.fill("#facility-name", name)
    await desk.page.fill("#facility-code", code)
    await desk.press("main form:has(#facility-name) button.big")
    await expect(desk.part("article h2")).to_have_text(name)


async def counted(desk: Visitor, facility: Facility) -> list[str]:
    row = desk.part("tbody tr").filter(has_text=facility.name)
    await expect(row).to_be_visible()
    return await row.locator("td").all_inner_texts()
