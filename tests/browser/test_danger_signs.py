"""Danger first, in front of the real server: a sign, whom to call, a doctor on duty who takes it; or none of these."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from clinic.places.states import StateCode
from tests.support.browsers import Browsers
from tests.support.duty_staff import at_work, doctor_on_duty, goes_home, lives_in, medical_officer
from tests.support.needs import CHROMIUM
from tests.support.screens import looked_at
from tests.support.server import Server
from tests.support.viewports import LAPTOP, PHONE, Viewport
from tests.support.visitor import Told, Visitor, Visitors, visitors_of

pytestmark = CHROMIUM
MAHARASHTRA, ARUNACHAL = StateCode(27), StateCode(12)
LONG_NAME = "Dr Asha Venkatanarasimharajuvaripeta Subramanya"
SHIRUR = {"latitude": 18.8272, "longitude": 74.3789, "accuracy": 25.0}


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers, keeping_pages=True) as come:
        yield come


async def opened(
    visitors: Visitors, state: StateCode | None = None, viewport: Viewport = PHONE, language: str = "hi"
) -> Visitor:
    """Somebody who is not signed in, before the danger signs."""
    asha = await visitors.one(viewport, language)
    await asha.open("/opd/")
    if state is not None:
        await lives_in(asha.page, state)
        await asha.open("/opd/")
    await asha.is_at("danger")
    return asha


async def tells(asha: Visitor, place: str = "") -> None:
    """Her number and, as it is written, her place."""
    await asha.press("[data-tell]")
    await asha.page.fill("#mobile", asha.mobile)
    await asha.page.fill("#place", place)
    await asha.press("[data-send]")


async def test_whoever_opens_the_service_without_a_link_is_asked_about_danger_first(visitors: Visitors) -> None:
    asha = await visitors.phone("hi")
    await asha.page.goto(f"{asha.server.url}/")
    await asha.page.wait_for_url("**/opd/")
    await asha.is_at("danger")
    await expect(asha.part("h1")).to_have_text("क्या अभी इनमें से कुछ हो रहा है?")
    await expect(asha.part(".danger-tile .drawn")).to_have_count(6)
    await expect(asha.part("a.emergency-strip")).to_have_attribute("href", "tel:112")
    await expect(asha.part(".chip.approval")).to_have_text("चिकित्सकीय मंज़ूरी बाक़ी")
    await asha.press("footer a[href='/?link']")
    await expect(asha.part("#closed")).to_have_attribute("data-reason", "no_link")
    await asha.press("#closed a.big")
    await asha.is_at("danger")


async def test_a_sign_leads_to_the_number_and_a_doctor_on_duty_takes_the_alert(visitors: Visitors) -> None:
    doctor = await doctor_on_duty(visitors.server, MAHARASHTRA, LONG_NAME)
    asha = await opened(visitors, MAHARASHTRA)
    await asha.context.grant_permissions(["geolocation"])
    await asha.context.set_geolocation(SHIRUR)  # type: ignore[arg-type]
    await asha.press("[data-sign=breath_chest]")
    await asha.is_at("go_now")
    await expect(asha.part("h1")).to_have_text("अभी अस्पताल जाएँ")
    await expect(asha.part("h1")).to_be_focused()
    await expect(asha.part("[data-call]")).to_have_attribute("href", "tel:108")
    await expect(asha.part(".meanwhile li")).to_have_count(2)
    await asha.press("[data-tell]")
    await asha.press("[data-place]")
    await expect(asha.part(".own-place .there")).to_contain_text("25")
    await asha.press("[data-send]")
    await expect(asha.part("#mobile-error")).to_be_visible()
    await expect(asha.part("#mobile")).to_be_focused()
    await asha.page.fill("#mobile", asha.mobile)
    await asha.press("[data-send]")
    await expect(asha.part(".became")).to_have_attribute("data-told", "")

    desk = await at_work(visitors, doctor, "find")
    await desk.press("a.alerts-banner")
    await desk.is_at("alerts")
    one = desk.part(".work-column .one-alert").first
    await expect(one).to_contain_text("Chest pain, or trouble breathing")
    await expect(one).not_to_contain_text(asha.mobile)
    await one.locator("[data-take]").click()
    mine = desk.part(".work-column .one-alert[data-mine]")
    await expect(mine.locator("[data-call]")).to_have_attribute("href", f"tel:+91{asha.mobile}")
    await expect(mine.locator("[data-map]")).to_have_attribute("href", re.compile(r"mlat=18\.8272&mlon=74\.3789"))
    await expect(asha.part(".became")).to_have_attribute("data-phase", "answered", timeout=15_000)
    await expect(asha.part(".became")).to_contain_text(LONG_NAME)

    await asha.page.reload()  # as phones do to a page that was left for a telephone call
    await asha.is_at("go_now")
    await expect(asha.part(".became")).to_contain_text(LONG_NAME)
    await mine.locator("[data-outcome=helped]").click()
    await expect(desk.part(".work-column .one-alert[data-mine]")).to_have_count(0)
    await expect(asha.part(".became")).to_have_attribute("data-phase", "over", timeout=15_000)
    await goes_home(visitors.server, doctor)


async def test_where_no_doctor_is_on_duty_it_says_so_and_a_place_may_be_written(visitors: Visitors) -> None:
    asha = await opened(visitors, ARUNACHAL, language="en")
    await asha.press("[data-sign=bleeding_poison]")
    await expect(asha.part("[data-call]")).to_have_attribute("href", "tel:112")
    await asha.press("[data-tell]")
    await asha.press("[data-place]")
    await expect(asha.part(".own-place [role=alert]")).to_contain_text("Write your village, or what is near.")
    await asha.page.fill("#mobile", asha.mobile)
    await asha.page.fill("#place", "Ziro, beside the school")
    await asha.press("[data-send]")
    await expect(asha.part(".became")).to_have_text(re.compile(r"No doctor is on duty.*call 112"))
    assert await asha.part(".became").get_attribute("data-told") is None
    await asha.press("[data-back]")
    await asha.is_at("danger")


async def test_thoughts_of_ending_ones_life_lead_to_somebody_to_talk_to(visitors: Visitors) -> None:
    asha = await opened(visitors)
    await asha.press("[data-sign=self_harm]")
    await expect(asha.part("[data-helpline]")).to_have_attribute("href", "tel:14416")
    await expect(asha.part("a.emergency-strip")).to_have_attribute("href", "tel:112")
    await expect(asha.part("h1")).to_contain_text("आप अकेले नहीं हैं")


async def test_none_of_these_leads_to_registration_and_back_behind_the_signs(visitors: Visitors) -> None:
    asha = await opened(visitors, language="en")
    await asha.press("[data-none]")
    await asha.is_at("safe")
    await asha.press("[data-register]")
    await asha.sign_in()
    await asha.tell(Told("Asha Devi"))
    await asha.page.wait_for_url("**/opd/**")
    await asha.says("Asha Devi")
    await expect(asha.part("a.emergency-strip")).to_be_visible()
    await expect(asha.part(".danger-tile")).to_have_count(0)
    later = await asha.another_tab()
    await later.open("/opd/#safe")
    await later.is_at("danger")


@pytest.mark.parametrize("language", ["hi", "en"])
async def test_without_a_line_the_signs_and_the_number_stand(visitors: Visitors, language: str) -> None:
    asha = await opened(visitors, language=language)
    kept = "async () => { await navigator.serviceWorker.ready; return (await caches.match('/opd/')) !== undefined; }"
    assert await asha.page.evaluate(kept)
    await asha.context.set_offline(True)
    await asha.page.goto(f"{asha.server.url}/opd/")
    await expect(asha.part("body")).to_have_attribute("data-ready", "true")
    await asha.is_at("danger")
    await expect(asha.part(".danger-tile .drawn")).to_have_count(6)
    await asha.press("[data-sign=not_waking]")
    await expect(asha.part("[data-call]")).to_have_attribute("href", "tel:112")
    await tells(asha)
    await expect(asha.part(".tell-doctor [role=alert] .note").last).to_be_visible()
    await asha.press("[data-back]")
    await asha.press("[data-none]")
    await expect(asha.part("main [role=alert] .note")).to_be_visible()
    await asha.context.set_offline(False)
    await asha.press("main [role=alert] button.quiet")
    await expect(asha.part("[data-register]")).to_be_visible()


async def test_all_of_it_by_keyboard_and_the_way_back_leads_to_the_signs(visitors: Visitors) -> None:
    asha = await opened(visitors, viewport=LAPTOP, language="en")
    for _ in range(20):
        await asha.page.keyboard.press("Tab")
        if await asha.page.evaluate("document.activeElement.dataset.sign") == "stroke":
            break
    await asha.page.keyboard.press("Enter")
    await asha.is_at("go_now")
    await expect(asha.part("h1")).to_be_focused()
    await asha.page.keyboard.press("Tab")
    await expect(asha.part("[data-call]")).to_be_focused()
    await asha.page.go_back()
    await asha.is_at("danger")
    await expect(asha.part("h1")).to_be_focused()


async def test_a_medical_officer_approves_the_signs_and_patients_see_her_name(visitors: Visitors) -> None:
    officer = await medical_officer(visitors.server, MAHARASHTRA, "Dr Meera Joshi")
    desk = await at_work(visitors, officer, "questions")
    danger = desk.part("[data-set=danger_signs]")
    await expect(danger).to_contain_text("सीने में दर्द, या साँस लेने में तकलीफ़")
    await expect(danger).to_contain_text("Chest pain, or trouble breathing")
    await danger.get_by_role("button", name="Approve as Dr Meera Joshi").click()
    await expect(danger.locator(".standing")).to_contain_text("Approved by Dr Meera Joshi")
    asha = await opened(visitors, language="en")
    await expect(asha.part("p.approval")).to_have_text("Approved by medical officer Dr Meera Joshi.")
    await expect(asha.part(".chip.approval")).to_have_count(0)
    await danger.locator("[data-withdraw]").click()
    await expect(danger.locator(".standing")).to_have_text("Not clinically approved")


async def test_the_screens(visitors: Visitors) -> None:
    doctor = await doctor_on_duty(visitors.server, MAHARASHTRA, LONG_NAME)
    officer = await medical_officer(visitors.server, MAHARASHTRA, "Dr Meera Joshi")
    asha = await opened(visitors, MAHARASHTRA)
    await looked_at(asha.page, "opd-danger")
    await asha.press("[data-sign=breath_chest]")
    await looked_at(asha.page, "opd-go-now")
    await tells(asha, "Shirur, beside the school")
    await expect(asha.part(".became")).to_be_visible()
    await looked_at(asha.page, "opd-told")
    await asha.press("[data-back]")
    await asha.press("[data-sign=self_harm]")
    await looked_at(asha.page, "opd-talk")
    desk = await at_work(visitors, doctor, "alerts", PHONE)
    await desk.part(".work-column [data-take]").first.click()
    await expect(desk.part(".work-column [data-mine]").first).to_be_visible()
    await looked_at(desk.page, "desk-alerts")
    await desk.part(".work-column [data-outcome=mistaken]").first.click()
    reader = await at_work(visitors, officer, "questions", PHONE)
    await expect(reader.part("[data-set=symptoms]")).to_be_visible()
    await looked_at(reader.page, "desk-questions")
    await goes_home(visitors.server, doctor)
