"""One clinic with its doctors, a family, and a consultation in any state."""

from dataclasses import dataclass, field, replace
from typing import Any

from clinic.actors import Actor
from clinic.audit.chain import Entry
from clinic.consultation.consultation import Consultation, ConsultationId, Step
from clinic.consultation.icd10 import Coded, Everyday, Icd10, Index
from clinic.consultation.lifecycle import State
from clinic.opd.clinic import Clinic, ClinicId, Phase
from clinic.opd.events import DomainEvent
from clinic.opd.hours import Hours, Span, indian_day
from clinic.patients.patient import MobileId, NewPatient, Patient, new_id
from clinic.places.states import StateCode
from clinic.staff.account import Role, StaffId
from clinic.uploads.limits import Purpose
from clinic.uploads.upload import Upload, UploadId
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.patients.people import ASHA, HERE, NUMBER, clinic_of, holder_of
from tests.unit.clinic.staff.builders import HUB, OTHER_SPOKE, employ, found_facilities

DOCTOR, COLLEAGUE, ELSEWHERE = (StaffId(sign * 32) for sign in "abc")
OPD = ClinicId("e" * 32)
HOURS = Hours(tuple(Span(day, "09:00", "17:00") for day in range(7)))
MEDIA_TYPES: dict[Purpose, str] = {"document": "application/pdf", "photo": "image/jpeg", "voice": "audio/ogg"}
CODES = (
    Coded("A09.9", "Gastroenteritis and colitis of unspecified origin"),
    Coded("R50.9", "Fever, unspecified"),
    Coded("R05", "Cough"),
)


def doctor(who: StaffId = DOCTOR) -> Actor:
    """As she is known before it is clear for which facility she acts."""
    return Actor("staff", who, HUB, HERE)


def small_icd10() -> Icd10:
    return Icd10(lambda: Index(CODES, [Everyday("R50.9", ("bukhar",))]))


@dataclass
class Opd:
    """``holder``: the family's mobile. ``told``: what was published."""

    store: Store
    clock: Clock
    patient: Patient
    holder: Actor
    told: list[DomainEvent] = field(default_factory=list)

    def publish(self, events: Any) -> None:
        self.told += events

    async def consultation(self, state: State = State.WAITING, **otherwise: Any) -> Consultation:
        """Of the family's patient, with the doctor where somebody has her by then."""
        now = self.clock.now
        has_doctor = state not in (State.REQUESTED, State.WAITING, State.WITHDRAWN, State.CANCELLED)
        one = Consultation(
            id=ConsultationId(new_id()),
            clinic=OPD,
            day=indian_day(now),
            number=7,
            patient=self.patient.id,
            mobile=MobileId(self.holder.id),
            state=state,
            rank=0.0,
            language="hi",
            mode="video",
            requested_at=now,
            key=new_id(),
            doctor=DOCTOR if has_doctor else None,
            ended_at=now if state in (State.ENDED, State.CLOSED, State.REFERRED) else None,
        )
        one = replace(one, **otherwise)
        async with self.store.writing() as records:
            assert await records.consultations.add(one, Step("taken", None, state, now, "patient", one.mobile, {}))
        return one

    async def move(self, one: Consultation, **changes: Any) -> Consultation:
        """By force, as no service would."""
        after = replace(one, **changes)
        async with self.store.writing() as records:
            assert await records.consultations.save(one, after)
        return after

    async def now(self, one: Consultation) -> Consultation:
        async with self.store.reading() as records:
            found = await records.consultations.get(one.id)
        assert found is not None
        return found

    async def entries(self) -> list[Entry]:
        """Of the audit, in the order of time."""
        async with self.store.reading() as records:
            chains = [head.chain for head in await records.audit.heads()]
            found = [entry for chain in chains for entry in await records.audit.entries(chain, limit=1000)]
        return sorted(found, key=lambda entry: entry.at)

    async def actions(self) -> list[str]:
        """What was done with consultations and what belongs to them."""
        subjects = ("consultation:", "result:")
        return [entry.action for entry in await self.entries() if entry.subject.startswith(subjects)]


async def uploaded(opd: Opd, actor: Actor, purpose: Purpose = "document", size: int = 1_000) -> UploadId:
    """A file that was sent by her and checked."""
    upload = UploadId(new_id())
    owner, media_type = f"{actor.kind}:{actor.id}", MEDIA_TYPES[purpose]
    expires_at = opd.clock.now + 3_600
    async with opd.store.writing() as records:
        await records.uploads.add(
            Upload(upload, owner, purpose, media_type, size, "0" * 64, size, expires_at, "finished")
        )
    return upload


async def opd_of(store: Store, clock: Clock, told: NewPatient = ASHA) -> Opd:
    """A hub with a clinic, two doctors on its roster and one who works elsewhere."""
    await found_facilities(store)
    for who, place in ((DOCTOR, HUB), (COLLEAGUE, HUB), (ELSEWHERE, OTHER_SPOKE)):
        await employ(store, who[0], Role.DOCTOR, place)
    people = clinic_of(store, clock)
    holder = holder_of((await people.family(NUMBER)).mobile)
    patient = (await people.registered(told))[1]
    async with store.writing() as records:
        await records.clinics.add(a_clinic())
        await records.clinics.set_doctors(OPD, [DOCTOR, COLLEAGUE])
    return Opd(store, clock, patient, holder)


def a_clinic() -> Clinic:
    return Clinic(
        id=OPD,
        facility=HUB,
        state=StateCode(27),
        speciality="general_medicine",
        name="General OPD",
        languages=("hi", "mr"),
        hours=HOURS,
        capacity=100,
        limit_seconds=900,
        most_waiting=50,
        phase=Phase.OPEN,
    )


async def another_family(opd: Opd) -> Actor:
    """Of another number, with a patient of its own."""
    people = clinic_of(opd.store, opd.clock)
    return (await people.registered(NewPatient("Sita Bai", "female", age_years=50), "+919876500000"))[0]  # type: ignore[arg-type]
