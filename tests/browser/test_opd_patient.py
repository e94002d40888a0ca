"""A patient's day at the OPD in front of the real server: from who is ill to after the call, with a doctor at work."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Frame, expect

from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, Doctor, Household, another_clinic, department
from tests.support.person import PATIENCE_SECONDS
from tests.support.server import Server
from tests.support.viewports import LAPTOP, PHONE, Viewport
from tests.support.visitor import Told, Visitor, Visitors, visitors_of
from tests.support.waiting import eventually

pytestmark = CHROMIUM
PATIENCE_MS = PATIENCE_SECONDS * 1000


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers, keeping_pages=True) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> AsyncIterator[Department]:
    """Nobody waits there; afterwards it is closed, since patients see all clinics of their state."""
    made = await department(shared_server)
    yield made
    await made.set_phase("closed", "the day is over")


async def at_number(visitors: Visitors, household: Household, token: str, screen: str = "waiting") -> Visitor:
    """Her phone, on the page of that number."""
    asha = await visitors.phone()
    await household.comes_in(asha.context)
    await asha.open(f"/opd/#token/{token}")
    await asha.is_at(screen)
    return asha


async def call_of(asha: Visitor) -> Frame:
    """The call in her page, once she is in it."""
    await expect(asha.part("iframe.call-frame")).to_be_visible()

    async def joined() -> Frame | None:
        frames = [one for one in asha.page.frames if "embedded=1" in one.url]
        is_in = frames and await frames[0].evaluate("document.body?.dataset.screen") == "call"
        return frames[0] if is_in else None

    return await eventually("she is in the call", joined, within_seconds=PATIENCE_SECONDS)


async def comes_in(visitors: Visitors, doctor: Doctor, token: str) -> Visitor:
    """The doctor's own page of the call."""
    secret = (await doctor.does(token, "entrance"))["secret"]
    rao = await visitors.laptop()
    await rao.context.grant_permissions(["camera", "microphone"])
    await rao.page.goto(f"{rao.server.url}/#{secret}")
    await expect(rao.part("body")).to_have_attribute("data-ready", "true", timeout=PATIENCE_MS)
    await rao.page.click("#join")
    await expect(rao.part("body")).to_have_attribute("data-screen", "call", timeout=PATIENCE_MS)
    return rao


async def speaking(visitors: Visitors, opd: Department, name: str = "Asha Devi") -> tuple[Visitor, Household, str]:
    """She and the doctor are in the call."""
    asha_is, token = await opd.waiting(name)
    asha = await at_number(visitors, asha_is, token)
    await opd.doctors[0].call_next()
    await asha.is_at("ring")
    await asha.press("[data-answer]")
    await call_of(asha)
    return asha, asha_is, token


@pytest.mark.parametrize(("viewport", "language"), [(PHONE, "hi"), (LAPTOP, "en")])
async def test_from_no_danger_to_after_the_call(
    visitors: Visitors, opd: Department, viewport: Viewport, language: str
) -> None:
    rao = await opd.doctor("Dr Meera Rao")
    asha = await visitors.one(viewport, language)
    await asha.open("/opd/")
    await asha.press("[data-none]", "[data-register]")
    await asha.sign_in()
    await asha.tell(Told("Asha Devi"))
    await asha.page.wait_for_url("**/opd/**")
    await asha.is_at("clinics")
    await expect(asha.part(".small-chosen .name")).to_have_text("Asha Devi")
    card = asha.part(f"button[data-clinic='{opd.clinic}']")
    await expect(card).to_contain_text("1 डॉक्टर हैं" if language == "hi" else "1 doctor is here")
    await card.click()
    await asha.is_at("wish")
    await asha.press("[data-take]")
    await asha.is_at("waiting")
    await expect(asha.part("h1 .number")).to_have_text("1")
    await expect(asha.part("h1")).to_be_focused()
    await expect(asha.part(".ahead")).to_have_text("अगली बारी आपकी है" if language == "hi" else "You are next")

    await asha.press(".must [data-tell=caller]")
    await asha.choose("speaks", "self")
    await expect(asha.part(".saving[data-saving=saved]")).to_be_visible()
    await asha.press("[data-back-to-token]")
    await expect(asha.part(".must")).to_have_count(0)

    called = await rao.call_next()
    await asha.is_at("ring")
    title = "डॉक्टर बुला रहे हैं" if language == "hi" else "The doctor is calling"
    await expect(asha.part("h1")).to_have_text(title)
    await expect(asha.page).to_have_title(re.compile(title))
    await expect(asha.part(".doctor-words")).to_contain_text("Dr Meera Rao")
    await expect(asha.part(".doctor-words")).to_contain_text("MBBS, MD")
    await expect(asha.part(".doctor-words")).to_contain_text("Maharashtra Medical Council")
    await asha.press("[data-answer]")
    frame = await call_of(asha)
    assert await frame.evaluate("document.documentElement.lang") == language
    desk = await comes_in(visitors, rao, called["id"])
    await expect(frame.locator(".tile.has-picture")).to_have_count(1, timeout=PATIENCE_MS)
    await expect(frame.locator("#microphone")).to_have_attribute("aria-pressed", "true")
    await expect(frame.locator("#camera")).to_have_attribute("aria-pressed", "true")
    await expect(desk.part(".tile.has-picture")).to_have_count(1, timeout=PATIENCE_MS)

    await rao.does(called["id"], "end")
    await asha.is_at("after")
    assert all("embedded=1" not in one.url for one in asha.page.frames)
    await expect(asha.part(".doctor-words")).to_contain_text("Dr Meera Rao")


async def test_however_often_she_presses_it_is_one_number(visitors: Visitors, opd: Department) -> None:
    asha_is = await opd.household()
    asha = await visitors.phone()
    await asha_is.comes_in(asha.context)
    await asha.open("/opd/")
    await asha.press("[data-none]")
    await asha.is_at("who")
    await asha.press(f"[data-patient='{asha_is.patient}']", f"button[data-clinic='{opd.clinic}']")
    await asha.page.dblclick("[data-take]")
    await asha.is_at("waiting")
    assert len((await asha_is.get("/opd/tokens"))["tokens"]) == 1

    other = await asha.another_tab()
    await other.open(f"/opd/#visit/{asha_is.patient}/{opd.clinic}")
    await other.press("[data-none]", "[data-take]")
    await other.is_at("waiting")
    assert len((await asha_is.get("/opd/tokens"))["tokens"]) == 1
    await asha.page.reload()
    await asha.is_at("waiting")
    await asha.open("/opd/")  # from a message, or by hand: she waits already
    await asha.is_at("waiting")


async def test_places_move_by_themselves_and_her_turn_is_told_in_time(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    before = [await opd.waiting(f"Before {number}") for number in range(3)]
    asha_is, token = await opd.waiting("Asha Devi")
    asha = await at_number(visitors, asha_is, token)
    await expect(asha.part(".ahead")).to_have_text("3 people are before you")
    await expect(asha.part(".place-row .figure.other")).to_have_count(3)
    await expect(asha.part("[data-check]")).to_have_count(0)
    height = await asha.part(".ticket").evaluate("(one) => one.offsetHeight")
    await rao.call_next()
    await expect(asha.part(".ahead")).to_have_text("2 people are before you")
    await expect(asha.part(".place-row .figure.other")).to_have_count(2)
    assert await asha.part(".ticket").evaluate("(one) => one.offsetHeight") == height
    await asha.press("[data-check]")
    await asha.is_at("card-check")
    await asha.press("[data-open-camera]")
    await expect(asha.part(".check[data-check=good]")).to_have_count(3)
    await expect(asha.part("#preview")).to_be_visible()
    await asha.press("[data-done]")
    await asha.is_at("waiting")
    await before[1][0].ask("DELETE", f"/opd/tokens/{before[1][1]}")
    await expect(asha.part(".ahead")).to_have_text("1 person is before you")


async def test_what_she_tells_is_saved_as_it_is_told(visitors: Visitors, opd: Department) -> None:
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await asha.context.grant_permissions(["microphone"])
    await asha.press("[data-card=complaint]", "[data-record]")
    await expect(asha.part(".recording-time")).to_contain_text("0:02")
    await asha.press("[data-stop]")
    await expect(asha.part(".file-row[data-state=sent]")).to_be_visible()
    await asha.press("[data-hear]")
    await expect(asha.part("[data-hear]")).to_have_attribute("aria-pressed", "true")
    await asha.page.fill("#complaint", "Fever for three days. <b>")
    await expect(asha.part(".saving[data-saving=saved]")).to_be_visible()
    await asha.press("[data-next]")
    await asha.is_at("card-symptoms")
    await asha.press("[data-symptom=fever]", "[data-symptom=cough]")
    await asha.press("[data-next]")
    await asha.choose("since", "days")
    await asha.press("[data-next]")
    await asha.choose("allergies", "none")
    await asha.press("[data-next]")
    await asha.choose("medicines", "some")
    await asha.page.fill("#medicines-words", "Metformin 500")
    await asha.press("[data-next]")
    await asha.choose("pregnancy", "no")
    await asha.press("[data-next]")
    await asha.is_at("card-photos")
    picture = await asha.page.screenshot(clip={"x": 0, "y": 0, "width": 200, "height": 300})
    report = FilePayload(name="a.png", mimeType="image/png", buffer=picture)
    await asha.part("[data-choose=report]").set_input_files(report)
    await expect(asha.part(".file-row[data-state=sent]")).to_be_visible()
    await asha.press("[data-done]")
    await expect(asha.part("[data-told]")).to_have_count(8)

    told = await asha_is.get(f"/opd/tokens/{token}/intake")
    assert (told["complaint"], told["symptoms"]) == ("Fever for three days. <b>", ["fever", "cough"])
    assert (told["allergies"], told["medicines"], told["pregnancy"]) == ("none", "Metformin 500", "no")
    assert told["missing"] == []
    files = (await asha_is.get(f"/opd/tokens/{token}/files"))["files"]
    sent = sorted((one["kind"], one["media_type"]) for one in files)
    assert sent == [("report", "image/png"), ("voice", "audio/webm")]


async def test_without_a_line_nothing_that_is_told_is_lost(visitors: Visitors, opd: Department) -> None:
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await asha.press("[data-card=complaint]")
    await asha.context.set_offline(True)
    await asha.page.fill("#complaint", "Headache")
    await expect(asha.part(".saving[data-saving=unsent]")).to_be_visible()
    await asha.context.set_offline(False)
    await expect(asha.part(".saving[data-saving=saved]")).to_be_visible(timeout=PATIENCE_MS)
    assert (await asha_is.get(f"/opd/tokens/{token}/intake"))["complaint"] == "Headache"


async def test_a_child_is_seen_with_an_adult_who_tells_who_she_is_while_it_rings(
    visitors: Visitors, opd: Department
) -> None:
    rao = await opd.doctor()
    mother = await opd.household("Ravi", 7, "male")
    token = (await mother.takes(opd.clinic))["id"]
    asha = await at_number(visitors, mother, token)
    await rao.call_next()
    await asha.is_at("ring")
    await asha.press("[data-answer]")
    await asha.is_at("card-caller")
    await expect(asha.part("[data-answer]")).to_be_disabled()
    await asha.choose("speaks", "other")
    await asha.choose("relation", "child")
    await asha.choose("beside", "yes")
    await asha.page.fill("#adult_name", "Sunita Devi")
    await asha.page.select_option("#identity-kind", "voter")
    await asha.page.fill("#identity-last", "४३२१")
    await asha.press("[data-answer]")
    await call_of(asha)
    caller = (await mother.get(f"/opd/tokens/{token}/intake"))["caller"]
    assert caller["adult_identity"] == {"kind": "voter", "last": "4321"}


async def test_an_adolescent_who_is_alone_is_led_to_people_who_help(visitors: Visitors, opd: Department) -> None:
    kavita = await opd.household("Kavita", 15)
    token = (await kavita.takes(opd.clinic))["id"]
    page = await at_number(visitors, kavita, token)
    await page.press(".must [data-tell=caller]")
    await page.choose("speaks", "self")
    await page.choose("adult-here", "no")
    await expect(page.part(".helpline")).to_have_count(2)
    await expect(page.part(".helpline").first).to_have_attribute("href", "tel:1098")
    await expect(page.part("[data-next]")).to_have_count(0)


async def test_whoever_does_not_answer_is_back_near_the_front_and_at_last_a_no_show(
    visitors: Visitors, opd: Department
) -> None:
    rao = await opd.doctor()
    asha_is, token = await opd.waiting("Asha Devi")
    for number in range(3):
        await opd.waiting(f"Behind {number}")
    asha = await at_number(visitors, asha_is, token)
    await rao.call_next()
    await asha.is_at("ring")
    await rao.does(token, "miss")
    await asha.is_at("waiting")
    await expect(asha.part(".standing")).to_contain_text("You are back at place 2, not at the end.")
    for _ in range(2):
        await rao.post("/desk/call", {"consultation": token, "reason": "she rang"})
        await asha.is_at("ring")
        await rao.does(token, "miss")
    await asha.is_at("over")
    await expect(asha.part("h1")).to_have_text("We called you three times")
    await asha.press("[data-new-number]")
    await asha.is_at("clinics")


async def test_in_a_minute_is_said_once_and_the_telephone_is_a_way_out_of_the_ring(
    visitors: Visitors, opd: Department
) -> None:
    rao = await opd.doctor()
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await rao.call_next()
    await asha.is_at("ring")
    await expect(asha.part(".left")).to_have_text("You have about 2 minutes")
    await asha.press("[data-later]")
    await expect(asha.part(".left")).to_have_text("You have about 3 minutes")
    await expect(asha.part("[data-later]")).to_have_count(0)
    await asha.press("[data-by-telephone]")
    await expect(asha.part("h1")).to_have_text("The doctor is ringing your telephone")
    assert (await asha_is.token(token))["mode"] == "telephone"


async def test_by_telephone_no_page_is_needed_and_the_same_number_is_kept(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    asha_is, token = await opd.waiting(mode="telephone")
    asha = await at_number(visitors, asha_is, token)
    await expect(asha.part(".next")).to_contain_text("the doctor rings your mobile")
    await rao.call_next()
    await asha.is_at("ring")
    await expect(asha.part(".pick-up")).to_have_text("Pick up your telephone.")
    await asha.press("[data-by-video]")
    await asha.press("[data-answer]")
    await call_of(asha)
    await rao.does(token, "telephone")
    await asha.is_at("telephone")
    assert all("embedded=1" not in one.url for one in asha.page.frames), "the camera is free"
    await asha.press("[data-end]", "#end [data-confirm]")
    await asha.is_at("after")
    assert (await asha_is.token(token))["state"] == "ended"


async def test_a_call_that_breaks_is_held_and_goes_on_by_itself(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    asha, asha_is, token = await speaking(visitors, opd)
    desk = await comes_in(visitors, rao, token)
    await expect((await call_of(asha)).locator(".tile.has-picture")).to_have_count(1, timeout=PATIENCE_MS)
    await asha.page.reload()
    frame = await call_of(asha)
    await expect(frame.locator(".tile.has-picture")).to_have_count(1, timeout=PATIENCE_MS)
    await desk.page.goto("about:blank")
    await expect(asha.part(".call-banner .counting")).to_have_text(re.compile(r"[45]:\d\d"), timeout=PATIENCE_MS)
    await comes_in(visitors, rao, token)
    await expect(asha.part(".call-banner")).to_have_count(0, timeout=PATIENCE_MS)
    assert (await asha_is.token(token))["number"] == 1


async def test_whose_camera_is_refused_is_offered_the_telephone(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    asha_is, token = await opd.waiting()
    asha = await visitors.phone()
    await asha.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    )
    await asha_is.comes_in(asha.context)
    await asha.open(f"/opd/#token/{token}/check")
    await asha.press("[data-open-camera]")
    await expect(asha.part("#trouble")).to_be_visible()
    await expect(asha.part("section [data-mode=telephone]")).to_be_visible()
    await rao.call_next()
    await asha.is_at("ring")
    await asha.press("[data-answer]")
    frame = asha.page.frame_locator("iframe.call-frame")
    await expect(frame.locator("#embedded-stuck")).to_be_visible(timeout=PATIENCE_MS)
    await frame.locator("#by-telephone").click()
    await asha.is_at("telephone")
    assert (await asha_is.token(token))["mode"] == "telephone"


async def test_another_window_takes_the_call_over_and_gives_it_back(visitors: Visitors, opd: Department) -> None:
    await opd.doctor()
    asha, _, token = await speaking(visitors, opd)
    other = await asha.another_tab()
    await other.open(f"/opd/#token/{token}")
    await expect(other.part("h1")).to_have_text("The doctor is with you")
    await other.press("[data-enter]")
    await call_of(other)
    await expect(asha.part("[data-enter]")).to_be_visible(timeout=PATIENCE_MS)
    await asha.press("[data-enter]")
    await call_of(asha)


async def test_she_ends_the_call_and_reports_the_doctor(visitors: Visitors, opd: Department) -> None:
    await opd.doctor()
    asha, asha_is, token = await speaking(visitors, opd)
    await (await call_of(asha)).locator("#leave").click()
    await expect(asha.part("#end")).to_be_visible()
    await asha.page.keyboard.press("Escape")
    await call_of(asha)
    await asha.press("[data-call-more]", "#call-more [data-report]")
    await asha.page.fill("#report-text", "He was rude.")
    await asha.part("#report .tick-box .option").click()
    await asha.press("#report form button.big")
    await expect(asha.part("#report .note.done")).to_contain_text("will not be brought to this doctor again")
    await asha.press("#report button.big")
    await (await call_of(asha)).locator("#leave").click()
    await asha.press("#end [data-confirm]")
    await asha.is_at("after")
    assert (await asha_is.token(token))["state"] == "ended"


async def test_handed_on_to_another_clinic_she_keeps_her_number(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    eyes = await another_clinic(opd, "Eye clinic", "ophthalmology")
    sen = await eyes.doctor("Dr Sen")
    await opd.waiting("Before")
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await rao.post("/desk/call", {"consultation": token, "reason": "a child"})
    await asha.press("[data-answer]")
    await call_of(asha)
    await rao.does(token, "transfer", {"clinic": eyes.clinic, "doctor": None, "reason": "her eyes"})
    await sen.does(token, "transfer/accept")
    await asha.is_at("waiting")
    await expect(asha.part("h1 .number")).to_have_text("2")
    await expect(asha.part(".standing")).to_contain_text("handed you on to Eye clinic. Your number stays 2")
    await sen.call_next()
    await asha.press("[data-answer]")
    await call_of(asha)
    await sen.does(token, "refer", {"facility": opd.facility, "reason": "to be seen"})
    await asha.is_at("after")
    await expect(asha.part("h1")).to_have_text("The doctor wants you to be seen in person")
    await eyes.set_phase("closed", "the day is over")


async def test_a_clinic_that_closes_offers_another_day(visitors: Visitors, opd: Department) -> None:
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await opd.set_phase("paused", "tea")
    await expect(asha.part(".standing")).to_contain_text("short break")
    await opd.set_phase("closed", "no doctor came")
    await asha.is_at("day")
    await expect(asha.part("main")).to_contain_text("tomorrow")
    await asha.press("[data-offer=yes]")
    await expect(asha.part("h1")).to_have_text("Your place is kept")
    await asha.open(f"/opd/#visit/{asha_is.patient}")
    await expect(asha.part(f".shut[data-clinic='{opd.clinic}']")).to_have_count(0)
    await asha.press("[data-remind] >> nth=0")
    await expect(asha.part(".reminded").first).to_be_visible()


async def test_whoever_comes_again_is_offered_the_same_doctor(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor("Dr Meera Rao")
    asha, asha_is, token = await speaking(visitors, opd)
    await rao.does(token, "follow-up", {"day": await tomorrow(asha), "reason": ""})
    await rao.does(token, "end")
    await asha.is_at("after")
    await expect(asha.part("main")).to_contain_text("Come again on")
    await asha.press("[data-again]")
    await asha.press(f"[data-expected='{token}']")
    await asha.is_at("wish")
    await expect(asha.part("input[name=returns][value=same]")).to_be_checked()
    await expect(asha.part("main")).to_contain_text("Dr Meera Rao again")
    await asha.press("[data-take]")
    await asha.is_at("waiting")
    await expect(asha.part(".standing")).to_contain_text("the doctor who saw you before")
    taken = (await asha_is.get("/opd/tokens"))["tokens"][0]
    assert taken["is_return"]


async def test_worse_while_waiting_goes_the_way_of_danger_and_keeps_the_place(
    visitors: Visitors, opd: Department
) -> None:
    await opd.doctor()
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await asha.press("[data-worse]", "#worse [data-sign=breath_chest]")
    await expect(asha.part("#worse [data-call]")).to_be_visible()
    await asha.page.keyboard.press("Escape")
    await expect(asha.part("#worse")).to_have_count(0)
    await expect(asha.part("h1 .number")).to_have_text("1")


async def test_a_session_that_ends_leads_to_signing_in_and_back_to_the_number(
    visitors: Visitors, opd: Department
) -> None:
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await asha_is.ask("DELETE", "/session")
    await asha.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await asha.is_at("sign_in")
    await expect(asha.part("main")).to_contain_text("Your number in the queue is kept")
    asha.mobile = asha_is.number
    await asha.press("main a[data-sign-in]")
    await asha.sign_in()
    await asha.press(f"[data-patient='{asha_is.patient}']")
    await asha.press("[data-none]")  # nobody has asked about danger in this tab
    await asha.is_at("waiting")


async def test_a_number_is_given_back_after_one_question(visitors: Visitors, opd: Department) -> None:
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await asha.press("[data-cancel]")
    await expect(asha.part("#give-back")).to_be_visible()
    await asha.press("#give-back [data-confirm]")
    await asha.is_at("over")
    assert (await asha_is.token(token))["state"] == "withdrawn"


async def test_by_keyboard_alone_she_answers(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    asha_is, token = await opd.waiting()
    asha = await at_number(visitors, asha_is, token)
    await rao.call_next()
    await asha.is_at("ring")
    await expect(asha.part("h1")).to_be_focused()
    await asha.page.keyboard.press("Tab")
    await expect(asha.part("[data-answer]")).to_be_focused()
    await asha.page.keyboard.press("Enter")
    await call_of(asha)


async def tomorrow(asha: Visitor) -> str:
    """In India."""
    return str(
        await asha.page.evaluate(
            "new Date(Date.now() + 86_400_000 + 5.5 * 3_600_000).toISOString().slice(0, 10)",
        )
    )


async def test_without_a_live_line_the_page_asks_by_itself(visitors: Visitors, opd: Department) -> None:
    rao = await opd.doctor()
    asha_is, token = await opd.waiting()
    asha = await visitors.phone()
    await asha.context.route("**/socket.io/**", lambda route: route.abort())
    await asha.page.add_init_script("window.WebSocket = class { constructor() { throw new Error('none') } }")
    await asha_is.comes_in(asha.context)
    await asha.open(f"/opd/#token/{token}")
    await asha.is_at("waiting")
    await rao.call_next()
    await asyncio.sleep(1)
    await expect(asha.part("main > section")).to_have_attribute("data-screen", "ring", timeout=PATIENCE_MS)
