"""The gateways that send nothing: the terminal's and the one in memory."""

import asyncio

import pytest

from clinic.identity.mobile import Mobile
from clinic.identity.sms import SmsFailed, otp_message
from gateways.sms_console import ConsoleSms
from gateways.sms_memory import MemorySms

ASHA = Mobile("+919876543210")
MESSAGE = otp_message(ASHA, "012345", "en", "clinic.example")


async def test_the_terminal_shows_number_and_text_and_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    await ConsoleSms().send(MESSAGE)
    shown = capsys.readouterr().out
    assert "development only" in shown
    assert ASHA in shown
    assert "@clinic.example #012345" in shown


async def test_memory_keeps_what_was_sent_and_waits_for_what_will_be() -> None:
    sms = MemorySms()
    waiting = asyncio.ensure_future(sms.next_code(ASHA))
    await sms.send(MESSAGE)
    assert await waiting == "012345"
    assert sms.sent[ASHA] == [MESSAGE.text]


async def test_memory_fails_when_told_to() -> None:
    sms = MemorySms()
    sms.failing = SmsFailed("down", is_final=False)
    with pytest.raises(SmsFailed):
        await sms.send(MESSAGE)
    assert not sms.sent[ASHA]
