"""What the people of a clinic are told as it happens: a notice in the transaction of the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clinic.consultation.consultation import Consultation
from clinic.notification.notice import RULES, Kind, Value, notice
from clinic.opd.clinic import Clinic
from clinic.opd.ports import Records
from clinic.patients.patient import MobileId
from clinic.staff.account import StaffId


@dataclass(frozen=True, slots=True)
class DoctorShown:
    """Who she is, as the patient must be told: Telemedicine Practice Guidelines 2020, section 3.2."""

    id: StaffId
    name: str
    qualification: str
    council: str
    registration_number: str


async def doctor_shown(records: Records, doctor: StaffId) -> DoctorShown:
    account = await records.staff.get(doctor)
    application = await records.staff.applications.get(doctor)
    held = None if application is None else application.registration
    name = "" if account is None else account.name
    if held is None:
        return DoctorShown(doctor, name, "", "", "")
    return DoctorShown(doctor, name, held.qualification, held.council, held.number)


async def tell(
    records: Records,
    kind: Kind,
    one: Consultation,
    clinic: Clinic,
    now: float,
    doctor: StaffId | None = None,
    due_at: float | None = None,
    **values: Value,
) -> None:
    """The household of this token; ``due_at``: not before."""
    known: dict[str, Value] = {"number": one.number, "clinic": clinic.name, **values}
    if doctor is not None:
        shown = await doctor_shown(records, doctor)
        known |= {
            "doctor": shown.name,
            "qualification": shown.qualification,
            "registration": shown.registration_number,
        }
    wanted: dict[str, Any] = {name: known[name] for name in RULES[kind].values}
    await records.notices.add(notice(kind, one.mobile, one.language, now, consultation=one.id, due_at=due_at, **wanted))


async def tell_opened(records: Records, clinic: Clinic, reminders: Sequence[tuple[MobileId, str]], now: float) -> None:
    """Those who wanted to be told."""
    for mobile, language in reminders:
        await records.notices.add(notice(Kind.CLINIC_OPENED, mobile, language, now, clinic=clinic.name))


async def tell_paused(records: Records, clinic: Clinic, waiting: Sequence[Consultation], now: float) -> None:
    for one in waiting:
        await tell(records, Kind.CLINIC_PAUSED, one, clinic, now)
