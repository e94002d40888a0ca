"""Thousands of random histories of a waiting room, against a model that is a list."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.lifecycle import LIVE, State
from clinic.opd.rules import Rules
from clinic.patients.patient import MobileId
from clinic.staff.account import StaffId
from rooms.ports import Refusal
from tests.unit.clinic.opd.department import Department
from tests.unit.clinic.opd.fakes import doctor, mother

DOCTORS = 3
RULES = Rules(most_overtaken=2, most_missed=2)
PATIENTS = st.integers(0, 11)
FREQUENT = ("call", "call", "call", "answer", "answer", "end", "end", "ring_out")
RARE = ("drop", "resume", "release", "suspend")
KINDS: tuple[tuple[Sequence[str], int], ...] = (
    (("take",), 12),
    (FREQUENT, DOCTORS),
    (FREQUENT, DOCTORS),
    (RARE, DOCTORS),
    (("withdraw", "urgent", "urgent"), 12),
    (("wait",), 130),
)
STEPS = st.lists(
    st.one_of(*(st.tuples(st.sampled_from(words), st.integers(0, most - 1)) for words, most in KINDS)),
    min_size=40,
    max_size=70,
)


@dataclass
class Model:
    """Who waits, the first one first; whom each doctor has; who is done."""

    urgent: list[ConsultationId] = field(default_factory=list)
    others: list[ConsultationId] = field(default_factory=list)
    hands: dict[int, ConsultationId] = field(default_factory=dict)
    talking: dict[int, str] = field(default_factory=dict)
    missed: dict[ConsultationId, int] = field(default_factory=dict)
    passed: dict[ConsultationId, int] = field(default_factory=dict)
    over: list[ConsultationId] = field(default_factory=list)
    was_urgent: set[ConsultationId] = field(default_factory=set)

    @property
    def waiting(self) -> list[ConsultationId]:
        return [*self.urgent, *self.others]

    def next(self) -> ConsultationId | None:
        first = self.others[0] if self.others else None
        if first is not None and self.passed.get(first, 0) >= RULES.most_overtaken:
            return first
        return next(iter(self.waiting), None)

    def call(self, number: int, called: ConsultationId) -> None:
        first = self.others[0] if self.others else None
        if first is not None and first != called and self.passed.get(first, 0) < RULES.most_overtaken:
            self.passed[first] = self.passed.get(first, 0) + 1
        self.leave_line(called)
        self.hands[number], self.talking[number] = called, "called"

    def leave_line(self, one: ConsultationId) -> None:
        for line in (self.urgent, self.others):
            if one in line:
                line.remove(one)

    def back(self, one: ConsultationId, index: int) -> None:
        """At that place of all who wait by rank, urgent or not."""
        line = self.urgent if one in self.was_urgent else self.others
        line.insert(min(index, len(line)), one)

    def finish(self, number: int) -> None:
        self.over.append(self.hands.pop(number))
        self.talking.pop(number)


class History:
    """Does each step to the department and to the model, where the model can; else the department must refuse."""

    def __init__(self) -> None:
        self.department = Department(RULES)
        self.model = Model()
        self.tokens: dict[int, ConsultationId] = {}
        for number in range(DOCTORS):
            self.department.on_duty(number)

    async def step(self, word: str, number: int) -> None:
        await getattr(self, word)(number)
        self.check()

    async def take(self, number: int) -> None:
        token = self.tokens.get(number)
        if token is not None and self.department.one(token).state in LIVE:
            return await self.refused(self.department.takes(number, key=f"again-{len(self.department.told)}"))
        self.tokens[number] = taken = await self.department.takes(number, key=f"key-{len(self.department.told)}")
        self.model.others.append(taken)
        return None

    async def withdraw(self, number: int) -> None:
        token = self.tokens.get(number)
        if token is None:
            return
        withdrawing = self.department.tokens.withdraw(token, mother(number))
        holder = next((one for one, held in self.model.hands.items() if held == token), None)
        if token in self.model.waiting:
            await withdrawing
            self.model.leave_line(token)
            self.model.over.append(token)
        elif holder is not None and self.model.talking[holder] == "called":
            await withdrawing
            self.model.finish(holder)
        else:
            await self.refused(withdrawing)

    async def call(self, number: int) -> None:
        calling = self.department.calling.call_next(_id(number), doctor(number))
        expected = self.model.next()
        if number in self.model.hands or expected is None:
            return await self.refused(calling)
        called = await calling
        assert called.id == expected
        self.model.call(number, called.id)
        return None

    async def answer(self, number: int) -> None:
        if self.model.talking.get(number) == "called":
            token = self.model.hands[number]
            await self.department.calling.answer(token, self.mother_of(token))
            self.model.talking[number] = "in_progress"

    async def ring_out(self, number: int) -> None:
        """Nobody answers; who else is ringing meanwhile is missed too."""
        if self.model.talking.get(number) != "called":
            return
        token = self.model.hands[number]
        await self.department.calling.missed(token, doctor(number), _id(number))
        self.miss(number, token)

    def miss(self, number: int, token: ConsultationId) -> None:
        times = self.model.missed[token] = self.model.missed.get(token, 0) + 1
        if times > RULES.most_missed:
            return self.model.finish(number)
        del self.model.hands[number], self.model.talking[number]
        return self.to_the_place_after_next(token)

    def to_the_place_after_next(self, token: ConsultationId) -> None:
        """The ranks know nothing of urgency: of all who wait, by rank, exactly one is before her."""
        ranks = {one: self.department.one(one).rank for one in [*self.model.waiting, token]}
        by_rank = sorted(self.model.waiting, key=lambda one: ranks[one])
        assert sum(ranks[one] < ranks[token] for one in by_rank) == min(1, len(by_rank))
        line = self.model.urgent if token in self.model.was_urgent else self.model.others
        line.append(token)
        line.sort(key=lambda one: ranks[one])

    async def drop(self, number: int) -> None:
        if self.model.talking.get(number) == "in_progress":
            await self.department.visits.dropped(self.model.hands[number], "video", doctor(number))
            self.model.talking[number] = "interrupted"

    async def resume(self, number: int) -> None:
        if self.model.talking.get(number) == "interrupted":
            await self.department.visits.resumed(self.model.hands[number], doctor(number))
            self.model.talking[number] = "in_progress"

    async def end(self, number: int) -> None:
        token = self.model.hands.get(number)
        if token is None:
            return None
        ending = self.department.visits.end(_id(number), token, doctor(number))
        if self.model.talking[number] == "called":
            return await self.refused(ending)
        await ending
        self.model.finish(number)
        return None

    async def release(self, number: int) -> None:
        token = self.model.hands.get(number)
        if token is None:
            return
        await self.department.visits.release(_id(number), token, "she must leave", doctor(number))
        del self.model.hands[number], self.model.talking[number]
        self.model.back(token, 0)

    async def suspend(self, number: int) -> None:
        """And back on duty at once: whoever was hers is the first again."""
        token = self.model.hands.pop(number, None)
        self.model.talking.pop(number, None)
        await self.department.duties.suspended(_id(number), doctor(number))
        self.department.on_duty(number)
        if token is not None:
            self.model.back(token, 0)

    async def urgent(self, number: int) -> None:
        token = self.tokens.get(number)
        if token is None or token in self.model.was_urgent:
            return None
        confirming = self.department.visits.confirm_urgent(token, "she is pale", doctor(0))
        if token not in self.model.others:
            return await self.refused(confirming)
        await confirming
        self.model.others.remove(token)
        self.model.was_urgent.add(token)
        self.model.urgent.append(token)
        self.model.urgent.sort(key=lambda one: self.department.one(one).rank)
        return None

    async def wait(self, seconds: int) -> None:
        """Time goes on; rings that end are missed."""
        self.department.goes_on(float(seconds))
        due = {token: number for number, token in self.model.hands.items() if self.is_due(token)}
        ringing = [one for one in self.department.store.kept.consultations.values() if one.id in due]
        await self.department.deadlines.keep()
        for one in ringing:
            if one.state is State.CALLED:
                self.miss(due[one.id], one.id)
        for number, token in list(self.model.hands.items()):
            if self.department.one(token).state is State.WAITING:
                del self.model.hands[number], self.model.talking[number]
                self.model.back(token, 0)
        await self.everybody_is_seen()

    async def everybody_is_seen(self) -> None:
        await self.department.tokens.all_seen([MobileId(mother(number).id) for number in self.tokens])
        await self.department.duties.seen([_id(number) for number in range(DOCTORS)])

    def is_due(self, token: ConsultationId) -> bool:
        deadline = self.department.one(token).deadline_at
        return deadline is not None and deadline <= self.department.clock.now

    def mother_of(self, token: ConsultationId) -> Any:
        return mother(next(number for number, one in self.tokens.items() if one == token))

    async def refused(self, asked: Any) -> None:
        try:
            await asked
        except Refusal:
            return
        raise AssertionError("this should have been refused")

    def check(self) -> None:
        """Everybody is in exactly one place, and the line is that of the model."""
        model, department = self.model, self.department
        assert department.waiting == model.waiting
        for number in range(DOCTORS):
            held = [one.id for one in department.hands(_id(number))]
            assert held == ([model.hands[number]] if number in model.hands else [])
        everybody = [*model.waiting, *model.hands.values(), *model.over]
        assert sorted(everybody) == sorted(department.store.kept.consultations)
        assert all(one.overtaken <= RULES.most_overtaken for one in department.store.kept.consultations.values())

    def check_steps(self) -> None:
        """Each change stands in the history and in the audit."""
        for token, one in self.department.store.kept.consultations.items():
            steps = [step for known, step in self.department.store.kept.steps if known == token]
            assert steps[-1].after is one.state
        audited = [event for event in self.department.store.kept.events if event.subject.startswith("consultation:")]
        assert len(audited) == len(self.department.store.kept.steps)


def _id(number: int) -> StaffId:
    return StaffId(doctor(number).id)


async def lived(early: int, steps: Sequence[tuple[str, int]]) -> None:
    history = History()
    opening = [("take", number) for number in range(early)]
    for word, number in [*opening, *steps]:
        await history.step(word, number)
    history.check_steps()


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS, PATIENTS)
def test_nobody_is_lost_nobody_is_twice_and_the_policy_is_kept(steps: list[tuple[str, int]], early: int) -> None:
    asyncio.run(lived(early, steps))


def drawn(seed: int) -> tuple[int, list[tuple[str, int]]]:
    """A history as hypothesis draws them, sooner, and with nothing that could be made smaller."""
    random = Random(seed)

    def step() -> tuple[str, int]:
        words, most = random.choice(KINDS)
        return random.choice(words), random.randrange(most)

    return random.randrange(12), [step() for _ in range(random.randrange(40, 70))]


@pytest.mark.parametrize("hundred", range(20))
async def test_and_so_in_two_thousand_histories_more(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * (hundred + 1)):
        try:
            await lived(*drawn(seed))
        except AssertionError as error:
            raise AssertionError(f"the history of seed {seed}") from error
