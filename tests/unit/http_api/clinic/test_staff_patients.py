"""What the staff may do with patients, over the API; and that patients see it."""

from clinic.actors import SYSTEM
from clinic.identity.sessions import Session
from clinic.patients.household import SILENCE_SECONDS
from clinic.patients.patient import PatientId
from clinic.staff.account import Account, Role
from tests.support.clinic_api import Browser, ClinicApi
from tests.unit.clinic.staff.builders import HUB, OTHER_SPOKE, SPOKE, employ, found_facilities

ASHA, RAVI = "98765 43210", "91234 56789"
WHY = "She was brought unconscious to the emergency ward."


async def at_desk(api: ClinicApi, account: Account) -> Browser:
    """A browser where that account is signed in."""
    browser = await api.browser()
    _, token = await api.clinic.sessions.start("staff", account.id, "desk", SYSTEM)
    browser.client.session.cookie_jar.update_cookies({"paramarsh_session": token}, api.server.make_url("/"))
    return browser


async def health_worker(api: ClinicApi, place: str = SPOKE, who: str = "c") -> Browser:
    return await at_desk(api, await employ(api.store, who, Role.HEALTH_WORKER, place))


async def registered(api: ClinicApi, name: str = "Asha Devi", number: str = ASHA) -> tuple[Browser, str]:
    """A patient who attends the spoke, and her phone."""
    phone = await api.browser()
    await phone.sign_in(number)
    patient = str((await phone.register(name))["id"])
    holder = (await session_of(api, phone)).actor("phone")
    await api.clinic.patients.attend(PatientId(patient), SPOKE, holder)
    return phone, patient


async def session_of(api: ClinicApi, phone: Browser) -> Session:
    cookies = phone.client.session.cookie_jar.filter_cookies(api.server.make_url("/"))
    session = await api.clinic.sessions.find(cookies["paramarsh_session"].value)
    assert session is not None
    return session


async def test_a_health_worker_finds_her_own_spokes_patients_by_name_and_no_others(api: ClinicApi) -> None:
    await found_facilities(api.store)
    _, asha = await registered(api)
    hers, other = await health_worker(api), await health_worker(api, OTHER_SPOKE, "d")
    assert [one["id"] for one in (await hers.get("/patients?name=ash"))["patients"]] == [asha]
    assert (await other.get("/patients?name=ash"))["patients"] == []
    assert (await other.post(f"/patients/{asha}/open", status=404))["code"] == "patient_not_yours"


async def test_an_opened_record_is_seen_by_its_patient_with_role_and_place(api: ClinicApi) -> None:
    await found_facilities(api.store)
    phone, asha = await registered(api)
    desk = await health_worker(api)
    assert (await desk.post(f"/patients/{asha}/open"))["name"] == "Asha Devi"
    [latest, *_] = (await phone.get(f"/patients/{asha}/openings"))["openings"]
    assert (latest["action"], latest["by"], latest["facility"]) == ("record.opened", "health_worker", "SPOKE-1")


async def test_breaking_the_glass_needs_a_reason_and_is_seen_by_the_patient(api: ClinicApi) -> None:
    await found_facilities(api.store)
    phone, asha = await registered(api)
    desk = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    assert (await desk.get("/patients?name=ash", status=403))["code"] == "not_permitted"
    assert (await desk.post(f"/patients/{asha}/break-glass", {"reason": "because"}, status=409))[
        "code"
    ] == "reason_short"
    assert (await desk.post(f"/patients/{asha}/break-glass", {"reason": WHY}))["name"] == "Asha Devi"
    [latest, *_] = (await phone.get(f"/patients/{asha}/openings"))["openings"]
    assert (latest["action"], latest["by"]) == ("record.broken_glass", "state_administrator")


async def test_two_records_of_one_person_are_merged_and_taken_apart_again(api: ClinicApi) -> None:
    await found_facilities(api.store)
    phone, asha = await registered(api)
    _, twice = await registered(api, "Asha Devi ji", RAVI)
    desk = await health_worker(api)
    await desk.post(f"/patients/{asha}/merge", {"duplicate": twice, "reason": "The same woman, two numbers."})
    assert (await desk.post(f"/patients/{twice}/open"))["id"] == asha
    await desk.post(f"/patients/{twice}/unmerge", {"reason": "Her sister after all."})
    assert (await desk.post(f"/patients/{twice}/open"))["id"] == twice
    assert (await phone.get(f"/patients/{asha}"))["name"] == "Asha Devi"


async def test_what_was_merged_into_a_record_is_listed_until_it_is_taken_apart(api: ClinicApi) -> None:
    await found_facilities(api.store)
    _, asha = await registered(api)
    _, twice = await registered(api, "Asha Devi ji", RAVI)
    desk, other = await health_worker(api), await health_worker(api, OTHER_SPOKE, "d")
    assert (await desk.get(f"/patients/{asha}/merged"))["patients"] == []
    await desk.post(f"/patients/{asha}/merge", {"duplicate": twice, "reason": "The same woman, two numbers."})
    [merged] = (await desk.get(f"/patients/{asha}/merged"))["patients"]
    assert (merged["id"], merged["name"]) == (twice, "Asha Devi ji")
    assert (await other.get(f"/patients/{asha}/merged", status=404))["code"] == "patient_not_yours"
    await desk.post(f"/patients/{twice}/unmerge", {"reason": "Her sister after all."})
    assert (await desk.get(f"/patients/{asha}/merged"))["patients"] == []


async def test_a_family_that_was_silent_is_let_in_when_a_health_worker_has_seen_it(api: ClinicApi) -> None:
    await found_facilities(api.store)
    await registered(api)
    api.clock.advance(SILENCE_SECONDS)
    phone, desk = await api.browser(), await health_worker(api)
    assert (await phone.sign_in(ASHA))["needs_second_fact"]
    await desk.post("/households/vouch", {"mobile": ASHA}, status=204)
    household = (await phone.get("/session"))["household"]
    assert [one["name"] for one in household["patients"]] == ["Asha Devi"]
    for number in (ASHA, RAVI):
        refused = await desk.post("/households/vouch", {"mobile": number}, status=404)
        assert refused["code"] == "household_unknown"
    assert (await desk.post("/households/vouch", {"mobile": "12345"}, status=422))["code"] == "mobile_invalid"


async def test_neither_an_administrator_nor_a_patient_vouches_for_a_family(api: ClinicApi) -> None:
    await found_facilities(api.store)
    phone, _ = await registered(api)
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    assert (await state.post("/households/vouch", {"mobile": ASHA}, status=403))["code"] == "not_permitted"
    assert (await phone.post("/households/vouch", {"mobile": ASHA}, status=403))["code"] == "not_allowed"


async def test_an_erasure_that_was_asked_is_done_by_the_state_and_says_what_stays(api: ClinicApi) -> None:
    await found_facilities(api.store)
    phone, asha = await registered(api)
    asked = await phone.post(f"/patients/{asha}/erasure", status=202)
    worker = await health_worker(api)
    assert (await worker.get("/erasures", status=403))["code"] == "not_permitted"
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    [waiting] = (await state.get("/erasures"))["requests"]
    assert (waiting["reference"], waiting["patient"]) == (asked["reference"], asha)
    done = await state.post(f"/erasures/{asked['reference']}/erase")
    assert "name" in done["erased"]
    assert {kept["years"] for kept in done["kept"]} == {None, 3}
    assert (await phone.get(f"/patients/{asha}", status=404))["code"] == "patient_not_yours"
    again = await state.post(f"/erasures/{asked['reference']}/erase", status=409)
    assert again["code"] == "erasure_decided"


async def test_small_counts_are_hidden_and_an_administrator_sees_her_own_part(api: ClinicApi) -> None:
    await found_facilities(api.store)
    for number in range(6):
        await registered(api, f"Asha {number}", f"98765432{number:02}")
    hub = await at_desk(api, await employ(api.store, "h", Role.HUB_ADMINISTRATOR, HUB))
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    rows = {row["code"]: row for row in (await state.get("/counts"))["rows"]}
    assert (rows["SPOKE-1"]["patients"], rows["HUB-1"]["patients"], rows["HUB-1"]["staff"]) == (6, 0, 1)
    assert [row["code"] for row in (await hub.get("/counts"))["rows"]] == ["HUB-1"]
    one = await registered(api, "Ravi", RAVI)
    assert one
    worker = await health_worker(api)
    assert (await worker.get("/counts", status=403))["code"] == "not_permitted"


async def test_a_cell_of_one_to_four_is_hidden(api: ClinicApi) -> None:
    await found_facilities(api.store)
    await registered(api)
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    [row] = (await state.get("/counts"))["rows"]
    assert (row["patients"], row["registered_today"]) == (None, None)


async def test_who_was_taken_in_from_a_list_chooses_a_password_by_an_invitation(api: ClinicApi) -> None:
    await found_facilities(api.store)
    doctor = await employ(api.store, "f", Role.DOCTOR, HUB)
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    code = (await state.post(f"/staff/{doctor.id}/invite"))["invitation"]
    browser = await api.browser()
    chosen = {"invitation": code, "password": "eleven blue umbrellas"}
    await browser.post("/staff/password", chosen, status=204)
    begun = await browser.post("/staff/sign-in", {"login": doctor.login, "password": chosen["password"]})
    assert begun["next"] == "enrol"
    assert (await browser.post("/staff/password", chosen, status=404))["code"] == "invitation_unknown"


async def test_who_lost_her_telephone_sets_up_her_app_anew_by_her_administrators_hand(api: ClinicApi) -> None:
    await found_facilities(api.store)
    doctor = await employ(api.store, "f", Role.DOCTOR, HUB)
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    chosen = {"password": "eleven blue umbrellas"}
    chosen["invitation"] = (await state.post(f"/staff/{doctor.id}/invite"))["invitation"]
    browser = await api.browser()
    await browser.post("/staff/password", chosen, status=204)
    await browser.enrol(doctor.login, chosen["password"])
    begin = {"login": doctor.login, "password": chosen["password"]}
    assert (await browser.post("/staff/sign-in", begin))["next"] == "code"
    await state.post(f"/staff/{doctor.id}/reset-second-factor", status=204)
    assert (await browser.post("/staff/sign-in", begin))["next"] == "enrol"
    colleague = await at_desk(api, await employ(api.store, "g", Role.DOCTOR, HUB))
    assert (await colleague.post(f"/staff/{doctor.id}/reset-second-factor", status=404))["code"] == "staff_unknown"


async def test_who_is_suspended_is_out_at_her_next_step(api: ClinicApi) -> None:
    await found_facilities(api.store)
    worker = await employ(api.store, "c", Role.HEALTH_WORKER, SPOKE)
    desk = await at_desk(api, worker)
    shown_out: list[str] = []

    async def show_out(staff: str) -> None:
        shown_out.append(staff)

    api.clinic.on_suspended = show_out
    state = await at_desk(api, await employ(api.store, "e", Role.STATE_ADMINISTRATOR, None))
    await state.post(f"/staff/{worker.id}/suspend", {"reason": "Complaint 12"})
    assert shown_out == [worker.id]
    assert (await desk.get("/patients?name=ash", status=401))["code"] == "not_signed_in"
