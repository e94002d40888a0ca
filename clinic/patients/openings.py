"""Who opened a patient's record, for herself to see; and opening one from outside of her facilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor
from clinic.facilities.facility import Facility, FacilityId
from clinic.patients.belonging import patient_of
from clinic.patients.patient import Patient, PatientId, PatientNotYours, is_id
from clinic.patients.ports import PatientRecords
from clinic.ports import Store
from clinic.staff.account import Account, StaffId

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """``by``: the role of whoever did it, else her kind. ``facility``: the name of the one for which she acted."""

    at: float
    by: str
    action: str
    facility: str | None


class Entry(Protocol):
    @property
    def at(self) -> float: ...
    @property
    def action(self) -> str: ...
    @property
    def actor(self) -> Actor: ...


class PatientAudit(Protocol):
    async def of_patient(self, patient: str, limit: int) -> Sequence[Entry]: ...


class StaffRecords(Protocol):
    async def some(self, ids: Sequence[StaffId]) -> Sequence[Account]: ...


class FacilityRecords(Protocol):
    async def get(self, facility: FacilityId) -> Facility | None: ...


class Records(Protocol):
    @property
    def audit(self) -> PatientAudit: ...
    @property
    def facilities(self) -> FacilityRecords: ...
    @property
    def staff(self) -> StaffRecords: ...
    @property
    def patients(self) -> PatientRecords: ...


class Openings:
    """Whoever asks for another's record has been permitted before."""

    def __init__(self, store: Store[Records]) -> None:
        self._store = store

    async def of(self, patient: PatientId, actor: Actor) -> list[Opening]:
        """The newest first. Raises ``PatientNotYours``."""
        async with self._store.reading() as records:
            found = await patient_of(records, patient, actor)
            parts = await records.patients.ids(found.id)
            entries = [entry for part in parts for entry in await records.audit.of_patient(part, MOST_SHOWN)]
            entries.sort(key=lambda entry: -entry.at)
            shown = entries[:MOST_SHOWN]
            roles, names = await _roles(records, shown), await _names(records, shown)
        return [_opening(entry, roles, names) for entry in shown]

    async def facility_of(self, patient: PatientId) -> str | None:
        """Where she was last; ``None`` where nowhere yet. Raises ``PatientNotYours`` where there is no such patient."""
        async with self._store.reading() as records:
            found = await _known(records, patient)
            attended = await records.patients.attendances(found.id)
        return max(attended, key=lambda one: one.since).facility if attended else None

    async def record(self, patient: PatientId) -> Patient:
        """Raises ``PatientNotYours`` where there is no such patient."""
        async with self._store.reading() as records:
            return await _known(records, patient)


async def _known(records: Records, patient: PatientId) -> Patient:
    found = await records.patients.find(patient) if is_id(patient) else None
    if found is None:
        raise PatientNotYours(patient)
    return found


async def _roles(records: Records, entries: Sequence[Entry]) -> Mapping[str, str]:
    staff = sorted({entry.actor.id for entry in entries if entry.actor.kind == "staff"})
    accounts = await records.staff.some([StaffId(one) for one in staff])
    return {one.id: one.assignments[0].role.value for one in accounts if one.assignments}


async def _names(records: Records, entries: Sequence[Entry]) -> Mapping[str, str]:
    ids = sorted({entry.actor.facility for entry in entries if entry.actor.facility})
    found = [await records.facilities.get(FacilityId(one)) for one in ids]
    return {one.id: one.name for one in found if one is not None}


def _opening(entry: Entry, roles: Mapping[str, str], names: Mapping[str, str]) -> Opening:
    by = roles.get(entry.actor.id, entry.actor.kind)
    return Opening(entry.at, by, entry.action, names.get(entry.actor.facility or ""))
