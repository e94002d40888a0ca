"""What a doctor needs to know beside her patient: colleagues at work, by what the patient is known, the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from clinic.consultation.consultation import ConsultationId
from clinic.opd.calling import in_hands
from clinic.opd.changes import ConsultationUnknown
from clinic.opd.clinic import Clinic, Duty
from clinic.opd.ports import Records as OpdRecords
from clinic.patients.patient import BirthDate, Patient, indian_date
from clinic.patients.ports import MobileRecords
from clinic.ports import Store
from clinic.staff.account import StaffId
from clinic.telephone.call import Call
from clinic.telephone.ports import CallRecords

MOBILE_DIGITS = 4
MOST_CLINICS = 60
"""So many clinics are looked into for colleagues."""


class Records(OpdRecords, Protocol):
    @property
    def mobiles(self) -> MobileRecords: ...
    @property
    def telephone_calls(self) -> CallRecords: ...


@dataclass(frozen=True, slots=True)
class Colleague:
    """At work in that clinic, or on a break."""

    id: StaffId
    name: str
    clinic: Clinic
    state: Literal["on", "break"]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a patient can be asked for (Telemedicine Practice Guidelines 2020, section 3.2). ``mobile_end``: digits."""

    name: str
    age_years: int
    birth_date: date | None
    mobile_end: str | None
    address: str | None


class Beside:
    def __init__(self, store: Store[Records]) -> None:
        self._store = store

    async def colleagues(self, doctor: StaffId) -> list[Colleague]:
        """Of the clinics of her states where somebody is on duty, by name."""
        async with self._store.reading() as records:
            states = {one.state for one in await records.clinics.of_doctor(doctor)}
            counts = await records.duties.counts()
            where = [one for one in await records.clinics.of_states() if one.state in states and counts.get(one.id)]
            found = [(one, duty) for one in where[:MOST_CLINICS] for duty in await records.duties.of_clinic(one.id)]
            others = [(clinic, duty) for clinic, duty in found if duty.doctor != doctor]
            accounts = {one.id: one.name for one in await records.staff.some(sorted({d.doctor for _, d in others}))}
        known = [_colleague(clinic, duty, accounts[duty.doctor]) for clinic, duty in others if duty.doctor in accounts]
        return sorted(known, key=lambda one: one.name)

    async def identity(self, doctor: StaffId, consultation: ConsultationId, now: float) -> Identity:
        """Of a patient of hers. ``now``: seconds since 1970 UTC. Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            known = await in_hands(records, consultation, doctor)
            patient = await records.patients.find(known.patient)
            if patient is None:
                raise ConsultationUnknown
            mobile = await records.mobiles.get(known.mobile) if known.mobile else None
        return Identity(
            name=patient.name,
            age_years=patient.birth.age_years(indian_date(now)),
            birth_date=patient.birth.on if isinstance(patient.birth, BirthDate) else None,
            mobile_end=None if mobile is None else str(mobile.number)[-MOBILE_DIGITS:],
            address=_address(patient),
        )

    async def calls(self, doctor: StaffId, consultation: ConsultationId) -> Sequence[Call]:
        """By telephone, the oldest first. Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            known = await in_hands(records, consultation, doctor)
            return await records.telephone_calls.of(known.id)


def _colleague(clinic: Clinic, duty: Duty, name: str) -> Colleague:
    return Colleague(duty.doctor, name, clinic, "on" if duty.state.value == "on" else "break", duty.languages)


def _address(patient: Patient) -> str | None:
    return ", ".join(one for one in (patient.address, patient.district, patient.pin_code) if one) or None
