"""Links that lead nowhere: what is wrong is said in the person's language, and what to do."""

import pytest
from playwright.async_api import expect

from tests.support.capture import GREEN, RED
from tests.support.meeting import Meeting, meeting
from tests.support.needs import CHROMIUM
from tests.support.operator import Invited
from tests.support.person import Person
from tests.support.waiting import eventually

pytestmark = CHROMIUM
A_MOMENT_IN_HOURS = 1e-6  # over before any page can ask
WORDS = {
    "en-IN": {
        "expired": "too old",
        "revoked": "taken back",
        "forged": "incomplete",
        "closed": "over",
        "none": "link",
    },
    "hi-IN": {"expired": "पुरा", "revoked": "वापस", "forged": "लिंक", "closed": "ख", "none": "लिंक"},
}


@pytest.mark.parametrize("locale", WORDS)
async def test_a_link_that_is_not_good_any_more_says_why(demo: Meeting, locale: str) -> None:
    asha = await demo.chromium("Asha", RED, role="patient", locale=locale)
    words = WORDS[locale]
    await says(asha, f"{demo.server.url}/?link", words["none"])
    await says(asha, f"{demo.server.url}/#{'x' * 32}", words["forged"])

    expired = await demo.server.invite(Invited("patient", "Asha"), valid_hours=A_MOMENT_IN_HOURS)
    await says(asha, expired.link, words["expired"])

    revoked = await demo.server.invite(Invited("patient", "Asha"))
    await demo.server.operator.revoke(revoked)
    await says(asha, revoked.link, words["revoked"])

    over_room = f"{demo.server.room}-over"
    over = await demo.server.invite(Invited("patient", "Asha"), room=over_room)
    await demo.server.operator.close_room(over_room)
    await says(asha, over.link, words["closed"])


async def test_who_is_in_a_room_that_the_operator_closes_is_told(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED)
    await asha.join()
    await asha.is_at("call")
    await demo.server.operator.close_room(demo.server.room)
    await asha.is_at("closed")
    assert await asha.page.evaluate("window.__devices.live()") == [], "the camera is off"


async def test_whose_invitation_is_revoked_is_shown_out(demo: Meeting) -> None:
    asha = await demo.chromium("Asha", RED)
    await asha.join()
    await asha.is_at("call")
    assert asha.invitation is not None
    await demo.server.operator.revoke(asha.invitation)
    await asha.is_at("closed")


@pytest.mark.parametrize("locale", WORDS)
async def test_a_full_room_says_so_and_a_later_try_gets_in(locale: str) -> None:
    async with meeting(room_capacity="2") as full:
        rao = await full.peer("Dr Rao", GREEN)
        meera = await full.peer("Meera", GREEN)
        asha = await full.chromium("Asha", RED, locale=locale)
        await rao.join()
        await meera.join()
        await asha.join()
        await expect(asha.page.locator("#entry-note.trouble")).not_to_be_empty()
        await meera.leave()
        await asha.page.click("#join:enabled")
        await asha.is_at("call")
        await asha.sees(rao)


async def says(one: Person, link: str, words: str) -> None:
    async def is_said() -> bool:
        return words in await one.page.inner_text("body")

    await one.follow(link)
    await one.is_at("closed")
    await eventually(f"the page says “{words}”", is_said, within_seconds=25)
