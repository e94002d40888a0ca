"""A consultation while doctor and patient speak: it breaks and goes on, is handed on, referred, and ended."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation, ConsultationId, Mode
from clinic.consultation.lifecycle import TALKING, Event, NotNow, State
from clinic.facilities.facility import FacilityId
from clinic.notification.notice import Kind
from clinic.opd.calling import NOT_RINGING, in_hands
from clinic.opd.changes import audited, change, clinic_of, found, move, room_of, told_of
from clinic.opd.events import CallOver, NoticesWritten, Publish, TelephoneDue
from clinic.opd.ports import FollowUp, Records
from clinic.opd.releasing import release
from clinic.opd.rules import Rules
from clinic.opd.telling import tell
from clinic.opd.tokens import of_household
from clinic.patients.patient import INDIAN_TIME, indian_date
from clinic.patients.wording import line
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal

REASON_LENGTH = 500
FURTHEST_FOLLOW_UP_DAYS = 366
REMINDED_AT = time(17, 0)
"""On the evening before, in India."""


class Visits:
    """``wall_clock`` gives seconds since 1970 UTC. Whoever is not its doctor or its household does not find it."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish, rules: Rules) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._rules = rules

    async def dropped(self, consultation: ConsultationId, mode: Mode, actor: Actor) -> None:
        """Her line of that mode broke. Both are held together for the grace time; what is broken already stays so."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await found(records, consultation)
            if before.state is not State.IN_PROGRESS or before.mode != mode:
                return
            until = now + self._rules.grace_seconds
            after = await move(records, before, Event.DROP, actor, now, {"interrupted_at": now, "deadline_at": until})
        self._publish(told_of(after))

    async def resumed(self, consultation: ConsultationId, actor: Actor) -> None:
        """Both are there again, by the same token."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await found(records, consultation)
            if before.state is not State.INTERRUPTED:
                return
            after = await self._resume(records, before, actor, now)
        self._publish(told_of(after))

    async def by_telephone(self, doctor: StaffId, consultation: ConsultationId, actor: Actor) -> Consultation:
        """The doctor goes on by telephone: the gateway rings both, and neither sees the other's number."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await in_hands(records, consultation, doctor)
            if before.state is State.CALLED:
                changes = {"mode": "telephone", "telephone_at": None}
                after = await change(records, before, "mode_changed", actor, now, changes)
            else:
                _check_talking(before, Event.RESUME)
                after = await change(records, before, "mode_changed", actor, now, {"mode": "telephone"})
        self._publish([*told_of(after), TelephoneDue(after.id, "consultation")])
        return after

    async def end(self, doctor: StaffId, consultation: ConsultationId, actor: Actor) -> Consultation:
        """By the doctor. Ended twice it is ended once."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await in_hands(records, consultation, doctor)
            after = before if _is_over(before) else await end_within(records, before, Event.END, actor, now)
        self._publish([*told_of(after), CallOver(room_of(before))])
        return after

    async def end_by_patient(self, token: ConsultationId, actor: Actor) -> Consultation:
        """Either side may end at any time (Telemedicine Practice Guidelines 2020, section 3.4)."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await of_household(records, token, actor)
            after = before if _is_over(before) else await end_within(records, before, Event.END, actor, now)
        self._publish([*told_of(after), CallOver(room_of(before))])
        return after

    async def refer(
        self, doctor: StaffId, consultation: ConsultationId, facility: FacilityId, reason: str, actor: Actor
    ) -> Consultation:
        """To be seen in person there. Raises ``Refusal``."""
        now, reason = self._wall_clock(), line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            before = await in_hands(records, consultation, doctor)
            place = await records.facilities.get(facility)
            if place is None or not place.active:
                raise Refusal("facility_unknown", "There is no such facility.", ("facility",))
            after = await end_within(records, before, Event.REFER, actor, now, reason, {"facility": facility})
        self._publish([*told_of(after), CallOver(room_of(before))])
        return after

    async def release(self, doctor: StaffId, consultation: ConsultationId, reason: str, actor: Actor) -> None:
        """The doctor gives her back: to the front of the queue, for another one."""
        now, reason = self._wall_clock(), line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            told = await release(records, await in_hands(records, consultation, doctor), actor, now, reason)
        self._publish(told)

    async def confirm_urgent(self, consultation: ConsultationId, reason: str, actor: Actor) -> Consultation:
        """A doctor confirms that somebody who waits should be seen sooner. Who may is asked before."""
        now, reason = self._wall_clock(), line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            before = await found(records, consultation)
            if before.state is not State.WAITING:
                raise NotNow(before.state, Event.CALL)
            after = await change(records, before, "urgent", actor, now, {"urgent": True, "worse": False}, reason=reason)
        self._publish(told_of(after))
        return after

    async def book_follow_up(
        self, doctor: StaffId, consultation: ConsultationId, day: str, reason: str, actor: Actor
    ) -> FollowUp:
        """She is to come again on that day, to the same doctor. Raises ``Refusal`` day_invalid."""
        now = self._wall_clock()
        reminded_at = _evening_before(_coming_day(day, now))
        async with self._store.writing() as records:
            one = await in_hands(records, consultation, doctor)
            reason = line(reason, REASON_LENGTH, "reason_invalid") if reason else ""
            follow_up = FollowUp(one.id, one.patient, one.clinic, doctor, day, reason, now)
            await records.follow_ups.book(follow_up)
            await records.notices.drop(one.id, [Kind.FOLLOW_UP])
            clinic = await clinic_of(records, one)
            due_at = max(now, reminded_at)
            await tell(records, Kind.FOLLOW_UP, one, clinic, now, doctor=doctor, due_at=due_at, day=day)
            await records.audit.append(audited("follow_up_booked", one, actor, fields=("day",)))
        self._publish([*told_of(one), NoticesWritten()])
        return follow_up

    async def _resume(self, records: Records, before: Consultation, actor: Actor, now: float) -> Consultation:
        figures = {"broken": now - (before.interrupted_at or now)}
        changes = {"interrupted_at": None, "deadline_at": None}
        return await move(records, before, Event.RESUME, actor, now, changes, figures=figures)


def _coming_day(day: str, now: float) -> date:
    """Raises ``Refusal`` day_invalid."""
    try:
        coming = date.fromisoformat(day)
    except ValueError:
        coming = date.min
    today = indian_date(now)
    if not today < coming <= today + timedelta(days=FURTHEST_FOLLOW_UP_DAYS):
        raise Refusal("day_invalid", "Choose a day after today, within a year.", ("day",))
    return coming


def _evening_before(day: date) -> float:
    return datetime.combine(day - timedelta(days=1), REMINDED_AT, INDIAN_TIME).timestamp()


async def end_within(
    records: Records,
    before: Consultation,
    event: Event,
    actor: Actor,
    now: float,
    reason: str = "",
    figures: dict[str, object] | None = None,
) -> Consultation:
    lasted = {"lasted": now - (before.started_at or now), **(figures or {})}
    changes = {"ended_at": now, "asked_doctor": None, "asked_clinic": None, **NOT_RINGING}
    after = await move(records, before, event, actor, now, changes, reason=reason, figures=lasted)
    if before.doctor is not None:
        await records.duties.set_busy(before.doctor, None)
    return after


def _is_over(one: Consultation) -> bool:
    return one.state in (State.ENDED, State.CLOSED, State.REFERRED)


def _check_talking(one: Consultation, event: Event) -> None:
    if one.state not in TALKING:
        raise NotNow(one.state, event)
