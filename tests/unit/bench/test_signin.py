import asyncio

import pytest

from bench.registering import Inbox, Journey
from bench.signin import Busy, figures
from clinic.identity.mobile import Mobile
from clinic.identity.sms import otp_message

ASHA, RAVI = Mobile("+919876500001"), Mobile("+919876500002")


async def test_a_code_goes_to_whoever_waits_for_that_number() -> None:
    inbox = Inbox()
    asha, ravi = inbox.expect(ASHA), inbox.expect(RAVI)
    inbox.append((RAVI, otp_message(RAVI, "012345", "en", "clinic.example").text))
    assert await asyncio.wait_for(ravi, 1) == "012345"
    assert not asha.done()


def test_a_registration_counts_with_the_time_of_all_its_requests() -> None:
    journeys = [Journey(float(n), (1.0, 2.0, 3.0, float(n))) for n in range(1, 101)]
    found = figures("sqlite", journeys, Busy(80.4, 9.6), 20.0)
    assert (found["per_second"], found["p95_ms"]) == (5.0, 101.0)
    assert (found["server_core_percent"], found["load_core_percent"]) == (80, 10)


def test_a_time_in_which_nobody_registered_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="nobody was registered"):
        figures("sqlite", [], Busy(0, 0), 20.0)
