"""Ringing and being told, over a real database."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from clinic.actors import Actor
from clinic.consultation.consultation import ConsultationId
from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from clinic.staff.application import Application, Gender, Profile, Registration, System
from clinic.telephone.call import Call, CallChanged, News, Purpose, Ringing, State, sha256
from clinic.telephone.ports import TelephoneFailed
from clinic.telephone.telephone import LONGEST_CALL_SECONDS, NO_NEWS, SILENT_SECONDS, Telephone, Wanted
from gateways.telephone_memory import MemoryTelephone
from rooms.ports import Refusal
from storage.store import Store
from storage.tables.notification import telephone_calls
from tests.support.clocks import Clock
from tests.unit.clinic.notification.notices import ASHA, ASHAS_NUMBER, CONSULTATION, RAO, register_asha

RAOS_NUMBER = "+919123456780"
DOCTOR = Actor("staff", RAO, None, "192.0.2.7")
NOBODY = StaffId("9" * 32)


class Line:
    """A clinic's telephone through that gateway, and what was told of its calls."""

    def __init__(self, store: Store, clock: Clock, gateway: MemoryTelephone) -> None:
        self.heard: list[CallChanged] = []
        self.gateway = gateway
        self.telephone = Telephone(store, gateway, clock, self.heard.extend)

    async def ring(self, purpose: Purpose = "reminder", **otherwise: Any) -> Call:
        wanted = Wanted(CONSULTATION, purpose, ASHA, RAO, "en")
        return await self.telephone.ring(replace(wanted, **otherwise), DOCTOR)

    async def tell(self, state: str, **more: object) -> Call:
        return await self.telephone.hear(self.gateway.rung[-1].token, {"state": state, **more})

    @property
    def states(self) -> list[State]:
        return [one.state for one in self.heard]


@pytest.fixture
async def people(store: Store, clock: Clock) -> None:
    await register_asha(store, clock.now)
    await employ_rao(store, clock.now, mobile=RAOS_NUMBER)


@pytest.fixture
def line(people: None, store: Store, clock: Clock) -> Line:
    return Line(store, clock, MemoryTelephone())


async def employ_rao(store: Store, now: float, mobile: str | None, login: str = "rao@example.org") -> None:
    held = Registration("mmc", "2011/05/1234", 2011, "MBBS, MD", System.ALLOPATHY, "medicine")
    account = NewAccount(RAO, login, "Dr Rao", Status.VERIFIED, (Assignment(Role.DOCTOR, None),), now)
    async with store.writing() as records:
        assert await records.staff.add(account)
        profile = Profile(("hi",), Gender.FEMALE, mobile)
        assert await records.staff.applications.add(Application(RAO, held, profile, now))


async def rows(store: Store) -> Sequence[object]:
    async with store.database.reading() as connection:
        return (await connection.execute(select(telephone_calls))).all()


async def test_the_provider_is_given_both_numbers_and_what_a_voice_is_to_say(line: Line) -> None:
    call = await line.ring("consultation")
    [ringing] = line.gateway.rung
    assert (ringing.patient, ringing.doctor, ringing.call) == (ASHAS_NUMBER, RAOS_NUMBER, call.id)
    assert ringing.announcement == (
        "This is Paramarsh. Dr Rao, MBBS, MD, registration number 2011/05/1234 speaks with you now. "
        "Please stay on the line."
    )
    assert (call.state, call.provider_id) == (State.REQUESTED, "call-1")


async def test_a_voice_speaks_her_language_and_english_where_it_has_none(line: Line) -> None:
    await line.ring(language="hi")
    await line.ring(language="ta", consultation=ConsultationId("e" * 32))
    hindi, english = line.gateway.rung
    assert (hindi.language, english.language) == ("hi", "en")
    assert hindi.announcement.startswith("यह परामर्श है। Dr Rao, MBBS, MD, पंजीकरण संख्या 2011/05/1234 आपको")


async def test_numbers_and_token_are_not_kept(line: Line, store: Store) -> None:
    await line.ring()
    kept = str(await rows(store))
    [ringing] = line.gateway.rung
    for secret in (ASHAS_NUMBER[1:], RAOS_NUMBER[1:], ringing.token):
        assert secret not in kept
        assert secret not in repr(ringing)
    assert sha256(ringing.token) in kept


async def test_that_it_was_rung_stands_in_the_audit_by_whom(line: Line, store: Store) -> None:
    await line.ring("consultation")
    async with store.reading() as records:
        [entry] = await records.audit.entries("state", limit=10)
    assert (entry.action, entry.actor.id, entry.subject) == ("telephone.rung", RAO, f"consultation:{CONSULTATION}")


async def test_each_change_is_told_once(line: Line) -> None:
    call = await line.ring()
    for word in ("ringing", "ringing", "answered", "completed", "answered", "completed"):
        await line.tell(word)
    assert line.states == [State.RINGING, State.ANSWERED, State.COMPLETED]
    assert line.heard[0] == CallChanged(call.id, CONSULTATION, "reminder", State.RINGING)


@pytest.mark.parametrize("end", ["busy", "no_answer", "failed", "completed", "dropped"])
async def test_when_it_is_over_it_can_be_rung_again(line: Line, end: str) -> None:
    await line.ring()
    with pytest.raises(Refusal) as refused:
        await line.ring()
    assert refused.value.code == "telephone_rings"
    await line.tell(end)
    await line.ring()
    assert len(line.gateway.rung) == 2
    assert {call.state for call in await line.telephone.of(CONSULTATION)} == {State(end), State.REQUESTED}


async def test_of_two_who_ring_at_the_same_moment_one_does(line: Line) -> None:
    both = await asyncio.gather(line.ring(), line.ring(), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["Call", "Refusal"]
    assert len(line.gateway.rung) == 1


async def test_a_reminder_that_rings_is_in_nobodys_way_who_rings_for_the_consultation(line: Line) -> None:
    await line.ring("reminder")
    await line.ring("consultation")
    assert [ringing.purpose for ringing in line.gateway.rung] == ["reminder", "consultation"]


async def test_a_stranger_who_tells_something_is_refused(line: Line) -> None:
    await line.ring()
    for token in (None, "", "guessed"):
        with pytest.raises(Refusal) as refused:
            await line.telephone.hear(token, {"state": "answered"})
        assert refused.value.code == "call_unknown"
    assert line.states == []


async def test_the_token_may_come_in_the_body(people: None, store: Store, clock: Clock) -> None:
    class ByBody(MemoryTelephone):
        def news(self, told: Mapping[str, object]) -> News:
            return replace(super().news(told), token=str(told["token"]))

    line = Line(store, clock, ByBody())
    await line.ring()
    await line.telephone.hear(None, {"state": "busy", "token": line.gateway.rung[0].token})
    assert line.states == [State.BUSY]


async def test_a_provider_that_refuses_makes_a_failed_call(line: Line) -> None:
    line.gateway.failing = TelephoneFailed("status 401", may_ring=False)
    call = await line.ring()
    assert (call.state, call.reason) == (State.FAILED, "status 401")
    assert line.states == [State.FAILED]


async def test_where_the_answer_was_lost_the_call_back_tells(people: None, store: Store, clock: Clock) -> None:
    class Deaf(MemoryTelephone):
        async def ring(self, ringing: Ringing) -> str:
            await super().ring(ringing)
            raise TelephoneFailed("timeout", may_ring=True)

    line = Line(store, clock, Deaf())
    call = await line.ring()
    assert (call.state, line.states) == (State.REQUESTED, [])
    await line.tell("answered")
    assert line.states == [State.ANSWERED]


async def test_a_call_back_may_be_faster_than_the_providers_answer(people: None, store: Store, clock: Clock) -> None:
    class Quick(MemoryTelephone):
        async def ring(self, ringing: Ringing) -> str:
            await quick.telephone.hear(ringing.token, {"state": "answered"})
            return await super().ring(ringing)

    quick = Line(store, clock, Quick())
    call = await quick.ring()
    assert (call.state, call.provider_id) == (State.ANSWERED, "call-1")
    assert quick.states == [State.ANSWERED]


async def test_a_call_of_which_nobody_tells_is_given_up(line: Line, clock: Clock) -> None:
    await line.ring()
    clock.advance(SILENT_SECONDS - 1)
    await line.tell("ringing")
    clock.advance(SILENT_SECONDS)
    assert await line.telephone.give_up_silent() == 0
    clock.advance(1)
    assert await line.telephone.give_up_silent() == 1
    [call] = await line.telephone.of(CONSULTATION)
    assert (call.state, call.reason) == (State.FAILED, NO_NEWS)
    assert line.states == [State.RINGING, State.FAILED]
    assert await line.telephone.give_up_silent() == 0


async def test_a_conversation_may_last_without_news(line: Line, clock: Clock) -> None:
    await line.ring()
    await line.tell("answered")
    clock.advance(LONGEST_CALL_SECONDS)
    assert await line.telephone.give_up_silent() == 0
    clock.advance(1)
    assert await line.telephone.give_up_silent() == 1
    [call] = await line.telephone.of(CONSULTATION)
    assert (call.state, call.reason) == (State.COMPLETED, NO_NEWS)


async def test_of_two_processes_that_give_up_one_tells(line: Line, clock: Clock) -> None:
    await line.ring()
    clock.advance(SILENT_SECONDS + 1)
    await asyncio.gather(line.telephone.give_up_silent(), line.telephone.give_up_silent())
    assert line.states == [State.FAILED]


async def test_without_a_number_of_hers_nobody_is_rung(line: Line, store: Store, clock: Clock) -> None:
    async with store.writing() as records:
        await records.mobiles.end(ASHA, clock.now, None)
    with pytest.raises(Refusal) as refused:
        await line.ring()
    assert refused.value.code == "patient_number_missing"
    assert await rows(store) == []


async def test_a_doctor_without_a_mobile_is_rung_by_her_login_or_not_at_all(store: Store, clock: Clock) -> None:
    await register_asha(store, clock.now)
    await employ_rao(store, clock.now, mobile=None, login="+919111111111")
    line = Line(store, clock, MemoryTelephone())
    await line.ring("consultation")
    assert line.gateway.rung[0].doctor == "+919111111111"
    with pytest.raises(Refusal) as refused:
        await line.ring("reminder", doctor=NOBODY)
    assert refused.value.code == "doctor_number_missing"


async def test_a_reminder_needs_the_doctors_number_only_where_the_provider_does(store: Store, clock: Clock) -> None:
    await register_asha(store, clock.now)
    await employ_rao(store, clock.now, mobile=None)
    line = Line(store, clock, MemoryTelephone())
    with pytest.raises(Refusal):
        await line.ring("reminder")
    line.gateway.without_doctor = True
    await line.ring("reminder")
    assert line.gateway.rung[0].doctor is None
