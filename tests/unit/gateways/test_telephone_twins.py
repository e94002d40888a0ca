"""The telephones that do not ring: the terminal's and the one in memory."""

import asyncio

import pytest

from clinic.identity.mobile import Mobile
from clinic.telephone.call import CallId, News, Ringing, State
from clinic.telephone.ports import TelephoneFailed
from gateways.telephone_console import ConsoleTelephone
from gateways.telephone_memory import MemoryTelephone

ASHA, RAO = Mobile("+919876543210"), Mobile("+919123456780")
RINGING = Ringing(CallId("1" * 32), "consultation", "token", ASHA, RAO, "Dr Rao speaks with you now.", "en", 60)


async def test_the_terminal_shows_who_would_be_rung_in_which_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert await ConsoleTelephone().ring(RINGING) == ""
    shown = capsys.readouterr().out
    assert "development only" in shown
    assert f"{RAO}, then {ASHA}" in shown
    assert "Dr Rao speaks" in shown
    assert "token" not in shown
    assert ConsoleTelephone().news({"state": "answered"}) == News(None)


async def test_memory_keeps_what_was_rung_and_waits_for_what_will_be() -> None:
    telephone = MemoryTelephone()
    waiting = asyncio.ensure_future(telephone.next())
    assert await telephone.ring(RINGING) == "call-1"
    assert await waiting is RINGING
    assert telephone.news({"state": "completed", "seconds": 3}) == News(State.COMPLETED, duration_seconds=3.0)
    assert telephone.news({"state": "?"}) == News(None)


async def test_memory_fails_when_told_to() -> None:
    telephone = MemoryTelephone()
    telephone.failing = TelephoneFailed("down", may_ring=False)
    with pytest.raises(TelephoneFailed):
        await telephone.ring(RINGING)
    assert telephone.rung == []
