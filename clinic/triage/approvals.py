"""Question sets are "not clinically approved" until a named medical officer approves the version that is in use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from clinic.actors import SYSTEM, Actor
from clinic.audit.event import AuditTrail, Event
from clinic.patients.patient import new_id
from clinic.ports import Store
from clinic.staff.account import Account, StaffId
from clinic.triage.approval import Approval
from clinic.triage.question_set import QUESTION_SETS, QuestionSet, QuestionSets, newest
from rooms.ports import Refusal


class ApprovalRecords(Protocol):
    async def add(self, approval: Approval) -> bool:
        """False, and nothing is kept, where that question set has a living approval."""

    async def living(self) -> Sequence[Approval]:
        """Of each question set at most one, whichever text of it that is."""

    async def withdraw(self, approval: Approval) -> None: ...


class StaffRecords(Protocol):
    async def get(self, staff: StaffId) -> Account | None: ...


class ReadingRecords(Protocol):
    @property
    def approvals(self) -> ApprovalRecords: ...


class Records(ReadingRecords, Protocol):
    @property
    def staff(self) -> StaffRecords: ...
    @property
    def audit(self) -> AuditTrail: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question set as it is in use. ``approval``: ``None`` while it is not clinically approved."""

    questions: QuestionSet
    approval: Approval | None


class Questions:
    """``wall_clock`` gives seconds since 1970 UTC. ``sets``: those in use."""

    def __init__(
        self, store: Store[Records], wall_clock: Callable[[], float], sets: QuestionSets = QUESTION_SETS
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._sets = sets

    async def asked(self, name: str) -> Asked:
        """Raises ``Refusal`` for a set that there is not."""
        questions = newest(name, self._sets)
        async with self._store.reading() as records:
            return Asked(questions, await _approval_of(records, questions))

    async def all(self) -> Sequence[Asked]:
        async with self._store.reading() as records:
            return [Asked(one, await _approval_of(records, one)) for one in self._sets.values()]

    async def approve(self, name: str, version: int, sha256: str, actor: Actor) -> Asked:
        """``version`` and ``sha256``: of what she has read. Approved twice, the first counts. Raises ``Refusal``."""
        questions = newest(name, self._sets)
        if (questions.version, questions.sha256) != (version, sha256):
            raise Refusal("questions_changed", "These questions have changed: read them again before you approve them.")
        async with self._store.writing() as records:
            await self._withdraw_others(records)
            approval = _approval(questions, await _officer(records, actor), self._wall_clock())
            if not await records.approvals.add(approval):
                return Asked(questions, await _approval_of(records, questions))
            await records.audit.append(_event("approved", questions.name, actor))
        return Asked(questions, approval)

    async def withdraw(self, name: str, actor: Actor) -> Asked:
        """Raises ``Refusal``."""
        questions = newest(name, self._sets)
        async with self._store.writing() as records:
            approval = await _approval_of(records, questions)
            if approval is None:
                raise Refusal("questions_not_approved", "Nobody has approved these questions.")
            await records.approvals.withdraw(_withdrawn(approval, actor, self._wall_clock()))
            await records.audit.append(_event("withdrawn", questions.name, actor))
        return Asked(questions, None)

    async def withdraw_stale(self) -> None:
        """Approvals of a text that is not in use any more; to be done when the program starts."""
        async with self._store.writing() as records:
            await self._withdraw_others(records)

    async def _withdraw_others(self, records: Records) -> None:
        stale = [one for one in await records.approvals.living() if not self._is_in_use(one)]
        for approval in stale:
            await records.approvals.withdraw(_withdrawn(approval, SYSTEM, self._wall_clock()))
        await records.audit.append_all([_event("withdrawn", one.question_set, SYSTEM) for one in stale])

    def _is_in_use(self, approval: Approval) -> bool:
        questions = self._sets.get(approval.question_set)
        return questions is not None and approval.covers(questions)


async def _approval_of(records: ReadingRecords, questions: QuestionSet) -> Approval | None:
    return next((one for one in await records.approvals.living() if one.covers(questions)), None)


async def _officer(records: Records, actor: Actor) -> Account:
    account = await records.staff.get(StaffId(actor.id)) if actor.kind == "staff" else None
    if account is None:
        raise Refusal("not_permitted", "Only a medical officer can approve questions.")
    return account


def _approval(questions: QuestionSet, officer: Account, now: float) -> Approval:
    return Approval(
        id=new_id(),
        question_set=questions.name,
        version=questions.version,
        sha256=questions.sha256,
        approved_by=officer.id,
        name=officer.name,
        approved_at=now,
    )


def _withdrawn(approval: Approval, actor: Actor, now: float) -> Approval:
    return replace(approval, withdrawn_at=now, withdrawn_by=actor.id)


def _event(done: str, question_set: str, actor: Actor) -> Event:
    return Event(f"questions.{done}", actor, f"questions:{question_set}")
