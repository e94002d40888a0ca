"""What a doctor's desk shows beside the patient: colleagues, what she must say that she is, and the telephone."""

import pytest

from tests.support.clinic_api import ClinicApi
from tests.support.opd_api import Opd, opened_opd


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def test_colleagues_at_work_are_there_to_be_asked_and_those_at_home_are_not(opd: Opd) -> None:
    asking = await opd.doctor()
    colleague = await opd.doctor(languages=("mr",))
    await opd.doctor(on=False)
    [found] = (await asking.browser.get("/desk/colleagues"))["doctors"]
    assert (found["id"], found["clinic"], found["state"], found["languages"]) == (
        colleague.id,
        opd.clinic,
        "on",
        ["mr"],
    )
    await colleague.browser.ask("PUT", "/desk/duty", {"state": "break", "clinic": opd.clinic})
    third = await opd.doctor()
    told = {one["id"]: one["state"] for one in (await third.browser.get("/desk/colleagues"))["doctors"]}
    assert told == {asking.id: "on", colleague.id: "break"}


async def test_her_doctor_knows_what_the_patient_must_say_that_she_is_and_no_other_doctor_does(opd: Opd) -> None:
    doctor, other = await opd.doctor(), await opd.doctor()
    mother, token = await opd.waiting("Kamala Devi")
    path = f"/desk/consultations/{token}/identity"
    assert (await doctor.browser.get(path, status=404))["code"] == "consultation_unknown"
    called = await doctor.call_next()
    assert called["id"] == token
    known = await doctor.browser.get(path)
    assert (known["name"], known["mobile_end"]) == ("Kamala Devi", mother.number[-4:])
    assert known["birth_date"] is None, "she told an age"
    assert (await other.browser.get(path, status=404))["code"] == "consultation_unknown"


async def test_what_became_of_the_telephone_is_told_to_her_doctor(opd: Opd) -> None:
    doctor = await opd.doctor()
    _, token = await opd.waiting(mode="telephone")
    await doctor.call_next()
    path = f"/desk/consultations/{token}/telephone"
    assert (await doctor.browser.get(path))["calls"] == []
    await doctor.does(token, "telephone")
    await opd.api.clinic.dispatcher.settled()
    [call] = (await doctor.browser.get(path))["calls"]
    assert (call["purpose"], call["state"]) == ("consultation", "requested")
    await opd.telephone_tells(opd.telephone.rung[-1], "answered")
    [call] = (await doctor.browser.get(path))["calls"]
    assert call["state"] == "answered"
    assert call["answered_at"] is not None
