"""Who waits, who is let in, and who is told."""

import pytest
from playwright.async_api import expect

from tests.support.capture import BLUE, GREEN, RED
from tests.support.meeting import Meeting, see_and_hear_each_other
from tests.support.needs import CHROMIUM
from tests.support.operator import Invited
from tests.support.viewports import PHONE

pytestmark = CHROMIUM
LANGUAGES = {"en-IN": "en", "hi-IN": "hi"}


async def test_a_patient_waits_until_she_is_admitted(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN)
    asha = await demo.chromium("Asha", RED, role="patient", viewport=PHONE, locale="hi-IN")
    await rao.join()
    await rao.is_at("call")
    await asha.join()
    await asha.is_at("lobby")
    assert await rao.probe("participants") == []
    assert await asha.probe("participants") == []

    await rao.admit(asha)
    await asha.is_at("call")
    await see_and_hear_each_other([rao, asha])


async def test_a_patient_who_came_first_is_shown_to_the_doctor_who_comes_later(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED, role="patient")
    rao = await demo.chromium("Dr Rao", GREEN)
    await asha.join()
    await asha.is_at("lobby")
    await rao.join()
    await rao.admit(asha)
    await see_and_hear_each_other([rao, asha])


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_who_is_turned_away_is_told_so_in_her_language(demo: Meeting, locale: str) -> None:
    rao = await demo.peer("Dr Rao", GREEN)
    asha = await demo.chromium("Asha", RED, role="patient", locale=locale)
    await rao.join()
    await asha.join()
    await asha.is_at("lobby")
    [waiting] = (await rao.is_told("lobby"))[-1]["waiting"]
    await rao.command("remove", {"participant": waiting["participant"]})
    await asha.is_at("closed")
    await expect(asha.page.locator("html")).to_have_attribute("lang", LANGUAGES[locale])
    await expect(asha.page.locator("#closed")).not_to_be_empty()


async def test_everybody_is_told_of_an_observer_before_she_is_let_in(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN)
    asha = await demo.peer("Asha", RED, role="health_worker")
    meera = await demo.chromium("Meera", BLUE, role="observer")
    await rao.join()
    await asha.join()
    await rao.sees(asha)
    await meera.open_link()
    await meera.page.click("#join")
    await meera.is_at("lobby")

    await rao.admit(meera)
    await expect(rao.page.locator("body")).to_contain_text("Meera")
    assert await meera.page.get_attribute("body", "data-screen") == "lobby", "she is not in yet"
    [told] = await asha.is_told("observer_coming")
    assert told["people"] == [{"name": "Meera", "role": "observer"}]
    await meera.is_at("call")
    await meera.sees(rao)
    await meera.hears(asha)
    assert meera.name not in str(await rao.probe("names")), "she is neither seen nor heard"


async def test_two_named_people_share_one_seat(demo: Meeting) -> None:
    both = (Invited("health_worker", "Bina"), Invited("patient", "Asha"))
    tablet = await demo.chromium("Bina", RED, invited=both)
    rao = await demo.chromium("Dr Rao", GREEN)
    await rao.join()
    await tablet.join()
    await see_and_hear_each_other([rao, tablet])
    [caption] = await rao.probe("names")
    assert "Bina" in caption
    assert "Asha" in caption
