"""A prescription over the API: written, signed, read by the household, verified, amended."""

import hashlib
from typing import Any

import pytest

from clinic.prescription.summary.signed import decoded, encoded
from tests.support.clinic_api import ClinicApi
from tests.support.opd_api import Doctor, Mother, Opd, opened_opd
from tests.unit.http_api.opd.test_written_down import TOLD, save, seen

PARACETAMOL = "paracetamol-500-mg-tablet"
TWICE = {"pattern": "times", "amounts": [1, 0, 1, 0], "days": 5, "food": "after_food"}
LINE: dict[str, Any] = {"id": "00000001", "medicine": PARACETAMOL, "dosing": TWICE}
HELD: dict[str, Any] = {
    "id": "00000002",
    "medicine": None,
    "ingredients": [{"name": "Amoxicillin", "strength": "500 mg"}],
    "form": "capsule",
    "route": "oral",
    "dosing": TWICE,
}


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def talking(opd: Opd) -> tuple[Doctor, Mother, str]:
    """In the call, with a diagnosis; the patient has told everything."""
    doctor, mother, token = await seen(opd, "talking")
    await mother.browser.ask("PUT", f"/opd/tokens/{token}/intake", {**TOLD, "medicines": "none"})
    await save(doctor, token, 0, diagnoses=[{"code": "R50.9"}], complaint="Fever")
    return doctor, mother, token


def of(token: str) -> str:
    return f"/desk/consultations/{token}/prescription"


async def write(doctor: Doctor, token: str, status: int = 200, **fields: Any) -> dict[str, Any]:
    revision = (await doctor.browser.get(of(token)))["revision"]
    body = {"revision": revision, "fields": fields}
    return await doctor.browser.ask("PATCH", f"{of(token)}?language=hi", body, status=status)


async def sign(doctor: Doctor, token: str, status: int = 200, **otherwise: Any) -> dict[str, Any]:
    sheet = await doctor.browser.get(of(token))
    told = {name: sheet[name] for name in ("patient", "revision", "notes_revision")}
    body = {**told, "identifiers": ["name", "age"], **otherwise}
    return await doctor.browser.post(f"{of(token)}/sign", body, status=status)


async def test_it_is_written_signed_and_read(opd: Opd) -> None:
    doctor, mother, token = await talking(opd)
    found = (await doctor.browser.get("/desk/medicines?q=par%20500"))["medicines"]
    assert found[0]["id"] == PARACETAMOL
    sheet = await write(doctor, token, lines=[LINE, HELD], worse="Come at once")
    assert [one["outcome"] for one in sheet["verdict"]["lines"]] == ["allowed", "held"]
    assert sheet["verdict"]["lines"][1]["rulings"][0]["words"].startswith("दिशानिर्देशों")
    assert (sheet["can_sign"], sheet["fields"]["lines"][0]["units"]) == (True, 10)
    signed = await sign(doctor, token)
    assert await sign(doctor, token, revision=sheet["revision"]) == signed
    [listed] = (await mother.browser.get("/prescriptions"))["prescriptions"]
    assert (listed["id"], listed["medicines"], listed["state"]) == (signed["id"], 1, "signed")
    given = await mother.browser.get(f"/prescriptions/{signed['id']}")
    assert (given["held"], given["worse"], given["lines"][0]["shorthand"]) == (1, "Come at once", "1-0-1")
    assert set(given["lines"][0]["sentences"]) == {"en", "hi"}
    answer = await mother.browser.send("GET", f"/prescriptions/{signed['id']}/document")
    pdf = await answer.read()
    assert (answer.status, answer.content_type, pdf[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["ETag"].strip('"') == hashlib.sha256(pdf).hexdigest()
    told = await mother.browser.send("POST", "/verify/document", data=pdf)
    assert await told.json() == {
        "seal": "authentic",
        "development": True,
        "status": "signed",
        "id": signed["id"],
    }
    altered = bytearray(pdf)
    altered[len(pdf) // 2] ^= 1
    told = await mother.browser.send("POST", "/verify/document", data=bytes(altered))
    assert (await told.json())["seal"] == "altered"


async def test_what_the_code_says_of_it_changes_with_an_amendment(opd: Opd) -> None:
    doctor, mother, token = await talking(opd)
    await write(doctor, token, lines=[LINE])
    first = await sign(doctor, token)
    given = await mother.browser.get(f"/prescriptions/{first['id']}")
    whole = given["verify"].rpartition("#")[2]
    [key] = (await mother.browser.get("/verify/keys"))["keys"]
    assert (key["algorithm"], key["development"]) == ("ES256", True)

    ask = {"id": first["id"], "signature": encoded(decoded(whole)[-64:])}
    assert await mother.browser.post("/verify/status", ask) == {"status": "signed"}
    wrong = {**ask, "signature": "A" * 86}
    assert await mother.browser.post("/verify/status", wrong) == {"status": "unknown"}
    amend = {"prescription": first["id"], "reason": "Three days are enough"}
    await doctor.browser.post(f"{of(token)}/amend", amend)
    await write(doctor, token, lines=[{**LINE, "dosing": {**TWICE, "days": 3}}])
    second = await sign(doctor, token)
    assert await mother.browser.post("/verify/status", ask) == {"status": "replaced"}
    await doctor.browser.post(f"{of(token)}/cancel", {"prescription": second["id"], "reason": "Not needed"})
    states = [one["state"] for one in (await mother.browser.get("/prescriptions"))["prescriptions"]]
    assert states == ["cancelled", "superseded"]


async def test_a_dose_that_is_not_said_yet_is_kept_and_not_signed(opd: Opd) -> None:
    doctor, _, token = await talking(opd)
    unsaid = {**LINE, "dosing": {"pattern": "times"}}
    sheet = await write(doctor, token, lines=[unsaid])
    assert (sheet["can_sign"], sheet["fields"]["lines"][0]["units"]) == (False, 0)
    assert (await sign(doctor, token, status=409))["code"] == "dosing_missing"
    refused = await doctor.browser.post("/desk/prescription-templates", favourite(unsaid), status=409)
    assert refused["code"] == "dosing_missing"


def favourite(line: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Paracetamol", "kind": "favourite", "lines": [line]}


async def test_another_household_reads_nothing_of_it(opd: Opd) -> None:
    doctor, _, token = await talking(opd)
    await write(doctor, token, lines=[LINE])
    signed = await sign(doctor, token)
    stranger = await opd.mother("Sita")
    assert (await stranger.browser.get("/prescriptions"))["prescriptions"] == []
    for path in ("", "/document", "/fhir"):
        refused = await stranger.browser.get(f"/prescriptions/{signed['id']}{path}", status=404)
        assert refused["code"] == "prescription_unknown"


async def test_it_leaves_as_a_bundle_for_other_systems(opd: Opd) -> None:
    doctor, mother, token = await talking(opd)
    await write(doctor, token, lines=[LINE])
    signed = await sign(doctor, token)
    answer = await mother.browser.send("GET", f"/prescriptions/{signed['id']}/fhir?kind=OPConsultRecord")
    assert answer.content_type == "application/fhir+json"
    assert (await answer.json(content_type=None))["entry"][0]["resource"]["resourceType"] == "Composition"


async def test_what_is_wrong_is_said_with_its_line(opd: Opd) -> None:
    doctor, _, token = await talking(opd)
    for line, status, code in (
        ({**LINE, "medicine": "no-such"}, 409, "line_unknown_medicine"),
        ({**LINE, "dosing": {**TWICE, "amounts": [0.3, 0, 0, 0]}}, 422, "dose_invalid"),
        ({**LINE, "dosing": {**TWICE, "amounts": [5_000, 0, 0, 0]}}, 422, "dose_invalid"),
        ({**LINE, "dosing": {**TWICE, "days": 181}}, 422, "days_invalid"),
        ({**LINE, "dosing": {**TWICE, "pattern": "whenever"}}, 422, "bad_request"),
    ):
        refused = await write(doctor, token, status=status, lines=[line])
        assert refused["code"] == code
    many = [{**LINE, "id": f"{number:08x}"} for number in range(200)]
    assert (await write(doctor, token, status=409, lines=many))["code"] == "lines_too_many"
    assert (await doctor.browser.get(of(token)))["revision"] == 0


async def test_two_windows_are_shown_one_another(opd: Opd) -> None:
    doctor, _, token = await talking(opd)
    await write(doctor, token, diet="No salt")
    body = {"revision": 0, "fields": {"diet": "Less salt"}}
    refused = await doctor.browser.ask("PATCH", of(token), body, status=409)
    assert (refused["code"], refused["current"]["fields"]["diet"]) == ("prescription_changed", "No salt")


async def test_a_page_that_is_not_the_current_one_cannot_sign(opd: Opd) -> None:
    doctor, _, token = await talking(opd)
    await write(doctor, token, lines=[LINE])
    assert (await sign(doctor, token, status=409, notes_revision=9))["code"] == "page_not_current"
    assert (await sign(doctor, token, status=409, patient="0" * 32))["code"] == "page_not_current"


async def test_what_the_doctor_saw_is_told(opd: Opd) -> None:
    doctor, _, token = await talking(opd)
    opd.api.clock.advance(120)
    path = f"/desk/consultations/{token}/sighting"
    told = await doctor.browser.ask("PUT", path, {"seconds": 60, "attested": True})
    assert told == {"seconds": 60, "attested": True, "is_seen": True, "seconds_needed": 20}
    assert (await doctor.browser.get(of(token)))["context"]["mode"] == "video"


async def test_templates_come_back_and_go(opd: Opd) -> None:
    doctor, _, _ = await talking(opd)
    path = "/desk/prescription-templates"
    body = {"name": "Fever", "kind": "favourite", "lines": [LINE]}
    [kept] = (await doctor.browser.post(path, body, status=201))["templates"]
    assert kept["lines"][0]["name"] == "Paracetamol"
    assert await doctor.browser.ask("DELETE", f"{path}/{kept['id']}") == {"templates": []}


async def test_what_is_no_document_of_ours_is_told_apart(opd: Opd) -> None:
    mother = await opd.mother()
    for content in (b"", b"%PDF-1.7 of nobody", b"\x00" * 1_000, b"%PDF-1.7\n" + b"<<" * 50_000):
        told = await mother.browser.send("POST", "/verify/document", data=content)
        assert (await told.json())["seal"] == "none"
    told = await mother.browser.send("POST", "/verify/document", data=b"%PDF-" + b"x" * 3_000_000)
    assert told.status == 413


async def test_whoever_asks_too_often_waits(opd: Opd) -> None:
    mother = await opd.mother()
    ask = {"id": "0" * 32, "signature": "A" * 86}
    answers = [await mother.browser.send("POST", "/verify/status", json=ask) for _ in range(302)]
    assert [one.status for one in answers[:3]] == [200, 200, 200]
    assert answers[-1].status == 429


async def test_who_was_not_seen_is_prescribed_to_as_by_telephone(opd: Opd) -> None:
    doctor, mother, token = await talking(opd)
    caller = {"relation": "self"}
    await mother.browser.ask("PUT", f"/opd/tokens/{token}/intake", {**TOLD, "caller": caller, "medicines": "none"})
    cream = {**LINE, "id": "00000003", "medicine": "clotrimazole-1-percent-cream"}
    sheet = await write(doctor, token, lines=[LINE, cream])
    assert sheet["context"]["mode"] == "audio"
    assert [one["outcome"] for one in sheet["verdict"]["lines"]] == ["allowed", "refused"]
    refused = await sign(doctor, token, status=409)
    assert (refused["code"], list(refused["fields"])) == ("prescription_refused", ["00000003"])
