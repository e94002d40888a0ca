"""Whose patient it is: the household's that is signed in, or the facility's whose staff acts."""

from typing import Protocol

from clinic.actors import Actor
from clinic.patients.patient import MobileId, Patient, PatientId, PatientNotYours, is_id
from clinic.patients.ports import PatientRecords
from rooms.ports import Refusal


class Records(Protocol):
    @property
    def patients(self) -> PatientRecords: ...


async def patient_of(records: Records, patient: PatientId, actor: Actor) -> Patient:
    """The patient as she is now, after merging. Raises ``PatientNotYours``."""
    found = await _found(records, patient, actor) if is_id(patient) else None
    if found is None:
        raise PatientNotYours(patient)
    return found


async def _found(records: Records, patient: PatientId, actor: Actor) -> Patient | None:
    if actor.kind == "patient":
        return await records.patients.find_in_household(patient, MobileId(actor.id))
    if actor.kind == "staff" and actor.facility is not None:
        return await records.patients.find_in_facility(patient, actor.facility)
    return None


def check_staff(actor: Actor) -> str:
    """The facility for which she acts. Raises ``Refusal``."""
    if actor.kind != "staff" or actor.facility is None:
        raise Refusal("staff_of_facility_only", "Only the staff of a health facility can do this.")
    return actor.facility
