"""Handing a patient on to another doctor or speciality, who must accept. The token stays."""

from collections.abc import Callable

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import TALKING, Event, NotNow
from clinic.notification.notice import Kind
from clinic.opd.calling import in_hands
from clinic.opd.changes import ConsultationUnknown, change, found, held, move, place, room_of
from clinic.opd.clinic import Clinic, ClinicId, DutyState
from clinic.opd.events import (
    CallOver,
    DeskChanged,
    DomainEvent,
    NoticesWritten,
    Publish,
    QueueChanged,
    TokenChanged,
)
from clinic.opd.ports import Records
from clinic.opd.releasing import IN_NOBODYS_HANDS, NOT_ASKED
from clinic.opd.rules import Rules
from clinic.opd.telling import tell
from clinic.patients.wording import line
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal

REASON_LENGTH = 500


class Transfers:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish, rules: Rules) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._rules = rules

    async def ask(
        self,
        doctor: StaffId,
        consultation: ConsultationId,
        to: StaffId | None,
        clinic: ClinicId | None,
        reason: str,
        actor: Actor,
    ) -> Consultation:
        """``to``: one doctor; else any on duty in ``clinic``. Until somebody accepts the patient stays with her doctor.

        Raises ``Refusal``: nobody_to_accept where nobody there is on duty.
        """
        now, reason = self._wall_clock(), line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            before = await in_hands(records, consultation, doctor)
            if before.state not in TALKING:
                raise NotNow(before.state, Event.TRANSFER)
            where = await _on_duty_at(records, to, clinic, doctor)
            changes = {"asked_doctor": to, "asked_clinic": where}
            after = await change(records, before, "transfer_asked", actor, now, changes, reason=reason)
            asked = [to] if to is not None else await _doctors_at(records, where)
        self._publish([DeskChanged(one) for one in (doctor, *asked) if one is not None])
        return after

    async def accept(self, doctor: StaffId, consultation: ConsultationId, actor: Actor) -> Consultation:
        """She is the next patient of whoever accepts, by the same token. Of two one wins. Raises ``Refusal``."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before, clinic = await _asked(records, consultation, doctor)
            rank = await place(records, clinic.id, 0)
            hers = {"return_to": doctor, "held_until": now + self._rules.return_hold_seconds}
            queue = {"clinic": clinic.id, "rank": rank, "waiting_since": now, "seen_at": now, "warned": True}
            changes = {**IN_NOBODYS_HANDS, **NOT_ASKED, **hers, **queue, "urgent": True}
            after = await move(records, before, Event.TRANSFER, actor, now, changes, figures={"from": before.clinic})
            await tell(records, Kind.TRANSFER, after, clinic, now)
            if before.doctor is not None:
                await records.duties.set_busy(before.doctor, None)
        self._publish(_told(before, after, doctor))
        return after

    async def decline(self, doctor: StaffId, consultation: ConsultationId, reason: str, actor: Actor) -> None:
        """The first doctor is told, and keeps her patient. Also by that doctor: she takes it back."""
        now, reason = self._wall_clock(), line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            before = await found(records, consultation)
            if before.doctor != doctor:
                before, _ = await _asked(records, consultation, doctor)
            await change(records, before, "transfer_declined", actor, now, NOT_ASKED, reason=reason)
        self._publish([DeskChanged(one) for one in {before.doctor, doctor, before.asked_doctor} if one is not None])


async def _on_duty_at(records: Records, to: StaffId | None, clinic: ClinicId | None, asking: StaffId) -> ClinicId:
    """Where the patient would wait. Raises ``Refusal``."""
    if to is not None:
        duty = await records.duties.get(to)
        if duty is None or duty.state is DutyState.OFF or to == asking:
            raise Refusal("nobody_to_accept", "This doctor is not at work just now.", ("doctor",))
        return duty.clinic
    others = [] if clinic is None else [one for one in await _doctors_at(records, clinic) if one != asking]
    if clinic is None or not others:
        raise Refusal("nobody_to_accept", "No other doctor is on duty there just now.", ("clinic",))
    return clinic


async def _doctors_at(records: Records, clinic: ClinicId) -> list[StaffId]:
    return [duty.doctor for duty in await records.duties.of_clinic(clinic) if duty.state is DutyState.ON]


async def _asked(records: Records, consultation: ConsultationId, doctor: StaffId) -> tuple[Consultation, Clinic]:
    """One that is offered to this doctor, and the clinic where she would see the patient, held."""
    known = await found(records, consultation)
    duty = await records.duties.get(doctor)
    is_hers = known.asked_doctor == doctor or (
        known.asked_doctor is None
        and known.asked_clinic is not None
        and duty is not None
        and duty.clinic == known.asked_clinic
        and known.doctor != doctor
    )
    if not is_hers or known.asked_clinic is None:
        raise ConsultationUnknown
    clinic = await held(records, known.asked_clinic)
    return await found(records, consultation), clinic


def _told(before: Consultation, after: Consultation, doctor: StaffId) -> list[DomainEvent]:
    desks = [DeskChanged(one) for one in (before.doctor, doctor) if one is not None]
    queues = [QueueChanged(clinic) for clinic in sorted({before.clinic, after.clinic})]
    return [*queues, *desks, TokenChanged(after.id, after.mobile), CallOver(room_of(before)), NoticesWritten()]
