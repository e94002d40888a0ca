"""What pages show of clinics and consultations, read together: a patient's token, a doctor's desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clinic.actors import Actor
from clinic.audit.event import Event as AuditEvent
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import State
from clinic.opd.calling import in_hands
from clinic.opd.changes import ConsultationUnknown, found
from clinic.opd.clinic import Clinic, ClinicId, Duty
from clinic.opd.policy import Room, fits, in_order, is_away, is_kept
from clinic.opd.ports import FollowUp, Records
from clinic.opd.rules import Rules
from clinic.opd.telling import DoctorShown, doctor_shown
from clinic.patients.patient import Patient, PatientId
from clinic.ports import Store
from clinic.staff.account import StaffId

DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class TokenShown:
    token: Consultation
    clinic: Clinic
    patient_name: str
    doctor: DoctorShown | None


@dataclass(frozen=True, slots=True)
class ClinicShown:
    """``on_duty``: doctors. ``waiting``: patients."""

    clinic: Clinic
    facility_name: str
    on_duty: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A visit that a doctor has asked for."""

    follow_up: FollowUp
    doctor: DoctorShown


@dataclass(frozen=True, slots=True)
class DeskShown:
    """``asked``: transfers that wait for her word. The consultations come with their patients."""

    duty: Duty | None
    clinics: Sequence[ClinicShown]
    current: Consultation | None
    unsigned: Sequence[Consultation]
    asked: Sequence[Consultation]
    patients: Mapping[PatientId, Patient]


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who waits, as one doctor finds her. ``for_me``: she may be called by her now; ``is_kept``: for another
    doctor, whom she comes back to.
    """

    token: Consultation
    patient: Patient | None
    for_me: bool
    is_kept: bool
    is_here: bool


class Showing:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], rules: Rules) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._rules = rules

    async def token(self, token: Consultation) -> TokenShown:
        return (await self.tokens([token]))[0]

    async def tokens(self, tokens: Sequence[Consultation]) -> list[TokenShown]:
        async with self._store.glancing() as records:
            patients = await records.patients.some({one.patient for one in tokens})
            clinics = {one.clinic: await _clinic(records, one.clinic) for one in tokens}
            doctors = {one.doctor: await doctor_shown(records, one.doctor) for one in tokens if one.doctor is not None}
        return [
            TokenShown(one, clinics[one.clinic], _name(patients, one.patient), doctors.get(one.doctor or StaffId("")))
            for one in tokens
        ]

    async def consultation(self, consultation: ConsultationId) -> Consultation | None:
        async with self._store.glancing() as records:
            return await records.consultations.get(consultation)

    async def clinics(self) -> list[ClinicShown]:
        """All that there are."""
        async with self._store.reading() as records:
            return await _shown(records, await records.clinics.of_states())

    async def expected(self, patients: Sequence[PatientId], since: str) -> list[Expected]:
        """Visits from that day (ISO date) on."""
        async with self._store.reading() as records:
            booked = await records.follow_ups.of_patients(patients, since)
            return [Expected(one, await doctor_shown(records, one.doctor)) for one in booked]

    async def desk(self, doctor: StaffId) -> DeskShown:
        async with self._store.reading() as records:
            duty = await records.duties.get(doctor)
            clinics = await _shown(records, await records.clinics.of_doctor(doctor))
            current = await records.consultations.in_hands_of(doctor)
            unsigned = await records.consultations.unsigned_of(doctor)
            hers = [one.clinic.id for one in clinics]
            asked = [one for one in await records.consultations.asked_of(doctor, hers) if one.doctor != doctor]
            shown = [*unsigned, *asked, *([] if current is None else [current])]
            patients = await records.patients.some({one.patient for one in shown})
        return DeskShown(duty, clinics, current, unsigned, asked, patients)

    async def queue(self, doctor: StaffId) -> tuple[ClinicId | None, list[Entry]]:
        """Of the clinic where she is on duty or on a break, in the order of places."""
        async with self._store.reading() as records:
            duty = await records.duties.get(doctor)
            if duty is None:
                return None, []
            waiting = await records.consultations.waiting(duty.clinic)
            blocked = await records.blocks.patients_of(doctor)
            room = Room(waiting, duty, await records.duties.of_clinic(duty.clinic), blocked)
            patients = await records.patients.some({one.patient for one in waiting})
        now = self._wall_clock()
        return duty.clinic, [self._entry(room, one, patients, now) for one in in_order(waiting)]

    async def opened(self, doctor: StaffId, consultation: ConsultationId, actor: Actor) -> tuple[Consultation, Patient]:
        """One that is hers or waits where she works; it is audited that she looked. Raises ``ConsultationUnknown``."""
        async with self._store.writing() as records:
            known = await seen_by_doctor(records, consultation, doctor)
            patient = await records.patients.find(known.patient)
            if patient is None:
                raise ConsultationUnknown
            event = AuditEvent("consultation.opened", actor, f"consultation:{known.id}", patient=known.patient)
            await records.audit.append(event)
        return known, patient

    async def hers(self, doctor: StaffId, consultation: ConsultationId) -> tuple[Consultation, Patient | None]:
        """One that she has called. Raises ``ConsultationUnknown``."""
        async with self._store.glancing() as records:
            known = await in_hands(records, consultation, doctor)
            return known, await records.patients.find(known.patient)

    def _entry(self, room: Room, one: Consultation, patients: Mapping[PatientId, Patient], now: float) -> Entry:
        kept = is_kept(room, one, now)
        is_here = not is_away(one, self._rules, now)
        return Entry(one, patients.get(one.patient), fits(room, one) and not kept and is_here, kept, is_here)


async def seen_by_doctor(records: Records, consultation: ConsultationId, doctor: StaffId) -> Consultation:
    """Raises ``ConsultationUnknown`` for one that is neither hers nor offered to her, nor waits where she works."""
    known = await found(records, consultation)
    if doctor in (known.doctor, known.asked_doctor):
        return known
    hers = {one.id for one in await records.clinics.of_doctor(doctor)}
    is_open_to_her = known.state is State.WAITING and known.clinic in hers
    if not is_open_to_her and known.asked_clinic not in hers:
        raise ConsultationUnknown
    return known


async def _clinic(records: Records, clinic: ClinicId) -> Clinic:
    known = await records.clinics.get(clinic)
    if known is None:
        raise ConsultationUnknown
    return known


async def _shown(records: Records, clinics: Sequence[Clinic]) -> list[ClinicShown]:
    on_duty, waiting = await records.duties.counts(), await records.consultations.waiting_counts()
    names = await records.facilities.names({one.facility for one in clinics})
    return [
        ClinicShown(one, names.get(one.facility, ""), on_duty.get(one.id, 0), waiting.get(one.id, 0)) for one in clinics
    ]


def _name(patients: Mapping[PatientId, Patient], patient: PatientId) -> str:
    return patients[patient].name if patient in patients else ""
