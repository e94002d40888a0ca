"""Who opened a patient's record, for herself to see; and opening one from outside of her facilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor
from clinic.patients.belonging import patient_of
from clinic.patients.patient import Patient, PatientId, PatientNotYours, is_id
from clinic.patients.ports import PatientRecords
from clinic.ports import Store

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """``by``: the kind of whoever did it. ``facility``: for which one she acted."""

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


class Records(Protocol):
    @property
    def audit(self) -> PatientAudit: ...
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
        return [_opening(entry) for entry in entries[:MOST_SHOWN]]

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


def _opening(entry: Entry) -> Opening:
    return Opening(entry.at, entry.actor.kind, entry.action, entry.actor.facility)
