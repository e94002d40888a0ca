"""What a patient can do with what is kept of her: see it, mend it, take it along, have it erased; and complain."""

import json
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.server import Server
from tests.support.visitor import Told, Visitor, Visitors, new_administrator, new_mobile, visitors_of

pytestmark = CHROMIUM
ON_A_BORDER = "782410"
TEXT = "He said that he would <b>not</b> treat people like us."


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def asha(visitors: Visitors) -> Visitor:
    """Registered, and before her own page."""
    one = await visitors.phone()
    [patient] = await one.be_registered(Told())
    await one.open(f"/account/#person/{patient}")
    await expect(one.part("[data-correct]")).to_be_visible()
    return one


async def test_details_are_corrected_and_a_pin_code_on_a_border_suggests_both_districts(asha: Visitor) -> None:
    await asha.press("[data-correct]")
    await asha.page.fill("#name", "Asha Rani Devi")
    await asha.press("section.card:has(#details) button.big")
    await expect(asha.part("h1")).to_have_text("Information about Asha Rani Devi")

    await asha.press("[data-card=address] summary")
    await asha.page.fill("#address", "House 5, Main street")
    await asha.page.fill("#pin_code", ON_A_BORDER)
    places = asha.part("[data-card=address] .options label")
    await expect(places).to_have_text(["Marigaon, Assam", "Ri Bhoi, Meghalaya", "Another place"])
    assert await asha.part("[data-card=address] input[type=radio]:checked").count() == 0
    await places.nth(1).click()
    await asha.press("[data-card=address] button.big")
    await expect(asha.part("[data-card=address] .done-sign")).to_be_visible()

    await asha.page.reload()
    await asha.press("[data-card=address] summary")
    await expect(asha.part("[data-card=address] input[type=radio]:checked")).to_have_value("1")
    await expect(asha.part("#address")).to_have_value("House 5, Main street")


async def test_looking_at_somebody_does_not_make_her_the_one_who_is_ill(visitors: Visitors) -> None:
    mother = await visitors.phone()
    _, ill = await mother.be_registered(Told("Meena", "4", "female", "child"), Told("Ravi", "7", "male", "child"))
    await mother.open("/account/")
    await mother.part(".family-member").filter(has_text="Meena").click()
    await expect(mother.part("[data-correct]")).to_be_visible()
    assert await mother.chosen() == ill


async def test_a_consent_is_taken_back_and_given_again(asha: Visitor) -> None:
    row = asha.part("[data-purpose=registration]")
    await row.get_by_role("button", name="Take back").click()
    await asha.press("dialog [data-confirm]")
    await expect(row).to_contain_text("Taken back on")
    await row.get_by_role("button", name="Agree").click()
    await expect(asha.part("dialog details")).to_have_attribute("open", "")
    await asha.press("dialog [data-confirm]")
    await expect(row).to_contain_text("Agreed on")


async def test_everything_is_downloaded_and_that_is_seen_among_the_openings(asha: Visitor) -> None:
    async with asha.page.expect_download() as coming:
        await asha.press("[data-download]")
    file = await coming.value
    assert file.suggested_filename == "paramarsh.json"
    kept = json.loads((await file.path()).read_text(encoding="utf-8"))
    assert "Asha Devi" in json.dumps(kept)
    assert asha.mobile in json.dumps(kept)
    await asha.page.reload()
    await expect(asha.part("section.card:has(#openings)")).to_contain_text("You: downloaded everything")


async def test_erasure_is_asked_for_only_after_a_second_question(asha: Visitor) -> None:
    await asha.press("[data-erase]")
    await expect(asha.part("dialog h2")).to_have_text("Really erase everything about Asha Devi?")
    await asha.page.get_by_role("button", name="Cancel").click()
    await expect(asha.part("section.card:has(#erasure) .reference")).to_have_count(0)
    await asha.press("[data-erase]", "dialog [data-confirm]")
    await expect(asha.part("section.card:has(#erasure) .reference")).not_to_be_empty()


async def test_whoever_is_taken_off_the_list_can_be_put_back(asha: Visitor) -> None:
    await asha.press("[data-take-off]", "dialog [data-confirm]")
    await asha.says("Asha Devi was taken off the list.")
    await expect(asha.part(".family-member")).to_have_count(1)
    await asha.press("[data-restore]")
    await expect(asha.part(".family-member")).to_have_count(2)


async def test_the_number_is_changed_by_a_code_that_goes_to_the_new_one(asha: Visitor) -> None:
    await asha.open("/account/#number")
    wanted = new_mobile()
    await asha.page.fill("#mobile", wanted)
    await asha.press("main form button.big")
    await asha.enter_code(await asha.next_code(wanted))
    await asha.says("The number is changed.")
    await expect(asha.part(".note.done")).to_contain_text(wanted[-4:])
    await asha.press("a.back")
    await expect(asha.part(".family-member .name").first).to_have_text("Asha Devi")


async def test_a_sign_in_elsewhere_is_ended_from_here(visitors: Visitors, asha: Visitor) -> None:
    other = await visitors.again(asha)
    await other.open("/register/")
    await other.sign_in()
    await asha.open("/account/#devices")
    await expect(asha.part("main li.row")).to_have_count(2)
    await asha.part("main li.row").get_by_role("button").click()
    await asha.says("That sign-in is ended.")
    await expect(asha.part("main li.row")).to_have_count(1)
    await other.part(".family-member").first.click()
    await other.is_at("number")
    await other.says("You are not signed in any more")


async def test_signing_out_leaves_nothing_behind(asha: Visitor) -> None:
    await asha.open("/account/")
    await asha.press("[data-sign-out]", "dialog [data-confirm]")
    await asha.is_at("number")
    await asha.page.goto(f"{asha.server.url}/account/")
    await asha.is_at("number")
    assert (await asha.ask("/api/session"))["signed_in"] is None


async def test_a_complaint_of_harassment_reaches_the_administrator_who_answers_it(visitors: Visitors) -> None:
    meena = await visitors.phone()
    await meena.open("/register/")
    await meena.press("[data-complain]")
    await expect(meena.part("dialog input[type=radio]").first).to_have_value("harassment")
    await meena.press("dialog form button.big")
    await meena.says("Choose what it is about.")
    await meena.choose("complaint-kind", "harassment")
    await meena.page.fill("#complaint-text", TEXT)
    await meena.press("dialog form button.big")
    await expect(meena.part("dialog .reference")).not_to_be_empty()
    reference = await meena.part("dialog .reference").inner_text()

    desk = await visitors.laptop()
    await desk.sign_in_staff(await new_administrator(visitors.server))
    await desk.go_to("complaints")
    await desk.page.click(f"a[href$='{reference}']")
    await expect(desk.part("article .quoted")).to_have_text(TEXT)
    await desk.says("/register/")
    await desk.page.fill("#answer", "We have spoken with him.")
    await desk.press("article form button.big")
    await desk.says(f"Complaint {reference} is answered.")
    await expect(desk.part(f"a[href$='{reference}']")).to_have_count(0)


async def test_a_page_without_a_dialog_leads_to_a_complaint_too(visitors: Visitors) -> None:
    meena = await visitors.phone("hi")
    await meena.page.goto(f"{meena.server.url}/?link")
    await meena.press("a.complain")
    await meena.fill_complaint("care", "डॉक्टर ने सुना नहीं।")
    await meena.press("main button.big")
    await expect(meena.part("#closed")).to_be_visible()
