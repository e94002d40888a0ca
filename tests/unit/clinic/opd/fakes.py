"""The records of an outpatient department in memory: what a transaction kept, or nothing of it when it raised."""

import copy
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consents.consent import Consent
from clinic.consultation.consultation import Consultation, ConsultationId, Step, changed_fields
from clinic.consultation.intake import Caller, Intake
from clinic.consultation.lifecycle import LIVE, SEEN, WITH_DOCTOR, State
from clinic.facilities.facility import Facility, FacilityId
from clinic.notification.notice import Kind, Notice
from clinic.opd.clinic import Clinic, ClinicId, Duty, DutyState, Phase
from clinic.opd.hours import Hours, Span
from clinic.opd.ports import FollowUp, InLine, Pending, QueueEnd
from clinic.patients.patient import BirthDate, MobileId, Patient, PatientId
from clinic.places.states import StateCode
from clinic.staff.account import Account, Assignment, Role, StaffId, Status
from clinic.staff.application import Application, Gender, Profile, Registration, System

FACILITY = "f" * 32
CLINIC = ClinicId("c" * 32)
MAHARASHTRA = StateCode(27)
ALWAYS = Hours(tuple(Span(day, "00:00", "24:00") for day in range(7)))


def clinic(**otherwise: Any) -> Clinic:
    made = Clinic(CLINIC, FACILITY, MAHARASHTRA, "medicine", "Medicine", ("hi",), ALWAYS, 5_000, 600, 1_000, Phase.OPEN)
    return replace(made, **otherwise)


def mother(number: int) -> Actor:
    return Actor("patient", f"{number:032x}", None, "192.0.2.1")


def doctor(number: int) -> Actor:
    return Actor("staff", f"d{number:031x}", FACILITY, "192.0.2.2")


@dataclass
class Kept:
    """All that is kept. ``notices`` and ``events`` in the order in which they were written."""

    clinics: dict[ClinicId, Clinic] = field(default_factory=dict)
    rosters: dict[ClinicId, set[StaffId]] = field(default_factory=dict)
    duties: dict[StaffId, Duty] = field(default_factory=dict)
    consultations: dict[ConsultationId, Consultation] = field(default_factory=dict)
    steps: list[tuple[ConsultationId, Step]] = field(default_factory=list)
    blocks: set[tuple[StaffId, PatientId]] = field(default_factory=set)
    follow_ups: dict[ConsultationId, FollowUp] = field(default_factory=dict)
    reminders: dict[ClinicId, dict[MobileId, str]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)


class FakeStore:
    """``clinic.ports.Store`` over one ``Kept``."""

    def __init__(self) -> None:
        self.kept = Kept()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["FakeRecords"]:
        yield FakeRecords(self.kept)

    glancing = reading

    @asynccontextmanager
    async def writing(self) -> AsyncIterator["FakeRecords"]:
        tried = Kept(**{name: copy.copy(getattr(self.kept, name)) for name in Kept.__dataclass_fields__})
        yield FakeRecords(tried)
        self.kept = tried


class FakeRecords:
    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.audit = FakeAudit(kept)
        self.blocks = FakeBlocks(kept)
        self.clinics = FakeClinics(kept)
        self.consents = FakeConsents(kept)
        self.consultations = FakeConsultations(kept)
        self.duties = FakeDuties(kept)
        self.facilities = FakeFacilities()
        self.follow_ups = FakeFollowUps(kept)
        self.intakes = FakeIntakes()
        self.notices = FakeNotices(kept)
        self.patients = FakePatients()
        self.staff = FakeStaff()
        self.waiting_times = FakeWaitingTimes()


@dataclass
class FakeAudit:
    kept: Kept

    async def append(self, event: Event) -> None:
        self.kept.events = [*self.kept.events, event]

    async def append_all(self, events: Sequence[Event]) -> None:
        self.kept.events = [*self.kept.events, *events]


@dataclass
class FakeNotices:
    kept: Kept

    async def add(self, notice: Notice) -> bool:
        self.kept.notices = [*self.kept.notices, notice]
        return True

    async def drop(self, consultation: ConsultationId, kinds: Collection[Kind]) -> int:
        gone = [one for one in self.kept.notices if one.consultation == consultation and one.kind in kinds]
        self.kept.notices = [one for one in self.kept.notices if one not in gone]
        return len(gone)


@dataclass
class FakeConsents:
    kept: Kept

    async def add_consent(self, consent: Consent) -> None:
        self.kept.consents = [*self.kept.consents, consent]


class FakeIntakes:
    async def get(self, consultation: ConsultationId) -> Intake | None:
        return Intake(caller=Caller(relation="self", patient_beside=True))

    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Intake]:
        return {}


class FakeWaitingTimes:
    """Promises are measured elsewhere."""

    async def add(self, *_: Any) -> None: ...

    async def resolve(self, *_: Any) -> None: ...


class FakeFacilities:
    async def get(self, facility: FacilityId) -> Facility | None:
        return Facility(FacilityId(FACILITY), "HUB", "Hub", "hub", None, MAHARASHTRA, "Pune")

    async def ancestors(self, facility: FacilityId) -> list[Facility]:
        return []

    async def by_codes(self, codes: Collection[str]) -> Mapping[str, Facility]:
        return {}

    async def names(self, wanted: Collection[str]) -> Mapping[str, str]:
        return dict.fromkeys(wanted, "Hub")


class FakePatients:
    """Everybody is there: a grown woman of the household that asks."""

    async def find(self, patient: PatientId) -> Patient | None:
        return Patient(patient, "Asha", BirthDate(date(1990, 1, 1)), "female", "self", 0.0, 0.0)

    async def find_in_household(self, patient: PatientId, mobile: MobileId) -> Patient | None:
        return await self.find(patient)

    async def some(self, asked: Collection[PatientId]) -> Mapping[PatientId, Patient]:
        return {one: found for one in asked if (found := await self.find(one))}

    async def ids(self, patient: PatientId) -> Sequence[PatientId]:
        return [patient]

    async def attend(self, patient: Patient, facility: str, now: float) -> bool:
        return True


class FakeApplications:
    async def get(self, staff: StaffId) -> Application | None:
        held = Registration("maharashtra-medical", "2011/04/1", 2011, "MBBS", System.ALLOPATHY, "general")
        return Application(staff, held, Profile(("hi",), Gender.FEMALE), 0.0)


class FakeStaff:
    applications = FakeApplications()

    async def get(self, staff: StaffId) -> Account | None:
        return Account(staff, "", "Dr Rao", Status.VERIFIED, (Assignment(Role.DOCTOR, FACILITY),))

    async def some(self, ids: Sequence[StaffId]) -> Sequence[Account]:
        return [found for one in ids if (found := await self.get(one))]


@dataclass
class FakeBlocks:
    kept: Kept

    async def add(self, doctor: StaffId, patient: PatientId, by: str, reason: str, now: float) -> None:
        self.kept.blocks = {*self.kept.blocks, (doctor, patient)}

    async def patients_of(self, doctor: StaffId) -> frozenset[PatientId]:
        return frozenset(patient for one, patient in self.kept.blocks if one == doctor)


@dataclass
class FakeFollowUps:
    kept: Kept

    async def book(self, follow_up: FollowUp) -> None:
        self.kept.follow_ups[follow_up.consultation] = follow_up

    async def of_patients(self, patients: Collection[PatientId], since: str) -> Sequence[FollowUp]:
        return [one for one in self.kept.follow_ups.values() if one.patient in patients and one.day >= since]


@dataclass
class FakeClinics:
    kept: Kept

    async def add(self, clinic: Clinic) -> None:
        self.kept.clinics[clinic.id] = clinic

    async def get(self, clinic: ClinicId) -> Clinic | None:
        return self.kept.clinics.get(clinic)

    async def hold(self, clinic: ClinicId) -> Clinic | None:
        return self.kept.clinics.get(clinic)

    async def save(self, clinic: Clinic) -> None:
        self.kept.clinics[clinic.id] = clinic

    async def give_number(self, clinic: ClinicId, day: str, number: int) -> None:
        self.kept.clinics[clinic] = replace(self.kept.clinics[clinic], token_day=day, token_last=number)

    async def of_states(self) -> Sequence[Clinic]:
        return [one for one in self.kept.clinics.values() if one.ended_at is None]

    async def of_facilities(self, facilities: Collection[str] | None) -> Sequence[Clinic]:
        return await self.of_states()

    async def doctors(self, clinic: ClinicId) -> Sequence[StaffId]:
        return sorted(self.kept.rosters.get(clinic, set()))

    async def set_doctors(self, clinic: ClinicId, doctors: Collection[StaffId]) -> None:
        self.kept.rosters[clinic] = set(doctors)

    async def of_doctor(self, doctor: StaffId) -> Sequence[Clinic]:
        return [one for one in await self.of_states() if doctor in self.kept.rosters.get(one.id, set())]

    async def remind(self, clinic: ClinicId, mobile: MobileId, language: str, now: float) -> None:
        self.kept.reminders.setdefault(clinic, {})[mobile] = language

    async def take_reminders(self, clinic: ClinicId) -> Sequence[tuple[MobileId, str]]:
        return list(self.kept.reminders.pop(clinic, {}).items())


@dataclass
class FakeDuties:
    kept: Kept

    async def get(self, doctor: StaffId) -> Duty | None:
        return self.kept.duties.get(doctor)

    async def put(self, duty: Duty) -> None:
        self.kept.duties[duty.doctor] = duty

    async def set_busy(self, doctor: StaffId, since: float | None) -> None:
        if doctor in self.kept.duties:
            self.kept.duties[doctor] = replace(self.kept.duties[doctor], busy_since=since)

    async def of_clinic(self, clinic: ClinicId) -> Sequence[Duty]:
        at_work = (one for one in self.kept.duties.values() if one.state is not DutyState.OFF)
        return [one for one in at_work if one.clinic == clinic]

    async def counts(self) -> Mapping[ClinicId, int]:
        return {}

    async def touch(self, doctors: Collection[StaffId], now: float) -> None:
        for one in doctors:
            if one in self.kept.duties:
                self.kept.duties[one] = replace(self.kept.duties[one], seen_at=now)

    async def silent(self, before: float) -> Sequence[Duty]:
        return [one for one in self.kept.duties.values() if one.state is DutyState.ON and one.seen_at < before]


@dataclass
class FakeConsultations:
    kept: Kept

    async def add(self, consultation: Consultation, step: Step) -> bool:
        others = self.kept.consultations.values()
        if any(one.live_key is not None and one.live_key == consultation.live_key for one in others):
            return False
        self.kept.consultations[consultation.id] = consultation
        self.kept.steps = [*self.kept.steps, (consultation.id, step)]
        return True

    async def get(self, consultation: ConsultationId) -> Consultation | None:
        return self.kept.consultations.get(consultation)

    async def save(self, before: Consultation, after: Consultation, step: Step | None = None) -> bool:
        if self.kept.consultations[before.id].state is not before.state:
            return False
        known = self.kept.consultations[before.id]
        self.kept.consultations[before.id] = replace(known, **changed_fields(before, after))
        if step is not None:
            self.kept.steps = [*self.kept.steps, (after.id, step)]
        return True

    async def by_key(self, mobile: MobileId, key: str) -> Consultation | None:
        return next((one for one in self._all() if (one.mobile, one.key) == (mobile, key)), None)

    async def live_of(self, patient: PatientId, clinic: ClinicId) -> Consultation | None:
        return next((one for one in self._all() if one.live_key == f"{patient}:{clinic}"), None)

    async def of_mobile(self, mobile: MobileId, since: float) -> Sequence[Consultation]:
        return [one for one in self._all() if one.mobile == mobile]

    async def of_patient(self, patients: Collection[PatientId], limit: int) -> Sequence[Consultation]:
        return [one for one in self._all() if one.patient in patients and one.state in SEEN]

    async def waiting(self, clinic: ClinicId) -> Sequence[Consultation]:
        waiting = [one for one in self._all() if one.clinic == clinic and one.state is State.WAITING]
        return sorted(waiting, key=lambda one: (one.rank, one.id))

    async def line(self, clinic: ClinicId) -> Sequence[InLine]:
        ordered = sorted(await self.waiting(clinic), key=lambda one: (not one.urgent, one.rank))
        return [InLine(one.id, one.number, one.mobile) for one in ordered]

    async def queue_end(self, clinic: ClinicId) -> QueueEnd:
        waiting = await self.waiting(clinic)
        return QueueEnd(len(waiting), waiting[-1].rank if waiting else -1.0)

    async def waiting_counts(self) -> Mapping[ClinicId, int]:
        return {}

    async def requested(self, clinic: ClinicId, day: str) -> Sequence[Consultation]:
        asked = [one for one in self._all() if one.state is State.REQUESTED and (one.clinic, one.day) == (clinic, day)]
        return sorted(asked, key=lambda one: (one.rank, one.id))

    async def in_hands_of(self, doctor: StaffId) -> Consultation | None:
        return next((one for one in self._all() if one.doctor == doctor and one.state in WITH_DOCTOR), None)

    async def with_doctors(self, clinic: ClinicId) -> Sequence[Consultation]:
        return [one for one in self._all() if one.clinic == clinic and one.state in WITH_DOCTOR]

    async def unsigned_of(self, doctor: StaffId) -> Sequence[Consultation]:
        return [one for one in self._all() if one.doctor == doctor and one.state is State.ENDED]

    async def asked_of(self, doctor: StaffId, clinics: Collection[ClinicId]) -> Sequence[Consultation]:
        return [one for one in self._all() if one.asked_doctor == doctor or one.asked_clinic in clinics]

    async def given_on(self, clinic: ClinicId, day: str) -> int:
        return sum((one.clinic, one.day) == (clinic, day) for one in self._all())

    async def see(self, mobiles: Collection[MobileId], now: float) -> None:
        for one in self._all():
            if one.mobile in mobiles and one.state in LIVE:
                self.kept.consultations[one.id] = replace(one, seen_at=now)

    async def pending(self) -> Sequence[Pending]:
        found = [one for one in self._all() if one.state in WITH_DOCTOR]
        telephones = [Pending(one.id, one.state, "telephone", one.telephone_at) for one in found if one.telephone_at]
        deadlines = [Pending(one.id, one.state, "deadline", one.deadline_at) for one in found if one.deadline_at]
        return [*telephones, *deadlines]

    async def steps(self, consultation: ConsultationId) -> Sequence[Step]:
        return [step for one, step in self.kept.steps if one == consultation]

    def _all(self) -> list[Consultation]:
        return list(self.kept.consultations.values())
