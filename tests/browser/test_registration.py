"""A patient's way in against the real server: on a phone and on a laptop, alone and with her family."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.support.browsers import Browsers
from tests.support.clinic_store import was_silent
from tests.support.needs import CHROMIUM
from tests.support.server import Server
from tests.support.viewports import LAPTOP, PHONE, Viewport
from tests.support.visitor import Told, Visitor, Visitors, new_mobile, visitors_of

pytestmark = CHROMIUM
STEPS = ["1 of 4", "2 of 4", "3 of 4", "4 of 4"]
CHILD = Told("Ravi", "7", "male", "child")
LONG = "<b>Venkataramanan</b> " + "Subramanyam " * 6 + "Iyer4"


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest.mark.parametrize(("viewport", "language"), [(PHONE, "hi"), (LAPTOP, "en")])
async def test_four_steps_lead_from_opening_the_page_to_being_registered(
    visitors: Visitors, viewport: Viewport, language: str
) -> None:
    asha = await visitors.one(viewport, language)
    await asha.open("/register/")
    steps = [await asha.step()]
    await asha.ask_code()
    steps.append(await asha.step())
    code = asha.part("#code")
    assert await code.get_attribute("autocomplete") == "one-time-code"
    assert await code.get_attribute("inputmode") == "numeric"
    await asha.enter_code(await asha.next_code())
    await asha.is_at("person")
    steps.append(await asha.step())
    assert not await asha.part("#agrees").is_checked()
    await asha.tell(Told("आशा देवी"))
    await asha.is_at("registered")
    assert [*steps, await asha.step()] == STEPS
    await expect(asha.part("html")).to_have_attribute("lang", language)
    title = "आपका पंजीकरण हो गया" if language == "hi" else "You are registered"
    await expect(asha.part("h1")).to_contain_text(title)
    await expect(asha.part("h1")).to_be_focused()


async def test_a_wrong_code_says_how_many_tries_are_left_and_another_can_be_had_later(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.open("/register/")
    await asha.ask_code()
    await expect(asha.part("main .countdown")).to_contain_text(re.compile(r"0:[0-3]\d"))
    await expect(asha.part(".note").first).to_contain_text("We have sent an SMS")
    right = await asha.next_code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for left in ("4 tries are left", "3 tries are left"):
        await asha.enter_code(wrong)
        await expect(asha.part("#code-hint")).to_have_text(f"{left}.")
        await expect(asha.part("[role=alert] .note")).to_contain_text("This is not the code")
    counted = await asha.part("main .countdown").inner_text()
    await expect(asha.part("main .countdown")).not_to_have_text(counted)
    await asha.enter_code(right)
    await asha.is_at("person")


async def test_a_second_child_too_and_another_day(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.register(Told("Meena", "4", "female", "child"))
    await asha.press("[data-another]")
    await asha.tell(CHILD)
    await asha.is_at("registered")
    await asha.says("Ravi")
    assert await asha.step() == "4 of 4"

    again = await visitors.again(asha)
    await again.open("/register/")
    await again.sign_in()
    await again.is_at("who")
    family = again.part(".family-member .name")
    assert await family.all_inner_texts() == ["Meena", "Ravi", "Someone else"]
    assert await again.part(".family-member svg.face").count() == 3
    await again.part(".family-member").filter(has_text="Ravi").click()
    await again.is_at("registered")
    await again.says("Ravi")


async def test_the_wrong_person_is_taken_off_the_list_and_put_back(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.register(CHILD)
    await asha.press("[data-wrong-person]")
    await asha.is_at("person")
    await asha.says("Ravi was taken off the list.")
    await asha.press("[data-restore]")
    await asha.is_at("who")
    assert await asha.part(".family-member .name").all_inner_texts() == ["Ravi", "Someone else"]


async def test_a_tab_writes_of_whom_it_shows_whoever_was_chosen_in_another(visitors: Visitors) -> None:
    asha = await visitors.phone()
    meena = await asha.register(Told("Meena", "4", "female", "child"))
    other = await asha.another_tab()
    await other.open("/register/#new")
    await other.tell(CHILD)
    await other.is_at("registered")
    ravi = await other.chosen()

    await prefer(asha, "mr")
    await expect(asha.part("[data-card=language] .done-sign")).to_be_visible()
    told = [(await asha.ask(f"/api/patients/{one}"))["language"] for one in (meena, ravi)]
    assert told == ["mr", None]


async def test_a_tab_whose_family_is_signed_out_in_another_is_refused_in_words(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.register(CHILD)
    other = await asha.another_tab()
    await other.open("/register/")
    await other.press("[data-sign-out]")
    await prefer(asha, "mr")
    await expect(asha.part("[data-card=language] [role=alert]")).to_contain_text("You are not signed in any more")

    other.mobile = new_mobile()
    await other.sign_in()
    await other.is_at("person")
    await asha.press("[data-card=language] button.big")
    said = asha.part("[data-card=language] [role=alert]")
    await expect(said).to_contain_text("This person is not registered with your number")
    await expect(asha.part("[data-card=language] select")).to_have_value("mr")


async def test_without_a_line_nothing_that_was_written_is_lost(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.open("/register/")
    await asha.sign_in()
    await asha.is_at("person")
    await asha.page.wait_for_selector(".notice-text details")
    await asha.context.set_offline(True)
    await expect(asha.part(".offline-note")).to_be_visible()
    await asha.tell(CHILD)
    await expect(asha.part(".problem .note")).to_contain_text("There is no internet just now")
    await expect(asha.part("#name")).to_have_value("Ravi")
    await asha.context.set_offline(False)
    await expect(asha.part(".offline-note")).to_be_hidden()
    await asha.press("main form button.big")
    await asha.is_at("registered")


async def test_a_name_is_shown_as_it_was_written(visitors: Visitors) -> None:
    assert len(LONG) == 99
    asha = await visitors.phone()
    await asha.register(Told(LONG))
    await expect(asha.part(".chosen .name")).to_have_text(LONG)
    await asha.open("/account/")
    await expect(asha.part(".family-member .name").first).to_have_text(LONG)
    assert await asha.part("b").count() == 0


async def test_what_is_refused_stays_written(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.open("/register/")
    await asha.sign_in()
    await asha.tell(Told("???"))
    await expect(asha.part("#name-error")).to_have_text("Write the name in letters.")
    await expect(asha.part("#age")).to_have_value("34")
    await expect(asha.part("#agrees")).to_be_checked()
    await asha.page.fill("#name", "Ravi")
    await asha.press("main form button.big")
    await asha.is_at("registered")
    await asha.press("[data-another]")
    await asha.tell(Told("Ravi"))
    await expect(asha.part(".problem .note")).to_contain_text("This person is in your list already")


async def test_a_number_that_was_silent_for_long_is_asked_for_one_fact_more(visitors: Visitors) -> None:
    asha = await visitors.phone()
    await asha.be_registered(Told("Asha Devi", "34"))
    await was_silent(visitors.server, asha.mobile, days=100)
    again = await visitors.again(asha)
    await again.open("/register/")
    await again.sign_in()
    await again.is_at("second_fact")
    assert "Asha" not in await again.part("main").inner_text()
    await tell_fact(again, "Somebody", "34")
    await expect(again.part(".problem .note")).to_contain_text("This does not fit anybody")
    await tell_fact(again, "asha devi", "34")
    await again.is_at("who")


async def tell_fact(visitor: Visitor, name: str, age: str) -> None:
    await visitor.page.fill("#name", name)
    await visitor.page.fill("#age", age)
    await visitor.press("main form button.big")


async def prefer(visitor: Visitor, language: str) -> None:
    """In the card of whoever was registered."""
    await visitor.press("[data-card=language] summary")
    await visitor.page.select_option("[data-card=language] select", language)
    await visitor.press("[data-card=language] button.big")
