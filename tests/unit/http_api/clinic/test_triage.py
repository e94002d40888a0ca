"""Danger first, over the API: the signs, the alert, the doctor who takes it, and the officer who approves the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clinic.opd.clinic import DutyState
from clinic.staff.account import Role
from clinic.staff.passwords import Passwords
from http_api.clinic.page_copy import FILE, page_copy
from server.opd import Nobody
from tests.support.clinic_api import PASSWORD, Browser, ClinicApi
from tests.unit.clinic.staff.builders import HUB, employ, found_facilities
from tests.unit.clinic.triage.builders import ASHA, TOKEN, on_duty, open_clinic, waits

ALERT = {
    "signs": ["breath_chest"],
    "language": "hi",
    "mobile": "98765 43210",
    "place": "Shirur, near the school",
    "latitude": 18.8272,
    "longitude": 74.3789,
    "state": 27,
}


@dataclass
class FakeAudience(Nobody):
    told: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)

    async def tell(self, kind: str, subject: str, event: str, payload: Mapping[str, Any]) -> None:
        self.told.append((kind, subject, event, dict(payload)))


async def signed_in(api: ClinicApi, who: str, role: Role) -> Browser:
    await employ(api.store, who, role, HUB, hashed=await Passwords().hash(PASSWORD))
    browser = await api.browser()
    await browser.enrol(f"{who}@example.org", PASSWORD)
    return browser


async def doctor_on_duty(api: ClinicApi, who: str = "d", state: DutyState = DutyState.ON) -> Browser:
    await found_facilities(api.store)
    await open_clinic(api.store)
    desk = await signed_in(api, who, Role.DOCTOR)
    await on_duty(api.store, api.clock, who, state=state)
    return desk


def test_the_pages_own_copy_of_the_signs_is_the_newest() -> None:
    assert FILE.read_text(encoding="utf-8") == page_copy(), "python -m http_api.clinic.page_copy"


async def test_anybody_is_asked_about_danger_before_she_signs_in(api: ClinicApi) -> None:
    phone = await api.browser()
    told = await phone.get("/triage/danger-signs?language=hi&state=27")
    assert (told["version"], told["language"], told["approved_by"]) == (1, "hi", None)
    assert (told["emergency_number"], told["everywhere"]) == ("108", "112")
    assert len(told["signs"]) == 6
    assert told["signs"][0]["words"] == "सीने में दर्द, या साँस लेने में तकलीफ़"
    assert [one["helpline"]["number"] for one in told["signs"] if one["helpline"]] == ["14416"]
    assert (await phone.get("/triage/danger-signs"))["emergency_number"] == "112"
    symptoms = await phone.get("/triage/symptoms?language=ta")
    assert (symptoms["language"], symptoms["symptoms"][0]["words"]) == ("en", "Fever")


async def test_an_alert_reaches_a_doctor_on_duty_who_takes_it_and_closes_it(api: ClinicApi) -> None:
    desk, phone = await doctor_on_duty(api), await api.browser()
    alert = await phone.post("/triage/alerts", ALERT, status=201)
    assert alert["told"] is True
    [waiting] = (await desk.get("/desk/alerts"))["alerts"]
    assert (waiting["id"], waiting["signs"], waiting["has_mobile"], waiting["has_place"]) == (
        alert["id"],
        ["breath_chest"],
        True,
        True,
    )
    assert [waiting[name] for name in ("mobile", "place", "latitude", "longitude", "taken_by")] == [None] * 5
    taken = await desk.post(f"/desk/alerts/{alert['id']}/take")
    assert (taken["mobile"], taken["place"], taken["latitude"]) == ("+919876543210", ALERT["place"], 18.8272)
    assert await phone.get(f"/triage/alerts/{alert['id']}") == {
        "told": True,
        "told_again": False,
        "is_open": True,
        "doctor": "Dr d",
    }
    await desk.post(f"/desk/alerts/{alert['id']}/close", {"outcome": "helped"}, status=204)
    assert (await desk.get("/desk/alerts"))["alerts"] == []
    assert (await desk.post(f"/desk/alerts/{alert['id']}/close", status=409))["code"] == "alert_state"


async def test_the_desks_of_those_on_duty_hear_of_it_at_once(api: ClinicApi) -> None:
    await doctor_on_duty(api)
    api.clinic.opd.audience = heard = FakeAudience()
    alert = await (await api.browser()).post("/triage/alerts", ALERT, status=201)
    await api.clinic.dispatcher.settled()
    assert heard.told == [("staff", "d" * 32, "alert", {"id": alert["id"]})]


async def test_two_doctors_who_take_it_are_told_who_was_first(api: ClinicApi) -> None:
    one, other, phone = await doctor_on_duty(api), await signed_in(api, "e", Role.DOCTOR), await api.browser()
    alert = await phone.post("/triage/alerts", ALERT, status=201)
    await one.post(f"/desk/alerts/{alert['id']}/take")
    assert (await other.post(f"/desk/alerts/{alert['id']}/take", status=409))["code"] == "alert_taken"
    assert (await other.get("/desk/alerts"))["alerts"] == []


async def test_where_nobody_is_on_duty_it_is_said_honestly(api: ClinicApi) -> None:
    await doctor_on_duty(api, state=DutyState.OFF)
    assert (await (await api.browser()).post("/triage/alerts", ALERT, status=201))["told"] is False


async def test_a_second_try_with_the_same_key_is_the_same_alert(api: ClinicApi) -> None:
    phone = await api.browser()
    told: dict[str, Any] = ALERT | {"key": "f" * 32}
    first = await phone.post("/triage/alerts", told, status=201)
    assert (await phone.post("/triage/alerts", told, status=201))["id"] == first["id"]


async def test_whoever_waits_is_worse_and_her_number_is_the_one_she_signed_in_with(api: ClinicApi) -> None:
    desk, phone = await doctor_on_duty(api), await api.browser()
    await waits(api.store)
    signed = await phone.sign_in("98765 43210")
    assert signed["mobile"].endswith("3210")
    told = {"signs": ["not_waking"], "language": "hi", "consultation": TOKEN}
    alert = await phone.post("/triage/alerts", told, status=201)
    taken = await desk.post(f"/desk/alerts/{alert['id']}/take")
    assert (taken["consultation"], taken["mobile"], taken["state"]) == (TOKEN, "+919876543210", 27)
    async with api.store.reading() as records:
        consultation = await records.consultations.get(TOKEN)
        assert await records.mobiles.get(ASHA) is not None
    assert consultation is not None
    assert consultation.worse


async def test_one_browser_raises_ten_alerts_an_hour(api: ClinicApi) -> None:
    phone = await api.browser()
    for _ in range(10):
        await phone.post("/triage/alerts", ALERT, status=201)
    assert (await phone.post("/triage/alerts", ALERT, status=429))["code"] == "too_many"


async def test_what_is_not_hers_is_not_shown(api: ClinicApi) -> None:
    await doctor_on_duty(api)
    worker, phone = await signed_in(api, "w", Role.HEALTH_WORKER), await api.browser()
    assert (await worker.get("/desk/alerts", status=403))["code"] == "not_permitted"
    assert (await phone.get("/desk/alerts", status=401))["code"] == "not_signed_in"
    assert (await phone.get("/triage/question-sets", status=401))["code"] == "not_signed_in"
    assert (await worker.get("/triage/question-sets", status=403))["code"] == "not_permitted"
    assert (await phone.get(f"/triage/alerts/{'0' * 32}", status=404))["code"] == "alert_unknown"


async def test_a_medical_officer_reads_both_languages_and_approves_by_name(api: ClinicApi) -> None:
    await found_facilities(api.store)
    officer, phone = await signed_in(api, "5", Role.MEDICAL_OFFICER), await api.browser()
    sets = {one["name"]: one for one in (await officer.get("/triage/question-sets"))["sets"]}
    danger = sets["danger_signs"]
    assert danger["approval"] is None
    assert set(danger["signs"][0]["words"]) == {"en", "hi"}
    read = {"version": danger["version"], "sha256": danger["sha256"]}
    wrong = read | {"sha256": "0" * 64}
    refused = await officer.post("/triage/question-sets/danger_signs/approve", wrong, status=409)
    assert refused["code"] == "questions_changed"
    approved = await officer.post("/triage/question-sets/danger_signs/approve", read)
    assert (approved["approval"]["name"], approved["approval"]["at"]) == ("Dr 5", api.clock.now)
    assert (await phone.get("/triage/danger-signs"))["approved_by"] == "Dr 5"
    assert (await phone.get("/triage/symptoms"))["approved_by"] is None
    assert (await officer.post("/triage/question-sets/x/approve", read, status=404))["code"] == "questions_unknown"
    await officer.post("/triage/question-sets/danger_signs/withdraw")
    assert (await phone.get("/triage/danger-signs"))["approved_by"] is None
