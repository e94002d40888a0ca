"""Doctors coming on duty, taking a break and going."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from clinic.actors import SYSTEM, Actor
from clinic.audit.event import Event as AuditEvent
from clinic.consultation.unsigned import tell_at_end_of_shift
from clinic.opd.clinic import Clinic, ClinicId, Duty, DutyState
from clinic.opd.events import ClinicChanged, DeskChanged, DomainEvent, NoticesWritten, Publish, QueueChanged
from clinic.opd.ports import Records
from clinic.opd.releasing import release_all_of
from clinic.opd.rules import Rules
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal


class Duties:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish, rules: Rules) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._rules = rules

    async def of(self, doctor: StaffId) -> Duty | None:
        async with self._store.glancing() as records:
            return await records.duties.get(doctor)

    async def put(self, doctor: StaffId, state: DutyState, clinic: ClinicId | None, actor: Actor) -> Duty:
        """``clinic``: where; on a break or going home, where she is. Raises ``Refusal``.

        Going home, or to another clinic, needs that no patient is in her hands.
        """
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await records.duties.get(doctor)
            where = await _place(records, doctor, state, clinic, before)
            duty = await self._changed(records, doctor, state, where, before, now)
            await records.duties.put(duty)
            left = duty.state is DutyState.OFF and await tell_at_end_of_shift(records, doctor, now)
            await records.audit.append(_event(duty, where, actor))
        self._publish([*_told(duty, before, where), *([NoticesWritten()] if left else [])])
        return duty

    async def seen(self, doctors: Collection[StaffId]) -> None:
        """Their desks are there."""
        if doctors:
            async with self._store.writing() as records:
                await records.duties.touch(doctors, self._wall_clock())

    async def rest_silent(self) -> None:
        """A doctor whose desk is gone is on a break: nobody is told to wait for her. To be called again and again."""
        before = self._wall_clock() - self._rules.silent_desk_seconds
        async with self._store.reading() as records:
            silent = [duty for duty in await records.duties.silent(before) if duty.busy_since is None]
        for duty in silent:
            actor = replace(SYSTEM, id=duty.doctor)
            await self.put(duty.doctor, DutyState.BREAK, None, actor)

    async def suspended(self, doctor: StaffId, actor: Actor) -> None:
        """At once: whom she has goes back to the front of the queue, and nobody is kept for her any more."""
        now = self._wall_clock()
        told: list[DomainEvent] = []
        async with self._store.writing() as records:
            duty = await records.duties.get(doctor)
            if duty is not None:
                told += await release_all_of(records, doctor, actor, now)
                await records.duties.put(replace(duty, state=DutyState.OFF, since=now, busy_since=None))
                told += [QueueChanged(duty.clinic), DeskChanged(doctor)]
        self._publish(told)

    async def _changed(
        self, records: Records, doctor: StaffId, state: DutyState, where: Clinic, before: Duty | None, now: float
    ) -> Duty:
        busy_since = None if before is None else before.busy_since
        is_leaving = state is DutyState.OFF or (before is not None and before.clinic != where.id)
        if busy_since is not None and is_leaving and await records.consultations.in_hands_of(doctor) is not None:
            raise Refusal("patient_in_hands", "End the consultation that you are in first.")
        application = await records.staff.applications.get(doctor)
        profile = None if application is None else application.profile
        return Duty(
            doctor=doctor,
            clinic=where.id,
            state=state,
            since=now if before is None or before.state is not state else before.since,
            seen_at=now,
            languages=() if profile is None else profile.languages,
            gender=None if profile is None else profile.gender.value,
            busy_since=None if is_leaving else busy_since,
        )


async def _place(
    records: Records, doctor: StaffId, state: DutyState, clinic: ClinicId | None, before: Duty | None
) -> Clinic:
    """Raises ``Refusal`` for a clinic on whose roster she is not; but she may always rest and go home."""
    if before is not None and state is not DutyState.ON and clinic in (None, before.clinic):
        known = await records.clinics.get(before.clinic)
        if known is not None:
            return known
    hers = {one.id: one for one in await records.clinics.of_doctor(doctor)}
    wanted = clinic if clinic is not None or before is None else before.clinic
    if wanted is None or wanted not in hers:
        raise Refusal("not_on_roster", "You are not on the roster of this clinic.", ("clinic",))
    return hers[wanted]


def _event(duty: Duty, where: Clinic, actor: Actor) -> AuditEvent:
    return AuditEvent(f"duty.{duty.state}", actor, f"staff:{duty.doctor}", facility=where.facility)


def _told(duty: Duty, before: Duty | None, where: Clinic) -> Sequence[DomainEvent]:
    left = [] if before is None or before.clinic == duty.clinic else [QueueChanged(before.clinic)]
    return [QueueChanged(duty.clinic), ClinicChanged(where.id, where.state), DeskChanged(duty.doctor), *left]
