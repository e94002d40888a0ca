"""Questions are not clinically approved until a named medical officer says so of these very words."""

import asyncio
from dataclasses import replace
from types import MappingProxyType

import pytest

from clinic.staff.account import Role
from clinic.triage.approvals import Asked, Questions
from clinic.triage.question_set import DANGER_SIGNS, QUESTION_SETS, SYMPTOMS
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import ORIGIN, actions, employ

SIGNS = QUESTION_SETS[DANGER_SIGNS]


@pytest.fixture
def questions(store: Store, clock: Clock) -> Questions:
    return Questions(store, clock)


async def approve(store: Store, questions: Questions, who: str = "m") -> Asked:
    async with store.reading() as records:
        known = await records.staff.find(f"{who}@example.org")
    officer = known or await employ(store, who, Role.MEDICAL_OFFICER, None)
    return await questions.approve(DANGER_SIGNS, SIGNS.version, SIGNS.sha256, officer.actor(ORIGIN))


async def test_nobody_has_approved_anything_at_first(questions: Questions) -> None:
    assert [one.approval for one in await questions.all()] == [None, None]


async def test_a_medical_officer_approves_them_by_name(questions: Questions, store: Store, clock: Clock) -> None:
    await approve(store, questions)
    approval = (await questions.asked(DANGER_SIGNS)).approval
    assert approval is not None
    assert (approval.name, approval.version, approval.approved_at) == ("Dr m", 1, clock.now)
    assert (await questions.asked(SYMPTOMS)).approval is None
    assert await actions(store) == ["questions.approved"]


async def test_what_has_changed_since_she_read_it_is_not_approved(questions: Questions, store: Store) -> None:
    officer = await employ(store, "m", Role.MEDICAL_OFFICER, None)
    for version, sha256 in ((SIGNS.version, "0" * 64), (SIGNS.version + 1, SIGNS.sha256)):
        with pytest.raises(Refusal) as refused:
            await questions.approve(DANGER_SIGNS, version, sha256, officer.actor(ORIGIN))
        assert refused.value.code == "questions_changed"
    assert await actions(store) == []


async def test_of_two_officers_who_approve_at_once_the_first_counts(questions: Questions, store: Store) -> None:
    for who in "mn":
        await employ(store, who, Role.MEDICAL_OFFICER, None)
    found = await asyncio.gather(*(approve(store, questions, who) for who in "mn"))
    assert len({asked.approval.id for asked in found if asked.approval is not None}) == 1
    assert await actions(store) == ["questions.approved"]


async def test_an_approval_ends_when_the_text_changes(questions: Questions, store: Store, clock: Clock) -> None:
    await approve(store, questions)
    changed = replace(SIGNS, sha256="f" * 64)
    later = Questions(store, clock, MappingProxyType({DANGER_SIGNS: changed}))
    assert (await later.asked(DANGER_SIGNS)).approval is None
    await later.withdraw_stale()
    await later.withdraw_stale()
    assert await actions(store) == ["questions.approved", "questions.withdrawn"]
    assert (await questions.asked(DANGER_SIGNS)).approval is None, "the former text does not become approved again"


async def test_an_approval_can_be_taken_back_and_given_again(questions: Questions, store: Store) -> None:
    await approve(store, questions)
    officer = await employ(store, "n", Role.MEDICAL_OFFICER, None)
    await questions.withdraw(DANGER_SIGNS, officer.actor(ORIGIN))
    assert (await questions.asked(DANGER_SIGNS)).approval is None
    with pytest.raises(Refusal) as refused:
        await questions.withdraw(DANGER_SIGNS, officer.actor(ORIGIN))
    assert refused.value.code == "questions_not_approved"
    await approve(store, questions)
    assert (await questions.asked(DANGER_SIGNS)).approval is not None
