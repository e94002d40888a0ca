"""What time alone moves: rings that end, telephones that ring, grace that is over.

The times stand in the database, so that a restart loses none. How long is left of each is counted by a steady clock
from when this process saw it first: a wall clock that is put right meanwhile ends no ring, and prolongs none. Of
several processes one wins, since each holds the clinic while it decides.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from clinic.actors import SYSTEM
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import Event, NotNow, State
from clinic.opd.calling import Calling
from clinic.opd.changes import change, found, held, room_of, told_of
from clinic.opd.events import CallOver, DomainEvent, Publish, TelephoneDue
from clinic.opd.ports import Pending, Records
from clinic.opd.releasing import release
from clinic.opd.rules import Rules
from clinic.opd.visits import end_within
from clinic.ports import Store


class Deadlines:
    """``wall_clock`` gives seconds since 1970 UTC, ``steady_clock`` seconds that never jump."""

    def __init__(
        self,
        store: Store[Records],
        wall_clock: Callable[[], float],
        steady_clock: Callable[[], float],
        publish: Publish,
        rules: Rules,
        calling: Calling,
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._steady_clock = steady_clock
        self._publish = publish
        self._rules = rules
        self._calling = calling
        self._due_at: dict[Pending, float] = {}

    async def keep(self) -> int:
        """All that are due now; how many. To be called again and again."""
        async with self._store.glancing() as records:
            pending = await records.consultations.pending()
        due = self._due(pending)
        for one in due:
            try:
                await self._keep(one)
            except NotNow:
                continue  # somebody was faster
        return len(due)

    def _due(self, pending: Sequence[Pending]) -> list[Pending]:
        """Those that have been known for as long as was left of them when they were seen first."""
        now, steady = self._wall_clock(), self._steady_clock()
        self._due_at = {one: self._due_at.get(one, steady + one.at - now) for one in pending}
        return [one for one, due_at in self._due_at.items() if due_at <= steady]

    async def _keep(self, one: Pending) -> None:
        """Whatever the wall clock says, it is not earlier than the deadline."""
        now = max(self._wall_clock(), one.at)
        if one.what == "telephone":
            await self._ring_telephone(one.consultation, now)
        elif one.state is State.CALLED:
            await self._calling.missed(one.consultation, SYSTEM, now=now)
        else:
            await self._grace_over(one, now)

    async def _ring_telephone(self, consultation: ConsultationId, now: float) -> None:
        async with self._store.writing() as records:
            before = await _held(records, consultation)
            if before.telephone_at is None or before.state is not State.CALLED:
                return
            await change(records, before, "telephone_rung", SYSTEM, now, {"telephone_at": None})
        purpose: Literal["reminder", "consultation"] = "consultation" if before.mode == "telephone" else "reminder"
        self._publish([TelephoneDue(consultation, purpose)])

    async def _grace_over(self, one: Pending, now: float) -> None:
        """The doctor is asked what to do; where she decides nothing, it counts as ended.

        Where it is the doctor who has gone, the patient is the next one of another.
        """
        async with self._store.writing() as records:
            before = await _held(records, one.consultation)
            if before.state is not State.INTERRUPTED or before.deadline_at != one.at:
                return
            told = await self._without_word(records, before, one.at, now)
        self._publish(told)

    async def _without_word(self, records: Records, before: Consultation, due: float, now: float) -> list[DomainEvent]:
        until = (before.interrupted_at or due) + self._rules.grace_seconds + self._rules.undecided_seconds
        if await self._is_deserted(records, before):
            return await release(records, before, SYSTEM, now, "her doctor did not come back")
        if due < until:
            return told_of(await change(records, before, "grace_over", SYSTEM, now, {"deadline_at": until}))
        after = await end_within(records, before, Event.END, SYSTEM, now)
        return [*told_of(after), CallOver(room_of(after))]

    async def _is_deserted(self, records: Records, one: Consultation) -> bool:
        duty = None if one.doctor is None else await records.duties.get(one.doctor)
        return duty is None or self._wall_clock() - duty.seen_at > self._rules.silent_desk_seconds


async def _held(records: Records, consultation: ConsultationId) -> Consultation:
    """As it is once nobody else decides about it."""
    await held(records, (await found(records, consultation)).clinic)
    return await found(records, consultation)
