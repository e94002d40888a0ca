"""A patient's day over the API, from the token to the end, and all that can come between."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.lifecycle import State
from clinic.identity.mobile import parse_mobile
from clinic.opd.changes import by_system
from clinic.patients.patient import INDIAN_TIME
from tests.support.clinic_api import ClinicApi
from tests.support.opd_api import Doctor, Opd, opened_opd


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


async def test_asked_twice_with_one_key_it_is_one_token(opd: Opd) -> None:
    mother = await opd.mother()
    first = await mother.takes(opd.clinic, key="one-and-the-same")
    again = await mother.takes(opd.clinic, key="one-and-the-same")
    assert first["id"] == again["id"]
    assert (await mother.takes(opd.clinic, status=409))["code"] == "token_already"


async def test_a_token_goes_along_with_a_changed_number(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    new = "9812345678"
    challenge = await mother.browser.post("/codes", {"mobile": new, "purpose": "change_number"}, status=202)
    code = await opd.api.sms.next_code(parse_mobile(new))
    await mother.browser.post("/household/number", {"challenge": challenge["challenge"], "code": code})
    assert [one["id"] for one in (await mother.browser.get("/opd/tokens"))["tokens"]] == [token]
    await doctor.call_next()
    assert (await mother.does(token, "answer"))["secret"]


async def test_another_household_does_not_find_the_token(opd: Opd) -> None:
    _, token = await opd.waiting()
    stranger = await opd.mother("Sita")
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/answer"), ("POST", "/end")):
        body: dict[str, Any] | None = {} if method == "POST" else None
        refused = await stranger.browser.ask(method, f"/opd/tokens/{token}{path}", body, status=404)
        assert refused["code"] == "consultation_unknown"


async def test_a_missed_call_brings_her_to_the_place_after_next_twice_and_then_it_is_a_no_show(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    others = [await opd.waiting(f"Patient {number}") for number in range(3)]
    await doctor.call_next()
    await opd.keep_time(121)
    shown = await mother.token(token)
    assert (shown["state"], shown["place"], shown["missed"]) == ("waiting", 2, 1)
    assert [(await one.token(other))["place"] for one, other in others] == [1, 3, 4]
    for missed in (2, 3):
        await skip_until(doctor, token)
        await opd.keep_time(121)
        shown = await mother.token(token)
        assert shown["missed"] == missed
    assert shown["state"] == "no_show"
    assert (await doctor.desk())["current"] is None


async def test_she_may_ask_for_a_minute_once(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    called = await doctor.call_next()
    assert (await mother.does(token, "later"))["ring_ends_at"] == called["ring_ends_at"] + 60
    assert (await mother.does(token, "later", status=409))["code"] == "consultation_state"
    assert (await doctor.desk())["current"]["is_delayed"]
    await opd.keep_time(150)
    assert (await mother.token(token))["state"] == "called"


async def test_her_telephone_rings_besides_after_a_minute(opd: Opd) -> None:
    doctor = await opd.doctor()
    await opd.waiting()
    await doctor.call_next()
    await opd.keep_time(59)
    assert opd.telephone.rung == []
    await opd.keep_time(2)
    [ringing] = opd.telephone.rung
    assert ringing.purpose == "reminder"


async def test_who_is_on_the_telephone_is_rung_at_once_and_begins_by_answering(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting(mode="telephone")
    await doctor.call_next()
    await opd.keep_time()
    [ringing] = opd.telephone.rung
    assert ringing.purpose == "consultation"
    await opd.telephone_tells(ringing, "answered")
    shown = await mother.token(token)
    assert (shown["state"], shown["mode"], shown["number"]) == ("in_progress", "telephone", 1)
    assert (await doctor.does(token, "end"))["state"] == "ended"


async def test_a_telephone_line_that_breaks_is_held_like_any_other(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting(mode="telephone")
    await doctor.call_next()
    await opd.keep_time()
    for state, expected in (("answered", "in_progress"), ("dropped", "interrupted")):
        await opd.telephone_tells(opd.telephone.rung[0], state)
        assert (await mother.token(token))["state"] == expected
    await doctor.does(token, "telephone")
    await opd.keep_time()
    await opd.telephone_tells(opd.telephone.rung[1], "answered")
    assert (await mother.token(token))["state"] == "in_progress"


async def test_a_telephone_that_is_busy_leaves_the_doctor_to_choose(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting(mode="telephone")
    await doctor.call_next()
    await opd.keep_time()
    await opd.telephone_tells(opd.telephone.rung[0], "busy")
    assert (await mother.token(token))["state"] == "called"
    assert "miss" in (await doctor.desk())["current"]["choices"]


async def test_of_two_doctors_who_call_one_patient_one_is_told_that_the_other_was_faster(opd: Opd) -> None:
    first, second = await opd.doctor(), await opd.doctor()
    _, token = await opd.waiting()
    asked = {"consultation": token, "reason": "I know her"}
    answers = await asyncio.gather(
        *(doctor.browser.send("POST", "/desk/call", json=asked) for doctor in (first, second))
    )
    assert sorted(answer.status for answer in answers) == [200, 409]
    [refused] = [await answer.json() for answer in answers if answer.status == 409]
    assert refused["code"] == "called_by_other"


async def test_a_double_click_calls_one_patient(opd: Opd) -> None:
    doctor = await opd.doctor()
    await opd.waiting("First")
    await opd.waiting("Second")
    answers = await asyncio.gather(*(doctor.browser.send("POST", "/desk/call-next", json={}) for _ in range(3)))
    assert sorted(answer.status for answer in answers) == [200, 409, 409]
    assert len((await doctor.browser.get("/desk/queue"))["entries"]) == 1


async def test_an_answer_just_as_the_ring_ends_is_one_or_the_other(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    opd.api.clock.advance(120)
    answer, _ = await asyncio.gather(
        mother.browser.send("POST", f"/opd/tokens/{token}/answer", json={}), opd.api.clinic.opd.deadlines.keep()
    )
    state = (await mother.token(token))["state"]
    assert (answer.status, state) in ((200, "in_progress"), (409, "waiting"))


async def test_a_broken_call_is_held_for_the_grace_time_and_goes_on_by_the_same_token(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    await opd.breaks(token)
    shown = await mother.token(token)
    assert (shown["state"], shown["interrupted_until"]) == ("interrupted", opd.api.clock.now + 300)
    assert (await doctor.call_next(status=409))["code"] == "patient_in_hands"
    await mother.does(token, "entrance")
    await opd.mends(token)
    assert (await mother.token(token))["state"] == "in_progress"
    assert [one["id"] for one in (await mother.browser.get("/opd/tokens"))["tokens"]] == [token]


async def test_after_the_grace_time_the_doctor_chooses(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    await opd.breaks(token)
    opd.api.clock.advance(200)
    await doctor.desk()
    await opd.keep_time(101)
    current = (await doctor.desk())["current"]
    assert current["state"] == "interrupted"
    assert {"ring_again", "telephone", "end"} <= set(current["choices"])
    assert (await doctor.does(token, "telephone"))["mode"] == "telephone"
    await opd.keep_time()
    assert opd.telephone.rung[-1].purpose == "consultation"
    await opd.telephone_tells(opd.telephone.rung[-1], "answered")
    assert (await mother.token(token))["state"] == "in_progress"


async def test_a_doctor_who_is_gone_after_the_grace_time_leaves_her_patient_first_in_line(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    await opd.waiting("Another")
    await opd.breaks(token)
    await opd.keep_time(301)
    shown = await mother.token(token)
    assert (shown["state"], shown["place"], shown["doctor"]) == ("waiting", 1, None)


async def test_a_transfer_keeps_the_token_and_must_be_accepted(opd: Opd) -> None:
    first, second = await opd.doctor(), await opd.doctor()
    mother, token = await opd.waiting()
    await opd.waiting("Another")
    await first.call_next()
    await mother.does(token, "answer")
    await first.does(token, "transfer", {"doctor": second.id, "reason": "a skin question"})
    assert (await mother.token(token))["state"] == "in_progress"
    assert [one["id"] for one in (await second.desk())["asked"]] == [token]
    await second.does(token, "transfer/accept", status=204)
    shown = await mother.token(token)
    assert (shown["state"], shown["number"], shown["place"]) == ("waiting", 1, 1)
    assert (await first.desk())["current"] is None
    assert (await second.call_next())["id"] == token


async def test_a_declined_transfer_leaves_the_patient_with_her_doctor(opd: Opd) -> None:
    first, second = await opd.doctor(), await opd.doctor()
    mother, token = await opd.waiting()
    await first.call_next()
    await mother.does(token, "answer")
    await first.does(token, "transfer", {"doctor": second.id, "reason": "a skin question"})
    await second.does(token, "transfer/decline", {"reason": "I am leaving"}, status=204)
    assert (await first.desk())["current"]["asked_doctor"] is None
    assert (await mother.token(token))["state"] == "in_progress"


async def test_a_return_visit_is_kept_for_the_doctor_who_saw_her(opd: Opd) -> None:
    hers, another = await opd.doctor(), await opd.doctor()
    mother, token = await opd.waiting()
    await hers.call_next()
    await mother.does(token, "answer")
    await hers.does(token, "end")
    again = await mother.takes(opd.clinic, return_to=token)
    assert again["is_return"]
    assert (await another.call_next(status=409))["code"] == "queue_empty"
    await opd.keep_time(1_201)
    await mother.browser.get("/opd/tokens")
    assert (await another.call_next())["id"] == again["id"]


async def test_a_closing_clinic_offers_everybody_the_first_places_of_tomorrow(opd: Opd) -> None:
    opd.api.clinic.opd.audience = heard = Heard()
    waiting = [await opd.waiting(f"Patient {number}") for number in range(4)]
    await opd.set_phase("closed", "the doctor is ill")
    await opd.api.clinic.dispatcher.settled()
    shown = [await mother.token(token) for mother, token in waiting]
    assert {one["state"] for one in shown} == {"requested"}
    opens_at = {one["offer"]["opens_at"] for one in shown}
    assert len(opens_at) == 1
    assert {one for _, one in heard.told if one == "token"} == {"token"}
    assert {subject for subject, event in heard.told if event == "token"} == {mother.mobile for mother, _ in waiting}

    accepting, declining = waiting[0], waiting[1]
    assert (await accepting[0].does(accepting[1], "offer", {"accept": True}))["offer"] is None
    assert (await declining[0].does(declining[1], "offer", {"accept": False}))["state"] == "withdrawn"
    opd.api.clock.now = opens_at.pop() + 1
    for mother, _ in waiting:
        await mother.browser.sign_in(mother.number)
    await opd.api.clinic.opd.clinics.keep_hours(by_system)
    states = [await mother.token(token) for mother, token in waiting]
    assert [(one["state"], one["place"], one["number"]) for one in states] == [
        ("waiting", 1, 1),
        ("withdrawn", None, 2),
        ("waiting", 2, 2),
        ("waiting", 3, 3),
    ]


async def test_a_doctor_who_is_suspended_in_the_middle_of_her_list_loses_nobody(opd: Opd) -> None:
    doctor, another = await opd.doctor(), await opd.doctor()
    mother, token = await opd.waiting()
    await opd.waiting("Another")
    await doctor.call_next()
    await mother.does(token, "answer")
    await opd.desk.post(f"/staff/{doctor.id}/suspend", {"reason": "her registration has ended"})
    assert (await mother.token(token))["place"] == 1
    assert (await another.call_next())["id"] == token


async def test_a_patient_who_withdraws_as_she_is_called_frees_the_doctor(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await opd.waiting("Another")
    await doctor.call_next()
    await mother.browser.ask("DELETE", f"/opd/tokens/{token}", status=204)
    assert (await doctor.desk())["current"] is None
    assert (await doctor.call_next())["number"] == 2


async def test_a_wish_for_a_man_or_a_woman_is_never_broken(opd: Opd) -> None:
    man, woman = await opd.doctor(gender="male"), await opd.doctor(gender="female")
    _, token = await opd.waiting(doctor_gender="female")
    assert (await man.call_next(status=409))["code"] == "queue_empty"
    assert (await woman.call_next())["id"] == token


async def test_an_urgent_patient_is_seen_sooner_but_nobody_waits_for_ever(opd: Opd) -> None:
    doctor = await opd.doctor()
    _, first = await opd.waiting("First")
    urgent = [(await opd.waiting(f"Urgent {number}"))[1] for number in range(3)]
    for token in urgent:
        await doctor.does(token, "urgent", {"reason": "she is pale"})
    called = []
    for _ in range(4):
        one = await doctor.call_next()
        called.append(one["id"])
        await doctor.does(one["id"], "miss", status=204)
        mother_left = one["id"]
        await withdrawn(opd, mother_left)
    assert called == [urgent[0], urgent[1], first, urgent[2]]


async def test_a_follow_up_is_booked_and_she_is_reminded_on_the_evening_before(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    for day in ("2026-09-21", "2026-02-30", "2028-01-01"):
        assert (await doctor.does(token, "follow-up", {"day": day}, status=422))["code"] == "day_invalid"
    for day in ("2026-10-01", "2026-10-05"):
        await doctor.does(token, "follow-up", {"day": day, "reason": "to see whether it healed"}, status=204)
    opd.api.clock.now = datetime(2026, 10, 4, 17, 0, 1, tzinfo=INDIAN_TIME).timestamp()
    await opd.api.clinic.notifier.send_due()
    await opd.api.clinic.notifier.settle()
    texts = opd.api.sms.sent[parse_mobile(mother.number)]
    assert [text for text in texts if "10-2026" in text] == [text for text in texts if "05-10-2026" in text] != []


async def test_either_side_reports_and_they_are_not_brought_together_again(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    await doctor.call_next()
    await mother.does(token, "answer")
    await mother.does(token, "end")
    await mother.does(token, "report", {"text": "He shouted at me.", "block": True}, status=204)
    await mother.takes(opd.clinic)
    assert (await doctor.call_next(status=409))["code"] == "queue_empty"


async def test_who_is_away_is_passed_over_and_keeps_her_place(opd: Opd) -> None:
    doctor = await opd.doctor()
    mother, token = await opd.waiting()
    opd.api.clock.advance(1_700)
    _, later = await opd.waiting("Later")
    opd.api.clock.advance(200)
    entries = (await doctor.browser.get("/desk/queue"))["entries"]
    assert [(one["id"], one["is_here"]) for one in entries] == [(token, False), (later, True)]
    await doctor.on(opd.clinic)
    assert (await doctor.call_next())["id"] == later
    await doctor.does(later, "miss", status=204)
    await mother.browser.get("/opd/tokens")
    assert (await doctor.call_next())["id"] == token


async def skip_until(doctor: Doctor, token: str) -> None:
    """Everybody before her is called and seen."""
    while (called := await doctor.call_next())["id"] != token:
        await doctor.does(called["id"], "miss", status=204)


@dataclass
class Heard:
    """Live pages that note who was told what."""

    told: list[tuple[str, str]] = field(default_factory=list)

    def present(self, kind: str) -> Collection[str]:
        return ()

    async def tell(self, kind: str, subject: str, event: str, payload: Mapping[str, Any]) -> None:
        self.told.append((subject, event))

    async def tell_watchers(self, clinic: str, event: str, payload: Mapping[str, Any]) -> None:
        self.told.append((clinic, event))

    async def tell_everybody(self, event: str, payload: Mapping[str, Any]) -> None: ...


async def withdrawn(opd: Opd, token: str) -> None:
    """Taken out of the queue by hand: what the policy does with the others is what counts."""
    async with opd.api.store.writing() as records:
        before = await records.consultations.get(ConsultationId(token))
        assert before is not None
        await records.consultations.save(before, replace(before, state=State.WITHDRAWN))
