"""The whole way: a doctor prescribes in a real call, the patient downloads it on her phone, a chemist checks it."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest_asyncio
from playwright.async_api import expect

from clinic.patients.patient import indian_date
from tests.support.axe import AXE, violations
from tests.support.browsers import Browsers
from tests.support.desk_page import DoctorsDesk, at_her_desk, talking_by_video
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, department
from tests.support.prescribing import TOLD, Visit
from tests.support.server import Server
from tests.support.visitor import Visitors, visitors_of

pytestmark = CHROMIUM
SEALED_MS = 45_000
"""Documents are made at a low priority, so that no call suffers."""
SEEN_AGAIN_MS = 30_000
"""The sheet looks every fifteen seconds for what others have changed."""
WITH_HIS_MOTHER = {
    "relation": "child",
    "patient_beside": True,
    "adult_name": "Sunita Patil",
    "adult_identity": {"kind": "aadhaar", "last": "4321"},
}


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> Department:
    return await department(shared_server)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visitors: Visitors, opd: Department) -> AsyncIterator[DoctorsDesk]:
    async with at_her_desk(visitors, await opd.doctor("Dr Kavita Rao")) as opened:
        yield opened


async def opens_the_prescription(desk: DoctorsDesk) -> None:
    await desk.part("[data-paper=prescription]").click()
    await expect(desk.part(".rx")).to_be_visible()


async def adds(desk: DoctorsDesk, text: str, dosage: str = "", *, is_listed: bool = True) -> None:
    """By the keyboard alone."""
    await desk.part("#rx-add").fill(text)
    await expect(desk.part("#rx-found li").first).to_be_visible()
    if is_listed:
        await expect(desk.part("#rx-found li")).not_to_have_count(1)
    await desk.part("#rx-add").press("Enter")
    if dosage:
        await desk.part("[data-shorthand]").last.fill(dosage)


async def signs(desk: DoctorsDesk) -> None:
    await desk.part("[data-rx-review]").click()
    for name in ("name", "age"):
        await desk.part(f"#rx-sign input[name=identifier-{name}]").check()
    await desk.part("[data-rx-sign]").click()
    await expect(desk.part("[data-signed=signed]")).to_be_visible(timeout=SEALED_MS)


async def test_from_the_call_to_the_chemist(visitors: Visitors, opd: Department, desk: DoctorsDesk) -> None:
    kamala, token = await opd.waiting("Kamala Devi", 71, told=TOLD)
    await talking_by_video(desk, visitors, kamala, token, "Kamala Devi")
    await desk.diagnoses("bukhar", "R50.9")
    await opens_the_prescription(desk)
    await expect(desk.part("[data-fact=allergies]")).to_contain_text("none known")
    await desk.part("input[name=rx-seen]").check()
    await adds(desk, "par 500", "1-0-1 x3 after food")
    await expect(desk.part("[data-outcome=allowed]")).to_have_count(1)
    await expect(desk.part("[data-quantity]")).to_have_value("6")
    await expect(desk.part("[data-unchecked]")).to_contain_text("interaction")
    await adds(desk, "clot cream", "1-0-1 x14")
    await expect(desk.part(".rx-seen[data-seen]")).to_be_visible(timeout=60_000)
    await expect(desk.part("[data-outcome=allowed]")).to_have_count(2)
    await adds(desk, "amox 500")
    await expect(desk.part("[data-outcome=held]")).to_contain_text("two medical officers")
    await signs(desk)
    await expect(desk.part("[data-outcome=held]")).to_have_count(1)
    [listed] = (await kamala.get("/prescriptions"))["prescriptions"]
    phone = await visitors.phone()
    await kamala.comes_in(phone.context)
    await phone.open(f"/prescriptions/#{listed['id']}")
    await expect(phone.part(".medicine")).to_have_count(2)
    async with phone.page.expect_download() as downloading:
        await phone.part("[data-download]").click()
    assert (await (await downloading.value).path()).read_bytes().startswith(b"%PDF-")
    given = await kamala.get(f"/prescriptions/{listed['id']}")
    assert given["by"] == "video"
    chemist = await visitors.phone()
    await chemist.open(f"/verify/#{given['verify'].rpartition('#')[2]}")
    await expect(chemist.part(".answer")).to_have_attribute("data-word", "verdict_authentic")


async def test_by_telephone_the_guidelines_refuse_and_name_their_clause(opd: Department, desk: DoctorsDesk) -> None:
    await by_telephone(opd, desk)
    await opens_the_prescription(desk)
    await adds(desk, "clot cream")
    await expect(desk.part("[data-ruling=needs_video]")).to_contain_text("3.7.4, List A")
    await expect(desk.part("[data-rx-review]")).to_be_disabled()
    await desk.part("[data-remove]").click()
    await adds(desk, "alprazolam", is_listed=False)
    await expect(desk.part("[data-ruling=prohibited]")).to_contain_text("never")
    await desk.part("[data-remove]").click()
    await adds(desk, "par 500", "sos")
    await expect(desk.part("[data-outcome=allowed]")).to_have_count(1)


async def test_a_warning_needs_a_reason_and_an_amendment_takes_the_first_ones_place(
    opd: Department, desk: DoctorsDesk
) -> None:
    await by_telephone(opd, desk, allergies="paracetamol")
    await opens_the_prescription(desk)
    await adds(desk, "par 500")
    warning = desk.part("[data-warning='allergy:paracetamol']")
    await expect(warning).to_be_visible()
    await expect(desk.part("[data-missing=dosage]")).to_contain_text("Paracetamol")
    await desk.part("[data-shorthand]").fill("bd x5")
    await expect(desk.part("[data-missing=dosage]")).to_have_count(0)
    await expect(desk.part("[data-rx-review]")).to_be_disabled()
    await warning.locator("input").fill("She took it last week without harm")
    await expect(desk.part("[data-rx-review]")).to_be_enabled()
    await signs(desk)
    await expect(desk.part("#rx-add")).to_have_count(0)
    await desk.part("[data-amend]").click()
    await desk.part("#rx-reason textarea, #rx-reason input").first.fill("Three days are enough")
    await desk.part("#rx-reason button[type=submit]").click()
    await expect(desk.part("#rx-add")).to_be_visible()
    await desk.part("[data-days]").fill("3")
    await expect(desk.part(".kept[data-keeping=saved]").last).to_be_visible()
    await desk.part("[data-rx-review]").click()
    await desk.part("[data-rx-sign]").click()
    await expect(desk.part("[data-signed=superseded]")).to_be_visible()
    await expect(desk.part("[data-signed=signed]")).to_be_visible(timeout=SEALED_MS)


async def test_a_childs_dose_is_not_checked_until_she_is_weighed_and_then_it_is(
    opd: Department, desk: DoctorsDesk
) -> None:
    await by_telephone(opd, desk, "Ravi", 7, caller=WITH_HIS_MOTHER)
    await opens_the_prescription(desk)
    await adds(desk, "par 500", "1-1-1-1 x3")
    await expect(desk.part("[data-unchecked]")).to_contain_text("dose for a child")
    await desk.part("summary", "Measured").click()
    await desk.part("[data-vital=weight_kg]").fill("18")
    await desk.part("[data-vital=weight_kg]").blur()
    warning = desk.part("[data-warning='child:paracetamol']")
    await expect(warning).to_contain_text("2,000 mg of paracetamol a day; at most 1,080 mg for a child of 18 kg")
    await expect(desk.part("[data-unchecked]")).not_to_contain_text("dose for a child")
    await expect(desk.part("[data-rx-review]")).to_be_disabled()
    await desk.part("[data-shorthand]").fill("½-½-½-½ x3")
    await expect(warning).to_have_count(0)
    await signs(desk)


async def test_for_a_minor_who_is_alone_nothing_is_signed_until_an_adult_is_there(
    opd: Department, desk: DoctorsDesk
) -> None:
    visit = await by_telephone(opd, desk, "Kavita", 15, caller=WITH_HIS_MOTHER)
    await opens_the_prescription(desk)
    await adds(desk, "par 500", "bd x3")
    await expect(desk.part("[data-rx-review]")).to_be_enabled()
    await visit.household.tells(visit.token, **{**TOLD, "caller": {"relation": "self"}})
    ruling = desk.part("[data-ruling=adult_missing]")
    await expect(ruling).to_contain_text("3.2.3", timeout=SEEN_AGAIN_MS)
    await expect(desk.part("[data-rx-review]")).to_be_disabled()
    assert (await visit.sign(status=409))["code"] == "prescription_refused"
    await visit.household.tells(visit.token, **{**TOLD, "caller": WITH_HIS_MOTHER})
    await expect(ruling).to_have_count(0, timeout=SEEN_AGAIN_MS)
    await signs(desk)


async def test_a_line_is_written_by_the_keyboard_alone_and_said_in_words(opd: Department, desk: DoctorsDesk) -> None:
    await by_telephone(opd, desk)
    await desk.part("#column-notes").focus()
    await desk.keys("m")
    await expect(desk.part("#rx-add")).to_be_focused()
    keyboard = desk.visitor.page.keyboard
    await keyboard.type("par 5")
    await expect(desk.part("#rx-option-0")).to_contain_text("Paracetamol")
    await desk.keys("Enter")
    await expect(desk.part("[data-shorthand]")).to_be_focused()
    await keyboard.type("bd weekly")
    for _ in range(len(" weekly")):
        await desk.keys("Backspace")
    await keyboard.type(" x5 after food")
    said = "1 tablet in the morning and 1 in the evening, after food, for 5 days. In all: 10 tablets."
    await expect(desk.part(".rx-words")).to_have_text(said)
    await desk.keys("Enter")
    await expect(desk.part("#rx-add")).to_be_focused()
    await expect(desk.part("[data-outcome=allowed]")).to_have_count(1)


async def test_what_is_typed_faster_than_it_is_found_adds_nothing_that_was_not_in_sight(
    opd: Department, desk: DoctorsDesk
) -> None:
    await by_telephone(opd, desk)
    await opens_the_prescription(desk)
    page = desk.visitor.page
    await desk.part("#rx-add").fill("par")
    await expect(desk.part("#rx-option-0")).to_contain_text("Paracetamol")
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("cetirizine")
    await desk.keys("Enter")
    await expect(desk.part("#rx-option-0")).to_contain_text("Cetirizine")
    await desk.keys("Enter")
    await expect(desk.part(".rx-line h3")).to_have_count(1)
    await expect(desk.part(".rx-line h3")).to_contain_text("CETIRIZINE")
    await desk.part("[data-remove]").click()
    await expect(desk.part("[data-undo]")).to_be_focused()
    await desk.keys("Enter")
    await expect(desk.part(".rx-line h3")).to_contain_text("CETIRIZINE")


async def test_what_two_windows_wrote_is_shown_for_a_choice(opd: Department, desk: DoctorsDesk) -> None:
    visit = await by_telephone(opd, desk)
    await opens_the_prescription(desk)
    await desk.visitor.context.set_offline(True)
    await desk.part("#rx-worse").fill("Come at once")
    await expect(desk.part(".kept[data-keeping=away]").last).to_be_visible()
    await visit.write(worse="Go to the hospital")
    await desk.visitor.context.set_offline(False)
    conflict = desk.part("[data-conflict=worse]")
    await expect(conflict).to_contain_text("Come at once", timeout=20_000)
    await expect(conflict).to_contain_text("Go to the hospital")
    await expect(desk.part("[data-rx-review]")).to_be_disabled()
    await conflict.locator("[data-choose=both]").click()
    await expect(desk.part(".kept[data-keeping=saved]").last).to_be_visible()
    await expect(desk.part("#rx-worse")).to_have_value("Go to the hospital\nCome at once")


async def test_a_diagnosis_is_missed_and_one_click_leads_to_it(opd: Department, desk: DoctorsDesk) -> None:
    household, token = await opd.waiting("Asha Devi", 34, told=TOLD, mode="telephone")
    await desk.keys("n")
    await household.does(token, "answer")
    await desk.is_with("in_progress")
    await opens_the_prescription(desk)
    await adds(desk, "par 500", "bd x5")
    await expect(desk.part("[data-missing=diagnosis]")).to_be_visible()
    await desk.part("[data-missing=diagnosis] button").click()
    await desk.diagnoses("bukhar", "R50.9")
    await opens_the_prescription(desk)
    await expect(desk.part("[data-missing]")).to_have_count(0)
    await expect(desk.part("[data-rx-review]")).to_be_enabled()


async def test_a_follow_up_rests_on_her_attested_day(opd: Department, desk: DoctorsDesk) -> None:
    await by_telephone(opd, desk)
    await opens_the_prescription(desk)
    await desk.part("summary", "I saw this patient in person").click()
    await desk.part("[data-in-person]").fill(str(indian_date(time.time()) - timedelta(days=30)))
    await expect(desk.part("[data-fact=relation]")).to_contain_text("first")
    await desk.part("input[name=rx-in-person]").check()
    await expect(desk.part("[data-fact=relation]")).to_contain_text("follow-up")
    await desk.part("input[name=rx-in-person]").uncheck()
    await expect(desk.part("[data-fact=relation]")).to_contain_text("first")


@AXE
async def test_everybody_can_use_the_sheet(opd: Department, desk: DoctorsDesk) -> None:
    await by_telephone(opd, desk)
    await opens_the_prescription(desk)
    await adds(desk, "par 500")
    await adds(desk, "amox 500")
    await expect(desk.part("[data-outcome=held]")).to_be_visible()
    assert await violations(desk.visitor.page) == []


async def by_telephone(
    opd: Department, desk: DoctorsDesk, name: str = "Asha Devi", age: int = 34, **told: Any
) -> Visit:
    """A consultation that goes on, with a diagnosis written down."""
    household, token = await opd.waiting(name, age, told={**TOLD, **told}, mode="telephone")
    await desk.keys("n")
    await expect(desk.part(".in-hands")).to_have_attribute("data-state", "called")
    await household.does(token, "answer")
    await desk.is_with("in_progress")
    await desk.diagnoses("bukhar", "R50.9")
    await desk.is_saved()
    return Visit(opd.doctors[-1], household, token)
