"""A patient's day over the API, from the token to the end, and all that can come between."""

import pytest

from tests.support.clinic_api import ClinicApi
from tests.support.opd_api import Opd, opened_opd


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def test_a_patient_asks_waits_is_called_speaks_and_is_done(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    shown = await mother.token(token)
    assert (shown["number"], shown["state"], shown["place"], shown["ahead"]) == (1, "waiting", 1, 0)

    called = await doctor.call_next()
    assert (called["id"], called["state"], called["patient"]["name"]) == (token, "called", "Asha Devi")
    shown = await mother.token(token)
    assert shown["doctor"]["name"].startswith("Dr Meera Rao")
    assert shown["doctor"]["registration_number"].startswith("2011/")
    assert shown["ring_ends_at"] == opd.api.clock.now + 120

    entrance = await mother.does(token, "answer")
    assert len(entrance["secret"]) >= 32
    assert (await doctor.desk())["current"]["state"] == "in_progress"
    assert (await doctor.does(token, "end"))["state"] == "ended"
    desk = await doctor.desk()
    assert desk["current"] is None
    assert [one["id"] for one in desk["unsigned"]] == [token]
