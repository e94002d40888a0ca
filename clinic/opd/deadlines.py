"""What time alone moves: rings that end, telephones that ring, grace that is over. It stands in the database.

So a restart loses no deadline, and of several processes one wins: each change is good only for the state it began in.
"""

from collections.abc import Callable
from typing import Literal

from clinic.actors import SYSTEM
from clinic.consultation.consultation import Consultation
from clinic.consultation.lifecycle import Event, NotNow, State
from clinic.opd.calling import Calling
from clinic.opd.changes import change, found, room_of, told_of
from clinic.opd.events import CallOver, Publish, TelephoneDue
from clinic.opd.ports import Records
from clinic.opd.releasing import release
from clinic.opd.rules import Rules
from clinic.opd.visits import end_within
from clinic.ports import Store

BATCH = 200


class Deadlines:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(
        self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish, rules: Rules, calling: Calling
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._rules = rules
        self._calling = calling

    async def keep(self) -> int:
        """All that are due now; how many. To be called again and again."""
        now = self._wall_clock()
        async with self._store.reading() as records:
            due = await records.consultations.due(now, BATCH)
        for one in due:
            try:
                await self._keep(one, now)
            except NotNow:
                continue  # somebody was faster
        return len(due)

    async def _keep(self, one: Consultation, now: float) -> None:
        if one.telephone_at is not None and one.telephone_at <= now:
            await self._ring_telephone(one, now)
        if one.deadline_at is None or one.deadline_at > now:
            return
        if one.state is State.CALLED:
            await self._calling.missed(one.id, SYSTEM)
        elif one.state is State.INTERRUPTED:
            await self._grace_over(one, now)

    async def _ring_telephone(self, one: Consultation, now: float) -> None:
        async with self._store.writing() as records:
            before = await found(records, one.id)
            if before.telephone_at is None or before.state is not State.CALLED:
                return
            await change(records, before, "telephone_rung", SYSTEM, now, {"telephone_at": None})
        purpose: Literal["reminder", "consultation"] = "consultation" if one.mode == "telephone" else "reminder"
        self._publish([TelephoneDue(one.id, purpose)])

    async def _grace_over(self, one: Consultation, now: float) -> None:
        """The doctor is asked what to do; where she decides nothing, it counts as ended.

        Where it is the doctor who has gone, the patient is the next one of another.
        """
        since = one.interrupted_at or now
        until = since + self._rules.grace_seconds + self._rules.undecided_seconds
        async with self._store.writing() as records:
            before = await found(records, one.id)
            if before.state is not State.INTERRUPTED:
                return
            if await self._is_deserted(records, before, now):
                told = await release(records, before, SYSTEM, now, "her doctor did not come back")
            elif now < until:
                after = await change(records, before, "grace_over", SYSTEM, now, {"deadline_at": until})
                told = told_of(after)
            else:
                after = await end_within(records, before, Event.END, SYSTEM, now)
                told = [*told_of(after), CallOver(room_of(after))]
        self._publish(told)

    async def _is_deserted(self, records: Records, one: Consultation, now: float) -> bool:
        duty = None if one.doctor is None else await records.duties.get(one.doctor)
        return duty is None or now - duty.seen_at > self._rules.silent_desk_seconds
