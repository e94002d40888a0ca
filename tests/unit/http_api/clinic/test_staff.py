"""The staff's way in, over the API, and what administrators do: verify, suspend, facilities, complaints, glass."""

from dataclasses import dataclass
from typing import Any

import pytest

from clinic.staff.account import Role
from clinic.staff.passwords import Passwords
from tests.support.clinic_api import PASSWORD, Browser, ClinicApi, app_code
from tests.support.files import file_of
from tests.unit.clinic.staff.builders import actions, employ

DOCUMENT = file_of("application/pdf", 300_000)
DOCTOR = "asha@example.org"
REASON = "The ward asks for her blood group at once."
APPLICATION = {
    "name": "Dr Asha Rao",
    "mobile": "98220 12345",
    "email": DOCTOR,
    "password": PASSWORD,
    "council": "maharashtra-medical",
    "registration_number": "2011/04/1234",
    "registration_year": 2011,
    "qualification": "MBBS",
    "system": "allopathy",
    "speciality": "general medicine",
    "languages": ["hi", "mr"],
    "gender": "female",
    "facility_code": "HUB-1",
}


@dataclass
class State:
    """A state with a hub and, in another district, a spoke; and who answers for all of it."""

    desk: Browser
    ids: dict[str, str]


@pytest.fixture
async def state(api: ClinicApi) -> State:
    desk, ids = await api.administrator(), dict[str, str]()
    for code, kind, above in (
        ("MH", "state", None),
        ("NASHIK", "district", "MH"),
        ("PUNE", "district", "MH"),
        ("HUB-1", "hub", "NASHIK"),
        ("SPOKE-1", "spoke", "PUNE"),
    ):
        told: dict[str, Any] = {"code": code, "name": code.title(), "kind": kind}
        told |= {"parent": ids[above]} if above else {"state": 27}
        ids[code] = (await desk.post("/facilities", told, status=201))["id"]
    return State(desk, ids)


async def applied(api: ClinicApi, **otherwise: Any) -> str:
    browser = await api.browser()
    document = await browser.upload(DOCUMENT, "application/pdf")
    told = APPLICATION | {"document": document} | otherwise
    return str((await browser.post("/staff/applications", told, status=201))["reference"])


async def verified(api: ClinicApi, state: State) -> str:
    staff = await applied(api)
    await state.desk.post(f"/staff/{staff}/verify")
    return staff


async def local_administrator(api: ClinicApi, place: str, role: Role = Role.HUB_ADMINISTRATOR) -> Browser:
    """Of that facility and what is below it, signed in."""
    await employ(api.store, "7", role, place, hashed=await Passwords().hash(PASSWORD))
    browser = await api.browser()
    await browser.enrol("7@example.org", PASSWORD)
    return browser


async def test_everything_that_an_application_needs_can_be_chosen(api: ClinicApi) -> None:
    choices = await (await api.browser()).get("/staff/choices")
    councils = {one["code"]: one["systems"] for one in choices["councils"]}
    assert "allopathy" in councils[str(APPLICATION["council"])]
    assert {"hi", "mr"} <= {one["code"] for one in choices["languages"]}
    assert all(one["name_hi"] for one in choices["specialities"])


async def test_a_doctor_applies_and_sees_nobody_before_she_is_verified(api: ClinicApi, state: State) -> None:
    staff = await applied(api)
    browser = await api.browser()
    await browser.enrol(DOCTOR, PASSWORD)
    session = await browser.open()
    assert (session["staff"]["status"], session["staff"]["permissions"]) == ("applied", [])
    assert (await browser.get("/patients?name=Asha", status=403))["code"] == "not_permitted"
    await state.desk.post(f"/staff/{staff}/verify")
    assert "search_patient" in (await browser.open())["staff"]["permissions"]
    assert await browser.get("/patients?name=Asha") == {"patients": []}


async def test_an_administrator_reads_the_application_and_its_document(api: ClinicApi, state: State) -> None:
    staff = await applied(api)
    [waiting] = (await state.desk.get("/staff?status=applied"))["staff"]
    assert (waiting["id"], waiting["registration_number"], waiting["facility_name"]) == (staff, "2011/04/1234", "Hub-1")
    record = await state.desk.get(f"/staff/{staff}")
    assert (record["login"], record["mobile"], record["document"]) == (DOCTOR, "+919822012345", True)
    answer = await state.desk.send("GET", f"/staff/{staff}/document")
    assert await answer.read() == DOCUMENT
    assert answer.headers["Content-Disposition"].startswith("attachment")
    decided = await state.desk.post(f"/staff/{staff}/verify")
    assert (decided["status"], decided["history"][0]["action"]) == ("verified", "staff.verified")
    assert (await state.desk.post(f"/staff/{staff}/verify", status=409))["code"] == "staff_state"


@pytest.mark.parametrize(
    ("otherwise", "status", "code"),
    [
        ({"council": "nowhere"}, 422, "council_invalid"),
        ({"registration_year": 2090}, 422, "year_invalid"),
        ({"password": "12345"}, 422, "password_short"),
        ({"mobile": "020 2612 3456"}, 422, "mobile_invalid"),
        ({"facility_code": "HUB-9"}, 404, "facility_unknown"),
        ({"document": "d" * 32}, 404, "upload_unknown"),
        ({"role": "state_administrator"}, 422, "bad_request"),
        ({"facility_code": "HUB-1\0"}, 422, "bad_request"),
    ],
)
@pytest.mark.usefixtures("state")
async def test_a_wrong_application_is_refused_with_its_reason(
    api: ClinicApi, otherwise: dict[str, Any], status: int, code: str
) -> None:
    browser = await api.browser()
    document = await browser.upload(DOCUMENT, "application/pdf")
    told = APPLICATION | {"document": document} | otherwise
    assert (await browser.post("/staff/applications", told, status=status))["code"] == code


@pytest.mark.usefixtures("state")
async def test_one_registration_makes_one_account_and_the_refusal_tells_nobodys(api: ClinicApi) -> None:
    await applied(api)
    browser = await api.browser()
    document = await browser.upload(DOCUMENT, "application/pdf")
    again = APPLICATION | {"document": document, "email": "other@example.org", "registration_number": "2011/04/ 1234"}
    refused = await browser.post("/staff/applications", again, status=409)
    assert refused["code"] == "already_applied"
    assert DOCTOR not in refused["detail"]


@pytest.mark.usefixtures("state")
async def test_the_document_of_another_browser_is_not_hers_to_hand_in(api: ClinicApi) -> None:
    document = await (await api.browser()).upload(DOCUMENT, "application/pdf")
    told = APPLICATION | {"document": document}
    assert (await (await api.browser()).post("/staff/applications", told, status=404))["code"] == "upload_unknown"


async def test_what_only_calls_itself_a_document_is_not_taken(api: ClinicApi) -> None:
    browser = await api.browser()
    with pytest.raises(AssertionError, match="upload_type"):
        await browser.upload(b"<script>alert(1)</script>" * 9, "application/pdf")
    told = {"purpose": "document", "media_type": "application/pdf", "size": 11_000_000, "sha256": "0" * 64}
    assert (await browser.post("/uploads", told, status=413))["code"] == "upload_too_large"


async def test_her_second_factor_and_a_recovery_code_let_her_in_once_each(api: ClinicApi, state: State) -> None:
    await verified(api, state)
    secret, recovery = await (await api.browser()).enrol(DOCTOR, PASSWORD)
    browser = await api.browser()
    begun = await browser.post("/staff/sign-in", {"login": DOCTOR, "password": PASSWORD})
    assert (begun["next"], begun["totp"]) == ("code", None)
    spent = {"ticket": begun["ticket"], "code": app_code(secret, api.clock.now)}
    assert (await browser.post("/staff/sign-in/code", spent, status=401))["code"] == "code_wrong"
    signed_in = await browser.post("/staff/sign-in/code", spent | {"code": recovery[0].upper()})
    assert (signed_in["staff"]["name"], signed_in["recovery_codes"]) == ("Dr Asha Rao", None)
    again = await browser.post("/staff/sign-in", {"login": DOCTOR, "password": PASSWORD})
    reused = {"ticket": again["ticket"], "code": recovery[0]}
    assert (await browser.post("/staff/sign-in/code", reused, status=401))["code"] == "code_wrong"


@pytest.mark.usefixtures("state")
async def test_an_unknown_login_and_a_wrong_password_get_the_same_answer(api: ClinicApi) -> None:
    await applied(api)
    browser = await api.browser()
    answers = [
        await browser.post("/staff/sign-in", {"login": login, "password": "seven red kettles"}, status=409)
        for login in (DOCTOR, "nobody@example.org")
    ]
    assert answers[0] == answers[1]
    for _ in range(4):
        await browser.post("/staff/sign-in", {"login": DOCTOR, "password": "seven red kettles"}, status=409)
    refused = await browser.send("POST", "/staff/sign-in", json={"login": DOCTOR, "password": PASSWORD})
    assert (refused.status, refused.headers["Retry-After"]) == (429, "900")


async def test_whoever_is_suspended_is_out_at_once_and_back_when_reinstated(api: ClinicApi, state: State) -> None:
    staff = await verified(api, state)
    browser = await api.browser()
    secret, _ = await browser.enrol(DOCTOR, PASSWORD)
    assert await browser.get("/patients?name=Asha") == {"patients": []}
    assert (await state.desk.post(f"/staff/{staff}/suspend", {"reason": " "}, status=409))["code"] == "reason_missing"
    suspended = await state.desk.post(f"/staff/{staff}/suspend", {"reason": "Her licence has ended."})
    assert (suspended["status"], suspended["reason"]) == ("suspended", "Her licence has ended.")
    assert (await browser.get("/patients?name=Asha", status=401))["code"] == "not_signed_in"
    assert (await browser.open())["signed_in"] is None
    refused = await browser.post("/staff/sign-in", {"login": DOCTOR, "password": PASSWORD}, status=403)
    assert refused["code"] == "staff_suspended"
    await state.desk.post(f"/staff/{staff}/reinstate")
    await browser.sign_in_staff(DOCTOR, PASSWORD, secret)
    assert (await browser.open())["staff"]["status"] == "verified"


async def test_accounts_out_of_her_scope_are_not_there_and_the_attempts_are_in_the_audit(
    api: ClinicApi, state: State
) -> None:
    staff = await applied(api)
    elsewhere = await local_administrator(api, state.ids["PUNE"])
    assert (await elsewhere.get("/staff?status=applied"))["staff"] == []
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/document", None),
        ("POST", "/verify", {}),
        ("POST", "/reject", {"reason": "No."}),
        ("POST", "/suspend", {"reason": "No."}),
    ):
        refused = await elsewhere.ask(method, f"/staff/{staff}{path}", body, status=404)
        unknown = await elsewhere.ask(method, f"/staff/{'0' * 32}{path}", body, status=404)
        assert refused == unknown
    assert (await actions(api.store, state.ids["PUNE"])).count("access.refused") == 10
    assert (await state.desk.get(f"/staff/{staff}"))["status"] == "applied"


async def test_the_administrator_above_her_facility_verifies_and_she_herself_cannot(
    api: ClinicApi, state: State
) -> None:
    staff = await applied(api)
    above = await local_administrator(api, state.ids["NASHIK"])
    assert (await above.post(f"/staff/{staff}/verify"))["status"] == "verified"
    doctor = await api.browser()
    await doctor.enrol(DOCTOR, PASSWORD)
    await doctor.post(f"/staff/{staff}/reinstate", status=404)
    assert (await doctor.get("/staff", status=403))["code"] == "not_permitted"


async def test_an_invited_account_chooses_its_password_once(api: ClinicApi, state: State) -> None:
    account = await employ(api.store, "5", Role.HEALTH_WORKER, state.ids["HUB-1"])
    code = (await state.desk.post(f"/staff/{account.id}/invite"))["invitation"]
    browser = await api.browser()
    short = await browser.post("/staff/password", {"invitation": code, "password": "12345"}, status=422)
    assert short["code"] == "password_short"
    await browser.post("/staff/password", {"invitation": code, "password": PASSWORD}, status=204)
    used = await browser.post("/staff/password", {"invitation": code, "password": PASSWORD}, status=404)
    assert used["code"] == "invitation_unknown"
    await browser.enrol("5@example.org", PASSWORD)
    assert (await browser.open())["staff"]["assignments"][0]["facility_name"] == "Hub-1"


async def test_a_password_is_changed_by_who_knows_the_present_one(api: ClinicApi, state: State) -> None:
    wanted = "seven red kettles"
    wrong = await state.desk.ask("PUT", "/staff/password", {"present": "x", "wanted": wanted}, status=403)
    assert wrong["code"] == "password_wrong"
    await state.desk.ask("PUT", "/staff/password", {"present": PASSWORD, "wanted": wanted}, status=204)
    browser, login = await api.browser(), "meera@example.org"
    await browser.post("/staff/sign-in", {"login": login, "password": PASSWORD}, status=409)
    assert (await browser.post("/staff/sign-in", {"login": login, "password": wanted}))["next"] == "code"


async def test_a_facility_is_renamed_closed_and_reopened(api: ClinicApi, state: State) -> None:
    path = f"/facilities/{state.ids['SPOKE-1']}"
    named = await state.desk.ask("PATCH", path, {"name": "आरोग्य केंद्र <b>"})
    assert (named["name"], named["code"], named["district"]) == ("आरोग्य केंद्र <b>", "SPOKE-1", "Pune")
    assert (await state.desk.ask("PATCH", path, {"active": False}))["active"] is False
    shown = [one["code"] for one in (await state.desk.get("/facilities"))["facilities"]]
    assert "SPOKE-1" not in shown
    assert "HUB-1" in shown
    assert (await state.desk.ask("PATCH", path, {"active": True}))["active"] is True
    full = await state.desk.ask("PATCH", f"/facilities/{state.ids['MH']}", {"active": False}, status=409)
    assert full["code"] == "facility_not_empty"
    taken = {"code": "hub-1", "name": "Another", "kind": "hub", "parent": state.ids["PUNE"]}
    assert (await state.desk.post("/facilities", taken, status=409))["code"] == "facility_code_taken"


async def test_facilities_are_kept_by_those_who_answer_for_them_alone(api: ClinicApi, state: State) -> None:
    elsewhere = await local_administrator(api, state.ids["PUNE"])
    told = {"code": "X-1", "name": "X", "kind": "spoke"}
    assert (await elsewhere.post("/facilities", told | {"parent": state.ids["PUNE"]}, status=201))["code"] == "X-1"
    for refused in (
        await elsewhere.ask("PATCH", f"/facilities/{state.ids['HUB-1']}", {"name": "Mine"}, status=403),
        await elsewhere.post("/facilities", told | {"code": "X-2", "parent": state.ids["NASHIK"]}, status=403),
        await elsewhere.post("/facilities", {"code": "GA", "name": "Goa", "kind": "state", "state": 30}, status=403),
    ):
        assert refused["code"] == "not_permitted"


async def test_a_complaint_reaches_the_officer_and_is_answered_once(api: ClinicApi, state: State) -> None:
    anybody = await api.browser()
    told = {"kind": "harassment", "text": "<script>He shouted</script>", "page": "/", "contact": "98765 43210"}
    reference = (await anybody.post("/complaints", told, status=201))["reference"]
    assert (await anybody.get("/complaints/open", status=401))["code"] == "not_signed_in"
    [waiting] = (await state.desk.get("/complaints/open"))["complaints"]
    assert (waiting["reference"], waiting["text"], waiting["contact"]) == (reference, told["text"], told["contact"])
    path = f"/complaints/{reference}/answer"
    await state.desk.post(path, {"answer": "We have spoken with him."}, status=204)
    assert (await state.desk.get("/complaints/open"))["complaints"] == []
    assert (await state.desk.post(path, {"answer": "Again."}, status=409))["code"] == "complaint_state"
    assert (await state.desk.post("/complaints/X/answer", {"answer": "?"}, status=404))["code"] == "complaint_unknown"


async def test_the_glass_is_broken_with_a_reason_and_the_patient_sees_it(api: ClinicApi, state: State) -> None:
    phone = await api.browser()
    await phone.sign_in("98765 43210")
    asha = await phone.register()
    path = f"/patients/{asha['id']}/break-glass"
    assert (await state.desk.post(path, {"reason": "curious"}, status=409))["code"] == "reason_short"
    seen = (await phone.get(f"/patients/{asha['id']}/openings"))["openings"]
    assert "record.broken_glass" not in [one["action"] for one in seen]
    assert (await state.desk.post(path, {"reason": REASON}))["name"] == "Asha Devi"
    [opened] = [
        one
        for one in (await phone.get(f"/patients/{asha['id']}/openings"))["openings"]
        if one["action"] == "record.broken_glass"
    ]
    assert (opened["by"], opened["at"]) == ("state_administrator", api.clock.now)
    unknown = await state.desk.post(f"/patients/{'0' * 32}/break-glass", {"reason": REASON}, status=404)
    assert unknown["code"] == "patient_not_yours"
    async with api.store.reading() as records:
        refused = [one.subject for one in await records.audit.entries("state") if one.action == "record.refused"]
    assert refused == [f"patient:{'0' * 32}"]


async def test_a_doctor_and_a_patient_break_no_glass(api: ClinicApi, state: State) -> None:
    phone = await api.browser()
    await phone.sign_in("98765 43210")
    asha = await phone.register()
    await verified(api, state)
    doctor = await api.browser()
    await doctor.enrol(DOCTOR, PASSWORD)
    path = f"/patients/{asha['id']}/break-glass"
    assert (await doctor.post(path, {"reason": REASON}, status=403))["code"] == "not_permitted"
    assert (await phone.post(path, {"reason": REASON}, status=403))["code"] == "not_allowed"
    assert (await doctor.get(f"/patients/{asha['id']}", status=403))["code"] == "not_allowed"
