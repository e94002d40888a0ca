"""Whoever was asked to come again sees when and to whom, and comes again to the same doctor."""

import pytest

from clinic.opd.hours import indian_day
from tests.support.clinic_api import ClinicApi
from tests.support.opd_api import Opd, opened_opd

DAY = 86_400.0


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def test_a_follow_up_is_shown_to_her_household_and_leads_back_to_the_same_doctor(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    day = indian_day(opd.api.clock.now + 7 * DAY)
    await doctor.does(token, "follow-up", {"day": day, "reason": "Blood pressure again"}, status=204)
    await doctor.does(token, "end")

    [expected] = (await mother.browser.get("/opd/follow-ups"))["follow_ups"]
    assert (expected["consultation"], expected["patient"], expected["clinic"]) == (token, mother.patient, opd.clinic)
    assert (expected["day"], expected["doctor"]["id"]) == (day, doctor.id)
    stranger = await opd.mother("Sita")
    assert (await stranger.browser.get("/opd/follow-ups"))["follow_ups"] == []

    again = await mother.takes(opd.clinic, return_to=expected["consultation"])
    assert again["is_return"]


async def test_whoever_has_not_come_is_expected_for_two_weeks_more(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    tomorrow = {"day": indian_day(opd.api.clock.now + DAY), "reason": ""}
    await doctor.does(token, "follow-up", tomorrow, status=204)
    await doctor.does(token, "end")
    for days, left in ((14, 1), (2, 0)):
        for _ in range(days):  # a session that is used goes on
            opd.api.clock.advance(DAY)
            found = await mother.browser.get("/opd/follow-ups")
        assert len(found["follow_ups"]) == left
