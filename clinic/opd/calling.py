"""Calling the next patient, and what becomes of the ring: answered, put off for a minute, or missed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clinic.actors import Actor
from clinic.consultation import access
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.intakes import check_may_begin
from clinic.consultation.lifecycle import Event, NotNow, State
from clinic.notification.notice import Kind
from clinic.opd.changes import ConsultationUnknown, change, clinic_of, found, held, move, place, room_of, told_of
from clinic.opd.clinic import Clinic, DutyState
from clinic.opd.events import (
    CallOver,
    DeskChanged,
    DomainEvent,
    NoticesWritten,
    Publish,
    Rung,
)
from clinic.opd.policy import AFTER_NEXT, Choice, Room, chosen, in_order, next_for
from clinic.opd.ports import Records
from clinic.opd.releasing import IN_NOBODYS_HANDS
from clinic.opd.rules import Rules
from clinic.opd.telling import tell
from clinic.patients.wording import line
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal

REASON_LENGTH = 500
NOT_RINGING: Mapping[str, Any] = {"deadline_at": None, "telephone_at": None}


class CalledByOther(Refusal):
    """Of two doctors who call one patient at the same moment, one is told this."""

    def __init__(self) -> None:
        super().__init__("called_by_other", "Another doctor has called this patient just now.")


class Calling:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish, rules: Rules) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._rules = rules

    async def call_next(self, doctor: StaffId, actor: Actor) -> Consultation:
        """By the policy. Raises ``Refusal``: not_on_duty, patient_in_hands, queue_empty."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            clinic, room = await self._room(records, doctor)
            choice = next_for(room, self._rules, now)
            if choice is None:
                raise Refusal("queue_empty", "Nobody is waiting whom you should see now.")
            called, told = await self._call(records, clinic, room, choice, actor, now, "")
        self._publish(told)
        return called

    async def call(self, doctor: StaffId, wanted: ConsultationId, reason: str, actor: Actor) -> Consultation:
        """The doctor's own choice, with a reason. Raises ``Refusal``, also ``CalledByOther``."""
        now, reason = self._wall_clock(), line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            clinic, room = await self._room(records, doctor)
            one = next((one for one in room.waiting if one.id == wanted), None)
            if one is None:
                raise await _why_not(records, wanted, clinic)
            choice = chosen(room, one, self._rules, now)
            if choice is None:
                raise Refusal("others_wait_longer", "Somebody has been passed over too often: call her first.")
            called, told = await self._call(records, clinic, room, choice, actor, now, reason)
        self._publish(told)
        return called

    async def answer(self, token: ConsultationId, actor: Actor) -> Consultation:
        """Her page says yes. Just as the ring ends one of both wins; an answer that came again changes nothing.

        Raises ``Refusal``, also while somebody is missing whom the guidelines want to be there (adult_needed, …).
        """
        now = self._wall_clock()
        async with self._store.writing() as records:
            before, patient = await access.of_household(records, token, actor)
            if before.state is State.IN_PROGRESS:
                return before
            await check_may_begin(records, before, patient, now)
            changes = {"started_at": now, "seen_at": now, **NOT_RINGING}
            after = await move(records, before, Event.ANSWER, actor, now, changes)
        self._publish(told_of(after))
        return after

    async def answered_by_telephone(self, token: ConsultationId, actor: Actor) -> Consultation | None:
        """Her telephone was answered: she is consulted by it, or goes on. ``None`` where nobody waits for that."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await found(records, token)
            if before.state not in (State.CALLED, State.INTERRUPTED):
                return None
            begins = before.state is State.CALLED
            changes = {"mode": "telephone", "interrupted_at": None, "started_at": before.started_at or now}
            event = Event.ANSWER if begins else Event.RESUME
            after = await move(records, before, event, actor, now, {**changes, **NOT_RINGING})
        self._publish(told_of(after))
        return after

    async def later(self, token: ConsultationId, actor: Actor) -> Consultation:
        """ "In a minute": once in a ring it lasts longer, and the doctor is told."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before, _ = await access.of_household(records, token, actor)
            if before.state is not State.CALLED or before.delayed:
                raise NotNow(before.state, Event.ANSWER)
            until = (before.deadline_at or now) + self._rules.later_seconds
            after = await change(records, before, "delayed", actor, now, {"delayed": True, "deadline_at": until})
        self._publish(told_of(after))
        return after

    async def ring_again(self, doctor: StaffId, wanted: ConsultationId, actor: Actor) -> Consultation:
        """The same patient once more: while it rings, or when the call broke."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await in_hands(records, wanted, doctor)
            clinic = await clinic_of(records, before)
            await tell(records, _ring_kind(before), before, clinic, now, doctor=doctor)
            until = now + self._rules.ring_seconds
            changes = {"deadline_at": until} if before.state is State.CALLED else {}
            after = await change(records, before, "rung_again", actor, now, changes)
        self._publish([*told_of(after), Rung(after.id, after.mobile, until), NoticesWritten()])
        return after

    async def missed(
        self, token: ConsultationId, actor: Actor, doctor: StaffId | None = None, now: float | None = None
    ) -> Consultation:
        """Nobody answered: back at the place after next; the third time it is a no-show.

        ``doctor``: who gives up. ``now``: when the ring ended, where that is known better than the wall clock knows it.
        """
        now = self._wall_clock() if now is None else now
        async with self._store.writing() as records:
            before = await found(records, token) if doctor is None else await in_hands(records, token, doctor)
            if doctor is None and not _is_overdue(before, now):
                raise NotNow(before.state, Event.MISS)
            clinic = await held(records, before.clinic)
            after = await self._missed(records, before, clinic, actor, now)
            if before.doctor is not None:
                await records.duties.set_busy(before.doctor, None)
        desk = [] if before.doctor is None else [DeskChanged(before.doctor)]
        self._publish([*told_of(after), *desk, CallOver(room_of(before)), NoticesWritten()])
        return after

    async def _missed(
        self, records: Records, before: Consultation, clinic: Clinic, actor: Actor, now: float
    ) -> Consultation:
        missed = before.missed + 1
        if missed > self._rules.most_missed:
            changes = {"missed": missed, "ended_at": now, **NOT_RINGING}
            after = await move(records, before, Event.GIVE_UP, actor, now, changes)
        else:
            rank = await place(records, clinic.id, AFTER_NEXT)
            changes = {"missed": missed, "rank": rank, "warned": True, **IN_NOBODYS_HANDS}
            after = await move(records, before, Event.MISS, actor, now, changes)
        await tell(records, Kind.MISSED if after.is_live else Kind.NO_SHOW, after, clinic, now)
        return after

    async def _room(self, records: Records, doctor: StaffId) -> tuple[Clinic, Room]:
        """Where she is on duty; the clinic is held. Raises ``Refusal``."""
        duty = await records.duties.get(doctor)
        if duty is None or duty.state is not DutyState.ON:
            raise Refusal("not_on_duty", "Come on duty first.")
        clinic = await held(records, duty.clinic)
        if await records.consultations.in_hands_of(doctor) is not None:
            raise Refusal("patient_in_hands", "End the consultation that you are in first.")
        waiting = await records.consultations.waiting(clinic.id)
        on_duty = await records.duties.of_clinic(clinic.id)
        return clinic, Room(waiting, duty, on_duty, await records.blocks.patients_of(doctor))

    async def _call(
        self, records: Records, clinic: Clinic, room: Room, choice: Choice, actor: Actor, now: float, reason: str
    ) -> tuple[Consultation, list[DomainEvent]]:
        before, until = choice.called, now + self._rules.ring_seconds
        changes = self._rung(before, room.doctor.doctor, now)
        figures = {"waited": now - (before.waiting_since or now), "by_choice": bool(reason)}
        try:
            called = await move(records, before, Event.CALL, actor, now, changes, reason=reason, figures=figures)
        except NotNow:
            raise CalledByOther from None
        if choice.overtaken is not None:
            passed = replace(choice.overtaken, overtaken=choice.overtaken.overtaken + 1)
            await records.consultations.save(choice.overtaken, passed)
        await records.duties.set_busy(room.doctor.doctor, now)
        await records.waiting_times.resolve(called.id, now)
        await tell(records, Kind.CALLED, called, clinic, now, doctor=room.doctor.doctor)
        await self._warn(records, clinic, room, called, now)
        rung = Rung(called.id, called.mobile, until)
        return called, [*told_of(called), rung, DeskChanged(room.doctor.doctor), NoticesWritten()]

    def _rung(self, before: Consultation, doctor: StaffId, now: float) -> Mapping[str, Any]:
        """Whoever wants no video is rung by telephone at once."""
        rules = self._rules
        return {
            "doctor": doctor,
            "called_at": now,
            "delayed": False,
            "deadline_at": now + rules.ring_seconds,
            "telephone_at": now if before.mode == "telephone" else now + rules.telephone_after_seconds,
        }

    async def _warn(self, records: Records, clinic: Clinic, room: Room, called: Consultation, now: float) -> None:
        """Two ahead: get ready."""
        left = in_order([one for one in room.waiting if one.id != called.id])
        for ahead, one in enumerate(left[: self._rules.warn_ahead + 1]):
            if not one.warned and await records.consultations.save(one, replace(one, warned=True)):
                await tell(records, Kind.TWO_AHEAD, one, clinic, now, ahead=ahead)


def _ring_kind(one: Consultation) -> Kind:
    return Kind.CALLED if one.state is State.CALLED else Kind.INTERRUPTED_RING


async def in_hands(records: Records, wanted: ConsultationId, doctor: StaffId) -> Consultation:
    """One that this doctor has called or speaks with. Raises ``ConsultationUnknown`` or ``NotNow``."""
    known = await found(records, wanted)
    if known.doctor != doctor:
        raise ConsultationUnknown
    return known


def _is_overdue(one: Consultation, now: float) -> bool:
    return one.state is State.CALLED and one.deadline_at is not None and one.deadline_at <= now


async def _why_not(records: Records, wanted: ConsultationId, clinic: Clinic) -> Refusal:
    known = await records.consultations.get(wanted)
    if known is None or known.clinic != clinic.id:
        return ConsultationUnknown()
    return CalledByOther() if known.doctor is not None and known.is_live else NotNow(known.state, Event.CALL)
