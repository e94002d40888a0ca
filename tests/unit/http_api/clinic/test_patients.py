"""The patient's way in and her record, over the API."""

import asyncio

from tests.support.clinic_api import ClinicApi

ASHA, RAVI = "98765 43210", "+91 91234 56789"
DAY = 86_400.0


async def test_a_mother_is_registered_and_comes_back_to_her_family(api: ClinicApi) -> None:
    phone = await api.browser()
    household = await phone.sign_in(ASHA)
    assert household == {
        "mobile": "••••••3210",
        "state": 27,
        "needs_second_fact": False,
        "patients": [],
        "chosen": None,
    }
    asha = await phone.register("Asha Devi")
    api.clock.advance(60)
    son = await phone.register("मुन्ना", age=3, gender="male", relation="child")
    assert son["missing"] == ["address", "pin_code", "state", "district", "language"]
    chosen = await phone.post("/household/choose", {"patient": son["id"]})
    assert (chosen["chosen"], [one["name"] for one in chosen["patients"]]) == (son["id"], ["Asha Devi", "मुन्ना"])
    session = await phone.open()
    assert (session["signed_in"], session["household"]["chosen"]) == ("patient", son["id"])

    other = await api.browser()
    assert [one["id"] for one in (await other.sign_in(ASHA))["patients"]] == [asha["id"], son["id"]]


async def test_what_is_told_later_is_kept_and_what_is_wrong_is_said_at_its_field(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    asha = await phone.register()
    path = f"/patients/{asha['id']}"
    told = await phone.ask("PATCH", path, {"pin_code": "560 001", "state": 29, "abha_number": "91123456789012"})
    assert (told["pin_code"], told["abha_number"]) == ("560001", "91-1234-5678-9012")
    wrong = await phone.ask("PATCH", path, {"pin_code": "12"}, status=422)
    assert (wrong["code"], list(wrong["fields"])) == ("pin_code_invalid", ["pin_code"])
    assert (await phone.get(path))["pin_code"] == "560001"


async def test_a_page_that_shows_somebody_else_changes_nothing(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    asha, son = await phone.register(), await phone.register("Munna", relation="child")
    assert phone.patient == son["id"]
    refused = await phone.ask("PATCH", f"/patients/{asha['id']}", {"name": "X"}, status=409)
    assert refused["code"] == "not_current_patient"
    assert (await phone.get(f"/patients/{asha['id']}"))["name"] == "Asha Devi"


async def test_a_strangers_patient_is_not_there_and_the_attempt_is_in_the_audit(api: ClinicApi) -> None:
    phone, stranger = await api.browser(), await api.browser()
    await phone.sign_in(ASHA)
    asha = await phone.register()
    await stranger.sign_in(RAVI)
    stranger.patient = asha["id"]
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"name": "Mine"}),
        ("DELETE", "", None),
        ("GET", "/export", None),
        ("GET", "/openings", None),
        ("GET", "/consents", None),
        ("POST", "/erasure", {}),
    ):
        refused = await stranger.ask(method, f"/patients/{asha['id']}{path}", body, status=404)
        assert refused["code"] == "patient_not_yours"
    async with api.store.reading() as records:
        chains = [head.chain for head in await records.audit.heads()]
        actions = [entry.action for chain in chains for entry in await records.audit.entries(chain)]
    assert actions.count("record.refused") == 7


async def test_the_wrong_person_is_taken_off_the_list_and_put_back(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    asha = await phone.register()
    await phone.ask("DELETE", f"/patients/{asha['id']}", status=204)
    assert (await phone.open())["household"]["patients"] == []
    await phone.post(f"/patients/{asha['id']}/restore")
    assert len((await phone.open())["household"]["patients"]) == 1


async def test_two_requests_that_race_with_one_code_let_one_in(api: ClinicApi) -> None:
    phone = await api.browser()
    challenge = await phone.post("/codes", {"mobile": ASHA}, status=202)
    code = await api.sms.next_code("+919876543210")  # type: ignore[arg-type]
    body = {"challenge": challenge["challenge"], "code": code, "state": 27}
    answers = await asyncio.gather(*(phone.send("POST", "/registration", json=body) for _ in range(2)))
    assert sorted(answer.status for answer in answers) == [200, 409]


async def test_wrong_codes_are_counted_and_a_replayed_one_is_refused(api: ClinicApi) -> None:
    phone = await api.browser()
    challenge = await phone.post("/codes", {"mobile": ASHA}, status=202)
    code = await api.sms.next_code("+919876543210")  # type: ignore[arg-type]
    body = {"challenge": challenge["challenge"], "state": 27}
    wrong = await phone.post("/registration", body | {"code": f"{(int(code) + 1) % 10**6:06}"}, status=409)
    assert wrong["code"] == "otp_wrong"
    assert (await phone.get(f"/codes/{challenge['challenge']}"))["tries_left"] == 4
    await phone.post("/registration", body | {"code": code})
    assert (await phone.post("/registration", body | {"code": code}, status=409))["code"] == "otp_used"


async def test_too_many_codes_are_refused_with_the_time_to_wait(api: ClinicApi) -> None:
    phone = await api.browser()
    for _ in range(5):
        await phone.post("/codes", {"mobile": ASHA}, status=202)
    answer = await phone.send("POST", "/codes", json={"mobile": ASHA})
    problem = await answer.json(content_type=None)
    assert (answer.status, problem["code"]) == (429, "too_many")
    assert int(answer.headers["Retry-After"]) == problem["retry_after_seconds"] == 3600


async def test_a_number_that_was_silent_for_long_owes_a_second_fact(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    await phone.register("Asha Devi", age=34)
    api.clock.advance(91 * DAY)
    later = await api.browser()
    household = await later.sign_in(ASHA)
    assert (household["needs_second_fact"], household["patients"]) == (True, [])
    wrong = await later.post("/household/second-fact", {"name": "Sita", "age": 34}, status=409)
    assert wrong["code"] == "second_fact_wrong"
    proven = await later.post("/household/second-fact", {"name": "asha  devi", "age": 34})
    assert [one["name"] for one in proven["patients"]] == ["Asha Devi"]


async def test_whoever_got_an_old_number_starts_anew_and_sees_nobody(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    await phone.register()
    api.clock.advance(91 * DAY)
    stranger = await api.browser()
    await stranger.sign_in(ASHA)
    assert (await stranger.post("/household/start-new"))["patients"] == []
    assert (await stranger.open())["household"]["needs_second_fact"] is False


async def test_a_change_of_number_takes_the_family_along_and_signs_the_old_devices_out(api: ClinicApi) -> None:
    phone, tablet = await api.browser(), await api.browser()
    await phone.sign_in(ASHA)
    asha = await phone.register()
    await tablet.sign_in(ASHA)
    challenge = await phone.post("/codes", {"mobile": RAVI, "purpose": "change_number"}, status=202)
    code = await api.sms.next_code("+919123456789")  # type: ignore[arg-type]
    moved = await phone.post("/household/number", {"challenge": challenge["challenge"], "code": code})
    assert (moved["mobile"], [one["id"] for one in moved["patients"]]) == ("••••••6789", [asha["id"]])
    assert (await tablet.open())["signed_in"] is None
    assert (await phone.open())["signed_in"] == "patient"


async def test_consent_is_listed_withdrawn_and_given_again(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    asha = await phone.register()
    path = f"/patients/{asha['id']}/consents"
    [given] = (await phone.get(path))["consents"]
    assert (given["purpose"], given["how"], given["withdrawn_at"]) == ("registration", "ticked on page", None)
    await phone.ask("DELETE", f"{path}/registration", status=204)
    notice = await phone.get("/notices/registration?language=en")
    again = {key: notice[key] for key in ("purpose", "version", "language")}
    await phone.post(path, again, status=201)
    assert len((await phone.get(path))["consents"]) == 2


async def test_she_takes_everything_along_and_asks_for_erasure(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    asha = await phone.register()
    held = await phone.get(f"/patients/{asha['id']}/export")
    assert (held["patient"]["name"], held["numbers"][0]["number"]) == ("Asha Devi", "+919876543210")
    assert await phone.post(f"/patients/{asha['id']}/erasure", status=202)
    actions = [one["action"] for one in (await phone.get(f"/patients/{asha['id']}/openings"))["openings"]]
    assert actions[:2] == ["erasure.asked", "record.exported"]
