"""The doctor's desk on a laptop: one doctor, and patients who ask by HTTP for what their pages would."""

import re
import secrets
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Route, expect

from tests.support.browsers import Browsers
from tests.support.desk_page import DoctorsDesk, answers_in_front_of_a_camera, at_her_desk, joins, talking
from tests.support.files import file_of
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, another_clinic, department
from tests.support.person import PATIENCE_SECONDS
from tests.support.server import Server
from tests.support.visitor import Visitors, visitors_of

pytestmark = CHROMIUM


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> Department:
    return await department(shared_server)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visitors: Visitors, opd: Department) -> AsyncIterator[DoctorsDesk]:
    """Of a doctor on duty."""
    async with at_her_desk(visitors, await opd.doctor("Dr Kavita Rao")) as opened:
        yield opened


async def test_a_patient_is_called_seen_written_down_and_signed_by_the_keyboard_alone(
    visitors: Visitors, opd: Department, desk: DoctorsDesk
) -> None:
    told = {"complaint": "Fever for three days", "allergies": "Penicillin", "symptoms": ["fever"]}
    kamala, token = await opd.waiting("Kamala Devi", 71, told=told)
    await expect(desk.row(token)).to_contain_text("Fever for three days")
    await expect(desk.row(token)).to_contain_text("Allergy")
    await desk.keys("n")
    await desk.is_rung("Kamala Devi")
    await expect(desk.banner.locator(".countdown")).to_have_text(re.compile(r"1:\d\d"))
    await expect(desk.part(".summary")).to_contain_text("Penicillin")
    await expect(desk.call.locator("#call")).to_be_visible()  # the doctor waits there

    await answers_in_front_of_a_camera(visitors, kamala, token)
    await desk.is_with("in_progress")
    await expect(desk.call.locator("[data-participant]", has_text="Kamala Devi").first).to_be_visible()
    await desk.keys("3", "Tab", "Tab", "Tab")
    await desk.note("complaint").press_sequentially("Fever, no cough")
    await desk.is_saved()
    await desk.diagnoses("bukhar", "R50.9")
    await desk.server_has(token, "complaint", "Fever, no cough")

    await desk.keys("Escape", "e")
    await desk.keys("Tab", "Enter")
    await expect(desk.part(".finishing")).to_be_visible()
    _, second = await opd.waiting("Ravi Kumar", 40, "male")
    await desk.keys("n")
    await desk.part("#sign input[name=identifier-name]").press("Space")
    await desk.part("#sign input[name=identifier-mobile]").press("Space")
    await desk.keys("Enter")
    await desk.is_rung("Ravi Kumar")
    assert (await kamala.token(token))["state"] == "closed"
    assert (await desk.doctor.desk())["current"]["id"] == second


async def test_a_call_that_nobody_answers_is_given_up_and_stands_in_the_list_again(
    opd: Department, desk: DoctorsDesk
) -> None:
    asha, token = await opd.waiting()
    await expect(desk.row(token)).to_be_visible()
    await desk.keys("n")
    await desk.is_rung("Asha Devi")
    await asha.does(token, "later")
    await desk.visitor.says("The patient has asked for a minute more.")
    await desk.keys("g")
    await expect(desk.row(token)).to_contain_text("1 call missed")
    await expect(desk.part(".hands-empty")).to_be_visible()


async def test_a_line_that_breaks_offers_three_ways_and_goes_on_where_it_was(
    visitors: Visitors, opd: Department, desk: DoctorsDesk
) -> None:
    asha, token = await opd.waiting()
    await expect(desk.row(token)).to_be_visible()
    await desk.keys("n")
    phone = await answers_in_front_of_a_camera(visitors, asha, token)
    await desk.is_with("in_progress")
    await expect(desk.call.locator(".tile.has-picture")).to_have_count(1, timeout=PATIENCE_SECONDS * 1000)
    await desk.writes("history", "Asthma since childhood")
    await phone.context.close()
    await desk.is_with("interrupted")
    await expect(desk.banner.locator("button")).to_have_text(
        [re.compile("Ring again"), re.compile("By telephone"), re.compile("Close it")]
    )
    await expect(desk.banner.locator(".countdown")).to_have_text(re.compile(r"[34]:\d\d"))
    await joins(visitors, (await asha.does(token, "entrance"))["secret"])
    await desk.is_with("in_progress")
    await expect(desk.note("history")).to_have_value("Asthma since childhood")


async def test_a_call_goes_on_by_telephone_and_says_what_the_telephones_do(opd: Department, desk: DoctorsDesk) -> None:
    await talking(desk, opd)
    await desk.keys("t")
    await expect(desk.part(".telephone")).to_contain_text("Your telephone rings first")
    await expect(desk.part("iframe")).to_have_count(0)


async def test_what_was_written_survives_a_reload_and_a_line_that_was_away(opd: Department, desk: DoctorsDesk) -> None:
    _, token = await talking(desk, opd)
    page = desk.visitor.page

    async def away(route: Route) -> None:
        if route.request.method == "PATCH":
            await route.abort("internetdisconnected")
        else:
            await route.continue_()

    await page.route("**/notes", away)
    await desk.writes("advice", "Rest, and much water")
    await expect(desk.part(".kept")).to_have_attribute("data-keeping", "away")
    await page.reload()
    await expect(desk.note("advice")).to_have_value("Rest, and much water")
    assert (await desk.notes(token))["advice"] == ""
    assert await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('notes:')).length") == 1
    await page.unroute("**/notes")
    await desk.server_has(token, "advice", "Rest, and much water")
    await desk.is_saved()
    assert await page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('notes:')).length") == 0
    await expect(desk.call.locator("#call")).to_be_visible()  # the seat is taken again by itself


async def test_what_a_window_that_crashed_has_left_is_saved_by_the_next(opd: Department, desk: DoctorsDesk) -> None:
    _, token = await talking(desk, opd)
    page = desk.visitor.page
    await page.route("**/notes", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    await desk.writes("observations", "Pale, alert")
    await expect(desk.part(".kept")).to_have_attribute("data-keeping", "away")
    beside = await desk.visitor.another_tab()
    await page.close()
    await DoctorsDesk(beside, desk.doctor).open()
    await desk.server_has(token, "observations", "Pale, alert")


async def test_two_windows_that_write_the_same_field_show_both_and_lose_nothing(
    opd: Department, desk: DoctorsDesk
) -> None:
    _, token = await talking(desk, opd)
    beside = await desk.another_window()
    await desk.writes("history", "Diabetes")
    await desk.is_saved()
    await expect(beside.note("history")).to_have_value("Diabetes")  # told at once, within one browser

    await desk.doctor.writes(token, advice="Much water")  # a second laptop
    await desk.writes("advice", "Rest")
    await expect(desk.part("[data-conflict=advice]")).to_contain_text("Much water")
    assert (await desk.notes(token))["advice"] == "Much water"
    await desk.part("[data-choose=both]").click()
    await desk.server_has(token, "advice", "Much water\nRest")
    await expect(desk.note("advice")).to_have_value("Much water\nRest")


async def test_a_call_moves_into_the_window_where_she_takes_it(opd: Department, desk: DoctorsDesk) -> None:
    await talking(desk, opd)
    await expect(desk.call.locator("#call")).to_be_visible()
    beside = await desk.another_window()
    await expect(beside.part(".seat-elsewhere")).to_be_visible()
    await beside.keys("h")
    await expect(beside.call.locator("#call")).to_be_visible()
    await expect(desk.part(".seat-elsewhere")).to_be_visible()
    assert (await desk.doctor.desk())["current"]["state"] == "in_progress"


async def test_the_call_goes_on_while_she_looks_into_another_room(opd: Department, desk: DoctorsDesk) -> None:
    await talking(desk, opd)
    await expect(desk.call.locator("#call")).to_be_visible()
    await desk.visitor.go_to("find")
    await desk.visitor.says("You are in a consultation with Asha Devi")
    await desk.part(".back-to-call a").click()
    await expect(desk.call.locator("#call")).to_be_visible()


async def test_under_the_pointer_no_row_moves_until_she_asks_for_the_right_order(
    opd: Department, desk: DoctorsDesk
) -> None:
    tokens = [(await opd.waiting(name))[1] for name in ("Asha Devi", "Ravi", "Sita")]
    await expect(desk.part(".queue-row")).to_have_count(3)
    await desk.row(tokens[1]).hover()
    before = await desk.row(tokens[1]).bounding_box()
    _, late = await opd.waiting("Newcomer")
    await desk.doctor.does(late, "urgent", {"reason": "Cannot breathe well"})
    await expect(desk.row(late)).to_contain_text("Urgent")
    await expect(desk.part(".newcomers")).to_contain_text("1 new")
    assert await desk.row(tokens[1]).bounding_box() == before
    await desk.keys("l")
    await expect(desk.part(".queue-row").first).to_contain_text("Newcomer")


async def test_a_patient_is_chosen_by_arrows_confirmed_as_urgent_and_called_out_of_turn(
    opd: Department, desk: DoctorsDesk
) -> None:
    _, first = await opd.waiting("Asha Devi")
    _, second = await opd.waiting("Ravi Kumar")
    await expect(desk.row(second)).to_be_visible()
    await desk.row(first).focus()
    await desk.keys("ArrowDown", "Enter")
    await expect(desk.part(".patient-name")).to_have_text("Ravi Kumar")
    await desk.keys("u")
    await desk.gives_reason("Chest pain while talking")
    await expect(desk.row(second)).to_contain_text("Urgent")
    await desk.row(first).click()
    await desk.keys("c")
    await desk.gives_reason("A child who gets worse")
    await desk.is_rung("Asha Devi")


async def test_keys_write_in_fields_and_act_together_with_alt(opd: Department, desk: DoctorsDesk) -> None:
    _, token = await talking(desk, opd)
    await desk.note("complaint").press_sequentially("tension")
    await desk.server_has(token, "complaint", "tension")
    await desk.is_with("in_progress")
    await desk.keys("Alt+e")
    await expect(desk.part("#end")).to_be_visible()
    await desk.keys("Escape")
    await expect(desk.note("complaint")).to_have_value("tension")
    await desk.part("body").press("?")


async def test_a_patient_is_transferred_to_a_colleague_who_accepts(
    visitors: Visitors, opd: Department, desk: DoctorsDesk
) -> None:
    clinic, colleague = (f"{name} {secrets.token_hex(2)}" for name in ("Paediatrics Pune", "Dr Lakshmi Iyer"))
    children = await another_clinic(opd, clinic, "paediatrics")
    iyer = await children.doctor(colleague, ("ta", "hi"))
    asha, token = await talking(desk, opd)
    async with at_her_desk(visitors, iyer) as other:
        await desk.keys("x")
        await desk.part("label.option", has_text="To a doctor").click()
        await desk.part("label.option", has_text=colleague).click()
        await desk.gives_reason("A rash that I do not know")
        await expect(desk.part(".transfer-asked")).to_be_visible()
        await other.part(".asked").get_by_role("button", name="Decline").click()
        await other.gives_reason("I am leaving in five minutes")
        await desk.visitor.says("Asha Devi stays with you")
        await desk.keys("x")
        await desk.part("label.option", has_text=clinic).click()
        await desk.gives_reason("A rash that I do not know")
        await other.part(".asked").get_by_role("button", name="Accept").click()
        await expect(desk.part(".hands-empty")).to_be_visible()
        await expect(other.row(token)).to_be_visible()
        await other.keys("n")
        await other.is_rung("Asha Devi")
    assert (await asha.token(token))["number"] == 1


async def test_a_patient_is_referred_to_a_facility_and_given_back_to_the_queue(
    opd: Department, desk: DoctorsDesk
) -> None:
    asha, token = await talking(desk, opd)
    await desk.keys("q")
    await desk.gives_reason("My line is too slow today")
    assert (await asha.token(token))["state"] == "waiting"
    await expect(desk.part(".hands-empty")).to_be_visible()
    await expect(desk.row(token)).to_be_visible()
    await desk.keys("n")
    await desk.is_rung("Asha Devi")
    await asha.does(token, "answer")
    await desk.is_with("in_progress")
    await desk.keys("f")
    await desk.part("#refer-search").fill("Sassoon")
    await desk.part("label.option", has_text="Sassoon hub").first.click()
    await desk.gives_reason("An X-ray of the chest")
    await desk.visitor.says("The patient is referred.")
    assert (await asha.token(token))["state"] == "referred"


async def test_a_template_is_kept_from_what_is_written_and_put_into_the_next_notes(
    opd: Department, desk: DoctorsDesk
) -> None:
    _, first = await talking(desk, opd, "Asha Devi")
    await desk.writes("advice", "Rest, and much water")
    await desk.acts("templates")
    await desk.part("#template-new").fill("Fever, adult")
    await desk.part("#templates form button.big").click()
    await expect(desk.part("#templates .template")).to_contain_text("Fever, adult")
    await desk.keys("Escape", "Escape")
    await desk.doctor.does(first, "end")
    await desk.visitor.says("The call is over.")
    _, second = await opd.waiting("Ravi")
    await desk.keys("n")
    await desk.part("[data-sign-later]").click()
    await desk.is_rung("Ravi")
    await desk.writes("advice", "Come again")
    await desk.acts("templates")
    await desk.part("#templates .line-button").click()
    await desk.server_has(second, "advice", "Come again\nRest, and much water")


async def test_what_is_unsigned_is_shown_at_the_end_of_the_shift_and_a_follow_up_is_booked(
    opd: Department, desk: DoctorsDesk
) -> None:
    asha, token = await talking(desk, opd)
    await desk.writes("complaint", "Fever")
    await desk.keys("Escape", "b")
    await desk.part(".follow-up button").nth(1).click()
    await desk.visitor.says("Booked for")
    [expected] = (await asha.get("/opd/follow-ups"))["follow_ups"]
    assert expected["consultation"] == token
    await desk.doctor.does(token, "end")
    await desk.visitor.says("The call is over.")
    await desk.keys("Escape", "d")
    await desk.part("label.option", has_text="Off duty").click()
    await expect(desk.part("#duty")).to_contain_text("1 consultation is not signed")
    await desk.part("#duty .line-button").click()
    await desk.keys("s")
    await expect(desk.part("#sign")).to_contain_text("Fever")
    await desk.part("#sign [data-sign]").click()
    await desk.visitor.says("Tick two things that the patient has said")
    await desk.part("#sign input[name=identifier-name]").check()
    await desk.part("#sign input[name=identifier-age]").check()
    await desk.part("#sign [data-sign]").click()
    await desk.visitor.says("Nothing is left unfinished.")
    assert (await asha.token(token))["state"] == "closed"


async def test_a_result_that_comes_later_is_read_and_off_the_list(opd: Department, desk: DoctorsDesk) -> None:
    asha, token = await talking(desk, opd)
    await desk.doctor.does(token, "end")
    upload = await asha.upload(file_of("application/pdf", 4000), "application/pdf", "document")
    await asha.post(f"/opd/tokens/{token}/files", {"upload": upload, "kind": "report"}, 201)
    await desk.acts("results")
    await desk.part("#results .line-button").click()
    await expect(desk.part("#results")).to_contain_text("sent by the patient's family")
    async with desk.visitor.page.expect_download():
        await desk.part("#results a[download]").click()
    await desk.part("#results button.big").click()
    await expect(desk.part("button[data-action=results]")).to_have_count(0)


async def test_what_was_sent_is_seen_large_and_heard(opd: Department, desk: DoctorsDesk) -> None:
    asha, token = await opd.waiting(told={"complaint": "A rash"})
    await asha.sends(token, "photo", file_of("image/png", 3000), "image/png")
    await desk.row(token).click()
    await desk.part(".thumb").click()
    await expect(desk.part("#large")).to_contain_text("Photo 1")
    await desk.keys("Escape")
    await expect(desk.part("#large")).to_have_count(0)


async def test_another_doctor_who_was_faster_and_an_empty_list_are_said(opd: Department, desk: DoctorsDesk) -> None:
    await desk.keys("n")
    await desk.visitor.says("Nobody waits whom you should see now.")
    asha, token = await opd.waiting()
    await expect(desk.row(token)).to_be_visible()
    other = await opd.doctor("Dr Sanjay Patil")
    await desk.row(token).click()
    await desk.keys("c")
    await other.call_next()
    await desk.part("dialog textarea").fill("She is known to me")
    await desk.part("dialog button.big").click()
    await desk.visitor.says("Another doctor has called this patient just now.")
    assert (await asha.token(token))["doctor"]["name"] == "Dr Sanjay Patil"


async def test_the_keys_are_shown_on_one_sheet_and_beside_each_button(desk: DoctorsDesk) -> None:
    await desk.keys("?")
    await expect(desk.part("#keys")).to_contain_text("Call next")
    await desk.keys("Escape")
    button = desk.part(".duty-bar button[data-action=next]")
    await expect(button).to_have_attribute("title", "Call next · key N")
    await button.hover()
    await expect(button.locator("kbd")).to_have_css("opacity", "1")
