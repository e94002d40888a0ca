"""What is written stays with the room."""

import pytest
from playwright.async_api import expect

from tests.support.capture import BLUE, GREEN, RED
from tests.support.meeting import Meeting
from tests.support.needs import CHROMIUM
from tests.support.viewports import LAPTOP, PHONE
from tests.support.waiting import eventually

pytestmark = CHROMIUM
LINES = (
    "Take two tablets a day",
    "दिन में दो गोली लें",
    "ஒரு நாளைக்கு இரண்டு மாத்திரைகள்",
    "روزانہ دو گولیاں",
    "<img src=x onerror=alert(1)> & <b>bold</b>",
)


async def test_what_is_written_is_read_by_the_others_and_again_after_a_reload(demo: Meeting) -> None:
    rao = await demo.chromium("Dr Rao", GREEN, viewport=LAPTOP)
    asha = await demo.chromium("Asha", RED, role="health_worker", viewport=PHONE)
    await rao.join()
    await asha.join()
    await rao.sees(asha)
    for line in LINES:
        await rao.write(line)
        await asha.reads(line)
    await asha.write("धन्यवाद")
    await rao.reads("धन्यवाद")
    assert await asha.page.locator("#chat-log img, #chat-log b").count() == 0, "HTML is text"

    await asha.reload()
    await asha.is_at("call")
    for line in (*LINES, "धन्यवाद"):
        await asha.reads(line)


async def test_who_comes_later_reads_what_was_written_before(demo: Meeting) -> None:
    rao = await demo.peer("Dr Rao", GREEN)
    await rao.join()
    await rao.command("send_chat", {"text": "We begin at ten", "key": "1"})
    bina = await demo.chromium("Bina", BLUE, role="health_worker")
    await bina.join()
    await bina.is_at("call")
    await bina.reads("We begin at ten")


async def test_unread_lines_are_counted_until_the_chat_is_opened(demo: Meeting) -> None:
    rao = await demo.peer("Dr Rao", GREEN)
    asha = await demo.chromium("Asha", RED, role="health_worker", viewport=PHONE)
    await rao.join()
    await asha.join()
    await asha.sees(rao)
    for key in ("1", "2"):
        await rao.command("send_chat", {"text": f"Line {key}", "key": key})
    await expect(asha.page.locator("#chat-button")).to_contain_text("2")
    await asha.reads("Line 2")
    await expect(asha.page.locator("#chat-button")).not_to_contain_text("2")


@pytest.mark.parametrize("locale", ["en-IN", "hi-IN"])
async def test_a_line_written_while_the_line_is_broken_is_sent_when_it_is_back(demo: Meeting, locale: str) -> None:
    rao = await demo.peer("Dr Rao", GREEN)
    asha = await demo.chromium("Asha", RED, role="health_worker", locale=locale)
    line = await demo.line(asha)
    await rao.join()
    await asha.join()
    await asha.sees(rao)
    await line.cut()
    await asha.write("Are you there?")
    await line.mend()

    async def is_read() -> bool:
        return any(told["message"]["text"] == "Are you there?" for told in rao.heard_of("chat"))

    await eventually("Dr Rao reads it", is_read, within_seconds=20)
    assert len(rao.heard_of("chat")) == 1
