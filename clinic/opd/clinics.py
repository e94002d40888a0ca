"""Clinics as those run them who answer for a facility: their hours and doctors, and opening, pausing and closing."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from clinic.actors import Actor
from clinic.audit.event import Event as AuditEvent
from clinic.facilities.facility import Facility, FacilityId
from clinic.opd.changes import ClinicUnknown, held
from clinic.opd.clinic import Clinic, ClinicId, Phase
from clinic.opd.closing import admit_of_today, offer_another_day
from clinic.opd.events import ClinicChanged, DomainEvent, NoticesWritten, Publish, QueueChanged
from clinic.opd.hours import Hours, checked_hours
from clinic.opd.ports import Records
from clinic.opd.telling import tell_opened, tell_paused
from clinic.patients.patient import MobileId
from clinic.patients.wording import line
from clinic.ports import Store
from clinic.staff.account import StaffId, Status
from clinic.staff.application import languages, short_text
from clinic.staff.permissions import Permission, may
from clinic.staff.ports import above
from rooms.ports import Refusal

ID_BYTES = 16
REASON_LENGTH = 500
MOST_DOCTORS = 500
MOST_CAPACITY = 5_000
MOST_WAITING = 1_000
LIMITS_SECONDS = (60, 3_600)


@dataclass(frozen=True, slots=True)
class NewClinic:
    """As it is told; checked by ``Clinics``."""

    name: str
    speciality: str
    languages: tuple[str, ...]
    hours: Hours
    capacity: int
    limit_seconds: int
    most_waiting: int


class Clinics:
    """Whether somebody may run a facility's clinics is asked before. ``wall_clock``: seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish

    async def get(self, clinic: ClinicId) -> Clinic:
        """Raises ``ClinicUnknown``."""
        async with self._store.glancing() as records:
            return await _known(records, clinic)

    async def doctors(self, clinic: ClinicId) -> Sequence[StaffId]:
        async with self._store.glancing() as records:
            return await records.clinics.doctors(clinic)

    async def of_facilities(self, facilities: Collection[str] | None) -> Sequence[Clinic]:
        """``None``: of all."""
        async with self._store.glancing() as records:
            return await records.clinics.of_facilities(facilities)

    async def add(self, facility: str, new: NewClinic, actor: Actor) -> Clinic:
        """It opens with its hours. Raises ``Refusal``."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            place = await records.facilities.get(FacilityId(facility))
            if place is None or not place.active:
                raise Refusal(
                    "facility_unknown", "Choose the facility whose doctors see patients there.", ("facility",)
                )
            clinic = _checked(_fresh(place, new, now), new)
            await records.clinics.add(clinic)
            await records.audit.append(_event("clinic.added", clinic, actor))
        self._publish([ClinicChanged(clinic.id, clinic.state)])
        return clinic

    async def change(self, clinic: ClinicId, new: NewClinic, actor: Actor) -> Clinic:
        """Other hours count from their next change on. Raises ``Refusal``."""
        async with self._store.writing() as records:
            before = await held(records, clinic)
            after = _checked(before, new)
            await records.clinics.save(after)
            fields = [name for name in Clinic.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
            await records.audit.append(_event("clinic.changed", after, actor, fields=fields))
        self._publish([ClinicChanged(clinic, after.state)])
        return after

    async def set_doctors(self, clinic: ClinicId, doctors: Collection[StaffId], actor: Actor) -> None:
        """Its roster. Raises ``Refusal`` for one who may not consult there."""
        async with self._store.writing() as records:
            known = await held(records, clinic)
            await _check_roster(records, known, doctors)
            await records.clinics.set_doctors(clinic, doctors)
            await records.audit.append(_event("clinic.roster_changed", known, actor))
        self._publish([ClinicChanged(clinic, known.state)])

    async def set_phase(self, clinic: ClinicId, phase: Phase, actor: Actor, reason: str = "") -> Clinic:
        """By somebody of the staff; it holds until the hours would change it next. Raises ``Refusal``."""
        reason = line(reason, REASON_LENGTH, "reason_invalid") if reason else ""
        return await self._move(clinic, phase, actor, actor.id, reason)

    async def keep_hours(self, actor_of: Callable[[Clinic], Actor]) -> None:
        """What the hours open and close now. To be called again and again."""
        now = self._wall_clock()
        async with self._store.reading() as records:
            due = {one.id: wanted for one in await records.clinics.of_states() if (wanted := due_phase(one, now))}
            clinics = {one: await _known(records, one) for one in due}
        for clinic, phase in due.items():
            await self._move(clinic, phase, actor_of(clinics[clinic]), "hours", "", only_if_due=True)

    async def remind(self, clinic: ClinicId, mobile: MobileId, language: str) -> None:
        """She is told when it opens."""
        async with self._store.writing() as records:
            await _known(records, clinic)
            await records.clinics.remind(clinic, mobile, language, self._wall_clock())

    async def _move(
        self, clinic: ClinicId, phase: Phase, actor: Actor, by: str, reason: str, *, only_if_due: bool = False
    ) -> Clinic:
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await held(records, clinic)
            if only_if_due and due_phase(before, now) is not phase:
                return before
            until = None if by == "hours" else before.hours.next_change(now)
            after = replace(before, phase=phase, phase_by=by, phase_until=until)
            await records.clinics.save(after)
            told: list[DomainEvent] = [ClinicChanged(clinic, after.state), QueueChanged(clinic)]
            if phase is not before.phase:
                told += await _followed(records, before, after, actor, now)
            await records.audit.append(_event(f"clinic.{_WORDS[phase]}", after, actor, reason))
        self._publish(told)
        return after


_WORDS: Mapping[Phase, str] = {Phase.OPEN: "opened", Phase.PAUSED: "paused", Phase.CLOSED: "closed"}


def due_phase(clinic: Clinic, now: float) -> Phase | None:
    """What the hours want otherwise than it is; ``None`` while somebody's word holds."""
    if clinic.phase_until is not None and now < clinic.phase_until:
        return None
    wanted = Phase.CLOSED if clinic.hours.opening_at(now) is None else Phase.OPEN
    is_by_hours = clinic.phase_by == "hours" or clinic.phase_until is not None
    return wanted if is_by_hours and wanted is not clinic.phase else None


async def _followed(records: Records, before: Clinic, after: Clinic, actor: Actor, now: float) -> Sequence[DomainEvent]:
    """Everybody whom it concerns hears of it."""
    match after.phase:
        case Phase.CLOSED:
            return [*await offer_another_day(records, after, actor, now), NoticesWritten()]
        case Phase.OPEN:
            came = await admit_of_today(records, after, actor, now)
            if before.phase is Phase.CLOSED:
                await tell_opened(records, after, await records.clinics.take_reminders(after.id), now)
            return [*came, NoticesWritten()]
    await tell_paused(records, after, await records.consultations.waiting(after.id), now)
    return [NoticesWritten()]


async def _known(records: Records, clinic: ClinicId) -> Clinic:
    known = await records.clinics.get(clinic)
    if known is None or known.ended_at is not None:
        raise ClinicUnknown
    return known


def _fresh(place: Facility, new: NewClinic, now: float) -> Clinic:
    return Clinic(
        id=ClinicId(secrets.token_hex(ID_BYTES)),
        facility=place.id,
        state=place.state,
        speciality=new.speciality,
        name=new.name,
        languages=new.languages,
        hours=new.hours,
        capacity=new.capacity,
        limit_seconds=new.limit_seconds,
        most_waiting=new.most_waiting,
        created_at=now,
    )


def _checked(clinic: Clinic, new: NewClinic) -> Clinic:
    """Raises ``Refusal``."""
    least, most = LIMITS_SECONDS
    for value, low, high, field in (
        (new.capacity, 1, MOST_CAPACITY, "capacity"),
        (new.most_waiting, 1, MOST_WAITING, "most_waiting"),
        (new.limit_seconds, least, most, "limit_seconds"),
    ):
        if not low <= value <= high:
            raise Refusal(f"{field}_invalid", f"This is a whole number from {low} to {high}.", (field,))
    return replace(
        clinic,
        name=short_text(new.name, "name", 120),
        speciality=short_text(new.speciality, "speciality", 100),
        languages=languages(new.languages),
        hours=checked_hours(new.hours.week, new.hours.holidays),
        capacity=new.capacity,
        most_waiting=new.most_waiting,
        limit_seconds=new.limit_seconds,
    )


async def _check_roster(records: Records, clinic: Clinic, doctors: Collection[StaffId]) -> None:
    if len(doctors) > MOST_DOCTORS:
        raise Refusal("roster_too_long", f"A clinic has at most {MOST_DOCTORS} doctors.", ("doctors",))
    accounts = {one.id: one for one in await records.staff.some(sorted(doctors))}
    places = await above(records.facilities, clinic.facility)
    for doctor in doctors:
        account = accounts.get(doctor)
        if account is None or account.status is not Status.VERIFIED:
            raise Refusal("staff_unknown", "There is no doctor with this account.", ("doctors",))
        if not may(account, Permission.CONSULT, clinic.facility, places):
            raise Refusal("not_a_doctor_here", f"{account.name} does not see patients at this facility.", ("doctors",))


def _event(word: str, clinic: Clinic, actor: Actor, reason: str = "", fields: Sequence[str] = ()) -> AuditEvent:
    subject = f"clinic:{clinic.id}"
    return AuditEvent(word, actor, subject, facility=clinic.facility, reason=reason, fields=tuple(fields))
