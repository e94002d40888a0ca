"""What is written down of a consultation, over the API: told, sent, noted, signed, and what comes after."""

from typing import Any

import pytest

from tests.support.clinic_api import ClinicApi
from tests.support.files import file_of
from tests.support.opd_api import Doctor, Mother, Opd, opened_opd

VOICE, PHOTO, REPORT = (file_of(kind, 3_000) for kind in ("audio/wav", "image/jpeg", "application/pdf"))
TOLD: dict[str, Any] = {
    "caller": {"relation": "self"},
    "complaint": "तीन दिन से बुखार <script>alert(1)</script> 🤒",
    "since": "3 days",
    "symptoms": ["fever"],
    "allergies": "none",
    "medicines": "Paracetamol",
    "pregnancy": "no",
    "last_period": "2026-09-01",
    "weight_kg": 54,
}


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def seen(opd: Opd, state: str = "ended") -> tuple[Doctor, Mother, str]:
    """A doctor and a patient who have spoken with one another, or do so now."""
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    if state == "ended":
        await doctor.does(token, "end")
    return doctor, mother, token


def notes_of(token: str) -> str:
    return f"/desk/consultations/{token}/notes"


async def save(doctor: Doctor, token: str, revision: int, status: int = 200, **fields: Any) -> dict[str, Any]:
    return await doctor.browser.ask("PATCH", notes_of(token), {"revision": revision, "fields": fields}, status=status)


async def send(mother: Mother, token: str, content: bytes, media_type: str, kind: str, status: int = 201) -> str:
    purpose = "document" if kind == "report" else kind
    upload = await mother.browser.upload(content, media_type, purpose)
    sent = await mother.browser.post(f"/opd/tokens/{token}/files", {"upload": upload, "kind": kind}, status=status)
    return str(sent.get("id", ""))


async def test_what_is_told_comes_back_with_what_is_still_to_be_asked(opd: Opd) -> None:
    mother = await opd.mother()
    path = f"/opd/tokens/{(await mother.takes(opd.clinic))['id']}/intake"
    empty = await mother.browser.get(path)
    assert (empty["complaint"], empty["caller"]["relation"]) == (None, None)
    assert empty["missing"][:3] == ["relation", "patient_beside", "complaint"]
    told = await mother.browser.ask("PUT", path, TOLD)
    assert {name: told[name] for name in TOLD if name != "caller"} == {
        name: value for name, value in TOLD.items() if name != "caller"
    }
    assert (told["missing"], told["needed"], told["guidance"], told["helplines"]) == ([], [], None, [])
    assert (await mother.browser.get(path)) == told


async def test_what_is_wrong_is_said_at_its_field(opd: Opd) -> None:
    mother, token = await opd.waiting()
    for wrong, status, code, field in (
        ({"complaint": "bell \u0007"}, 422, "complaint_invalid", "complaint"),
        ({"weight_kg": 1_000}, 422, "weight_kg_invalid", "weight_kg"),
        ({"last_period": "2020-01-01"}, 422, "last_period_invalid", "last_period"),
        ({"symptoms": ["<b>"]}, 422, "symptoms_invalid", "symptoms"),
        ({"caller": {"relation": "aunt"}}, 422, "bad_request", "caller.relation"),
        ({"caller": {"adult_identity": {"kind": "aadhaar", "last": "123456"}}}, 422, "adult_identity_invalid", None),
        ({"illness": "flu"}, 422, "bad_request", "illness"),
    ):
        refused = await mother.browser.ask("PUT", f"/opd/tokens/{token}/intake", wrong, status=status)
        assert refused["code"] == code
        assert field is None or field in refused["fields"]


async def test_a_girl_who_is_alone_is_led_to_helplines_and_not_into_the_call(opd: Opd) -> None:
    doctor = await opd.doctor()
    girl = await opd.mother("Rani", age=15)
    token = (await girl.takes(opd.clinic))["id"]
    path = f"/opd/tokens/{token}/intake"
    told = await girl.browser.ask("PUT", path, {"caller": {"relation": "self"}})
    assert told["guidance"] == "lone_adolescent"
    assert [one["number"] for one in told["helplines"]] == ["1098", "14416"]
    assert told["helplines_confirmed"] is False
    assert all(one["words"]["hi"] for one in told["helplines"])
    [entry] = (await doctor.browser.get("/desk/queue"))["entries"]
    assert {"lone_adolescent", "child", "adult_missing"} <= set(entry["flags"])
    await doctor.call_next()
    refused = await girl.does(token, "answer", status=409)
    assert (refused["code"], set(refused["fields"])) == (
        "adult_needed",
        {"adult_relation", "adult_name", "adult_identity"},
    )
    identity = {"kind": "voter", "last": "1234"}
    caller = {"relation": "child", "patient_beside": True, "adult_name": "Asha Devi", "adult_identity": identity}
    assert (await girl.browser.ask("PUT", path, {"caller": caller}))["guidance"] is None
    await girl.does(token, "answer")


async def test_the_list_shows_the_reason_and_the_flags(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting(mode="telephone")
    told = {"caller": {"relation": "self"}, "complaint": "Fever\nand cough", "allergies": "Penicillin"}
    await mother.browser.ask("PUT", f"/opd/tokens/{token}/intake", told)
    [entry] = (await doctor.browser.get("/desk/queue"))["entries"]
    assert (entry["reason"], entry["flags"]) == ("Fever and cough", ["allergy", "no_video"])


async def test_voice_note_photo_and_report_reach_the_doctor_as_they_were_sent(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    for content, media_type, kind, served in (
        (VOICE, "audio/wav", "voice", "audio/wav"),
        (PHOTO, "image/jpeg", "photo", "image/jpeg"),
        (REPORT, "application/pdf", "report", "application/octet-stream"),
    ):
        opd.api.clock.advance(1)
        file = await send(mother, token, content, media_type, kind)
        for reader, at in ((mother.browser, f"/opd/tokens/{token}"), (doctor.browser, f"/desk/consultations/{token}")):
            answer = await reader.send("GET", f"{at}/files/{file}")
            assert (answer.status, answer.content_type, await answer.read()) == (200, served, content)
            assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.headers["Cache-Control"] == "no-store"
    listed = (await mother.browser.get(f"/opd/tokens/{token}/files"))["files"]
    assert [(one["kind"], one["size"]) for one in listed] == [("voice", 3_000), ("photo", 3_000), ("report", 3_000)]
    assert "complaint" not in (await mother.browser.get(f"/opd/tokens/{token}/intake"))["missing"]
    gone = listed[1]["id"]
    await mother.browser.ask("DELETE", f"/opd/tokens/{token}/files/{gone}", status=204)
    refused = await mother.browser.get(f"/opd/tokens/{token}/files/{gone}", status=404)
    assert refused["code"] == "document_unknown"


async def test_a_stranger_finds_nothing_of_it(opd: Opd) -> None:
    doctor, mother, token = await seen(opd, "in_progress")
    file = await send(mother, token, PHOTO, "image/jpeg", "photo")
    stranger, other = await opd.mother("Sita Bai"), await opd.doctor()
    for browser, path in (
        (stranger.browser, f"/opd/tokens/{token}/intake"),
        (stranger.browser, f"/opd/tokens/{token}/files"),
        (stranger.browser, f"/opd/tokens/{token}/files/{file}"),
        (other.browser, f"/desk/consultations/{token}/files/{file}"),
        (other.browser, f"/desk/consultations/{token}/summary"),
        (other.browser, notes_of(token)),
    ):
        assert (await browser.get(path, status=404))["code"] == "consultation_unknown"
    for browser, path in ((mother.browser, notes_of(token)), (doctor.browser, f"/opd/tokens/{token}/intake")):
        assert (await browser.get(path, status=403))["code"] == "not_allowed"


async def test_notes_are_saved_as_they_are_typed_and_read_after_a_reload(opd: Opd) -> None:
    doctor, _, token = await seen(opd, "in_progress")
    empty = await doctor.browser.get(notes_of(token))
    assert (empty["revision"], empty["saved_at"], empty["fields"]["diagnoses"]) == (0, None, [])
    await save(doctor, token, 0, complaint="बुखार ")
    saved = await save(doctor, token, 1, diagnoses=[{"code": "r50.9", "title": ""}])
    assert (saved["revision"], saved["saved_at"]) == (2, opd.api.clock.now)
    assert saved["fields"]["diagnoses"] == [{"code": "R50.9", "title": "Fever, unspecified"}]
    assert (await doctor.browser.get(notes_of(token))) == saved
    names = ("complaint", "history", "observations", "advice", "follow_up")
    full: dict[str, Any] = dict.fromkeys(names, "क" * 4_000)
    assert (await save(doctor, token, 2, **full))["fields"]["follow_up"] == "क" * 4_000


async def test_two_windows_are_told_of_one_another(opd: Opd) -> None:
    doctor, _, token = await seen(opd, "in_progress")
    await save(doctor, token, 0, complaint="Fever")
    await save(doctor, token, 1, complaint="Fever and cough")
    stale = await save(doctor, token, 1, status=409, complaint="Headache")
    assert (stale["code"], list(stale["fields"])) == ("notes_changed", ["complaint"])
    assert (stale["current"]["revision"], stale["current"]["fields"]["complaint"]) == (2, "Fever and cough")
    assert (await save(doctor, token, 1, advice="Rest"))["revision"] == 3


async def test_what_cannot_be_noted_is_refused_at_its_field(opd: Opd) -> None:
    doctor, _, token = await seen(opd, "in_progress")
    for fields, code in (
        ({"history": "bell \u0007"}, "history_invalid"),
        ({"diagnoses": [{"code": "Q99.99", "title": "?"}]}, "diagnoses_invalid"),
        ({"advice": "x" * 4_001}, "bad_request"),
        ({"wish": "x"}, "bad_request"),
    ):
        assert (await save(doctor, token, 0, status=422, **fields))["code"] == code


async def test_signed_notes_close_the_consultation_and_leave_the_list_of_the_unsigned(opd: Opd) -> None:
    doctor, _, token = await seen(opd)
    assert [one["id"] for one in (await doctor.desk())["unsigned"]] == [token]
    two = {"identifiers": ["name", "mobile"]}
    assert (await doctor.does(token, "sign", two | {"revision": 0}, status=409))["code"] == "notes_empty"
    await save(doctor, token, 0, complaint="Fever")
    one = await doctor.does(token, "sign", {"identifiers": ["name"], "revision": 1}, status=422)
    assert one["code"] == "identifiers_invalid"
    stale = await doctor.does(token, "sign", two | {"revision": 0}, status=409)
    assert (stale["code"], stale["current"]["revision"]) == ("notes_changed", 1)
    signed = await doctor.does(token, "sign", two | {"revision": 1})
    assert (signed["state"], signed["signed_at"], signed["choices"]) == ("closed", opd.api.clock.now, [])
    assert (await doctor.desk())["unsigned"] == []
    assert (await doctor.does(token, "sign", two | {"revision": 1}, status=409))["code"] == "notes_signed"
    assert (await save(doctor, token, 1, status=409, advice="Rest"))["code"] == "notes_signed"
    assert (await doctor.browser.get(notes_of(token)))["signed_at"] == opd.api.clock.now


async def test_going_off_duty_with_work_unsigned_tells_her(opd: Opd) -> None:
    doctor, _, _ = await seen(opd)
    await doctor.browser.ask("PUT", "/desk/duty", {"state": "off"})
    async with opd.api.store.writing() as records:
        due = await records.notices.take_due(opd.api.clock.now, opd.api.clock.now + 60, 100)
    assert (doctor.id, "1") in [(one.notice.to.id, one.notice.values.get("count")) for one in due]


async def test_a_diagnosis_is_found_by_staff_in_the_words_of_every_day(opd: Opd) -> None:
    doctor, mother = await opd.doctor(), await opd.mother()
    found = (await doctor.browser.get("/icd10?text=बुखार"))["found"]
    assert found[0] == {"code": "R50.9", "title": "Fever, unspecified"}
    assert (await doctor.browser.get("/icd10?text="))["found"] == []
    assert (await doctor.browser.get("/icd10", status=422))["code"] == "bad_request"
    assert (await doctor.browser.get(f"/icd10?text={'x' * 101}", status=422))["code"] == "bad_request"
    await mother.browser.get("/icd10?text=fever", status=403)


async def test_templates_are_each_doctors_own(opd: Opd) -> None:
    doctor, other = await opd.doctor(), await opd.doctor()
    told = {"name": "Viral fever", "fields": {"advice": "Rest", "diagnoses": [{"code": "B34.9"}]}}
    kept = await doctor.browser.post("/desk/templates", told, status=201)
    assert kept["fields"]["diagnoses"] == [{"code": "B34.9", "title": "Viral infection, unspecified"}]
    assert (await doctor.browser.get("/desk/templates"))["templates"] == [kept]
    assert (await other.browser.get("/desk/templates"))["templates"] == []
    path = f"/desk/templates/{kept['id']}"
    changed = await doctor.browser.ask("PUT", path, {"name": "Fever", "fields": {"advice": "Rest well"}})
    assert (changed["name"], changed["fields"]["advice"], changed["fields"]["diagnoses"]) == ("Fever", "Rest well", [])
    assert (await other.browser.ask("DELETE", path, status=404))["code"] == "template_unknown"
    await doctor.browser.ask("DELETE", path, status=204)
    nameless = await doctor.browser.post("/desk/templates", {"name": " ", "fields": {}}, status=422)
    assert nameless["code"] == "template_name_invalid"


async def test_a_report_that_she_sends_afterwards_goes_to_her_doctors_desk(opd: Opd) -> None:
    doctor, mother, token = await seen(opd)
    sent = await send(mother, token, REPORT, "application/pdf", "report")
    assert [one["id"] for one in (await mother.browser.get(f"/opd/tokens/{token}/files"))["files"]] == [sent]
    [waiting] = (await doctor.desk())["results"]
    assert (waiting["id"], waiting["consultation"], waiting["patient_name"]) == (sent, token, "Asha Devi")
    opened = await doctor.browser.get(f"/desk/results/{sent}")
    assert (opened["by_household"], opened["media_type"], opened["seen_at"]) == (True, "application/pdf", None)
    answer = await doctor.browser.send("GET", f"/desk/results/{sent}/file")
    assert await answer.read() == REPORT
    await doctor.browser.post(f"/desk/results/{sent}/seen", status=204)
    assert (await doctor.desk())["results"] == []
    photo = await mother.browser.upload(PHOTO, "image/jpeg", "photo")
    late = {"upload": photo, "kind": "photo"}
    refused = await mother.browser.post(f"/opd/tokens/{token}/files", late, status=409)
    assert refused["code"] == "consultation_state"


async def test_staff_of_her_facility_bring_a_result_and_strangers_do_not(opd: Opd) -> None:
    doctor, mother, token = await seen(opd)
    colleague = await opd.doctor(on=False)
    past = (await colleague.browser.get(f"/patients/{mother.patient}/consultations"))["consultations"]
    assert [(one["id"], one["advice"]) for one in past] == [(token, "")]
    upload = await colleague.browser.upload(REPORT, "application/pdf")
    told = {"consultation": token, "upload": upload, "note": "Haemoglobin 9.1"}
    added = await colleague.browser.post("/laboratory-results", told, status=201)
    assert [one["id"] for one in (await doctor.desk())["results"]] == [added["id"]]
    assert (await doctor.browser.get(f"/desk/results/{added['id']}"))["note"] == "Haemoglobin 9.1"
    unknown = await colleague.browser.get(f"/desk/results/{added['id']}", status=404)
    assert unknown["code"] == "result_unknown"
    refused = await opd.desk.post("/laboratory-results", told, status=403)
    assert refused["code"] == "not_permitted"


async def test_the_next_doctor_reads_of_the_past_before_the_call(opd: Opd) -> None:
    first, mother, token = await seen(opd)
    await save(first, token, 0, advice="Steam", diagnoses=[{"code": "R05"}])
    await first.does(token, "sign", {"identifiers": ["name", "age"], "revision": 1})
    report = await send(mother, token, REPORT, "application/pdf", "report")
    await first.browser.ask("PUT", "/desk/duty", {"state": "off"})
    second = await opd.doctor()
    again = (await mother.takes(opd.clinic))["id"]
    waiting = await second.browser.get(f"/desk/consultations/{again}/summary")
    assert (waiting["past"], waiting["attachments"]) == ([], [])
    await second.call_next()
    summary = await second.browser.get(f"/desk/consultations/{again}/summary")
    [past] = summary["past"]
    assert (past["id"], past["advice"], past["diagnoses"]) == (token, "Steam", [{"code": "R05", "title": "Cough"}])
    assert [one["id"] for one in summary["attachments"]] == [report]
    answer = await second.browser.send("GET", f"/desk/consultations/{again}/attachments/{report}")
    assert await answer.read() == REPORT
    mine = (await mother.browser.get(f"/patients/{mother.patient}/consultations"))["consultations"]
    assert [(one["id"], one["advice"], one["is_signed"]) for one in mine] == [(token, "Steam", True)]


async def test_that_her_record_was_opened_she_sees_herself(opd: Opd) -> None:
    doctor, mother, token = await seen(opd, "in_progress")
    await doctor.browser.get(f"/desk/consultations/{token}/summary")
    openings = (await mother.browser.get(f"/patients/{mother.patient}/openings"))["openings"]
    assert ("consultation.opened", "doctor") in [(one["action"], one["by"]) for one in openings]


async def test_asking_for_a_consultation_is_a_consent_that_she_can_look_up(opd: Opd) -> None:
    mother, _ = await opd.waiting()
    given = (await mother.browser.get(f"/patients/{mother.patient}/consents"))["consents"]
    asked = ("consultation", "implied by asking", "hi")
    assert asked in [(one["purpose"], one["how"], one["language"]) for one in given]
    notice = await mother.browser.get("/notices/consultation?language=hi")
    assert "परामर्श" in notice["text"]
