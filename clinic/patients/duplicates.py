"""One person registered twice: staff merge the records, and can take that back. Nothing is moved, so nothing is lost.

A merge is an edge from the duplicate to the kept one. Whom a record is part of follows from the edges alone.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.patients.belonging import check_staff, patient_of
from clinic.patients.patient import Patient, PatientId, PatientNotYours, is_id
from clinic.patients.ports import PatientRecords
from clinic.patients.wording import line
from clinic.ports import Store
from rooms.ports import Refusal

REASON_LENGTH = 500


class Records(Protocol):
    @property
    def patients(self) -> PatientRecords: ...
    @property
    def audit(self) -> AuditTrail: ...


class Duplicates:
    """``wall_clock`` gives seconds since 1970 UTC. Both patients must be of the facility of the staff who acts."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def merge(self, kept: PatientId, duplicate: PatientId, actor: Actor, reason: str) -> Patient:
        """From now on whoever asks for the duplicate gets the kept one. Raises ``Refusal``."""
        check_staff(actor)
        reason = line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            for patient in (kept, duplicate):
                await patient_of(records, patient, actor)
            into = await _target(records, kept, duplicate)
            await records.patients.add_merge(into, duplicate, self._wall_clock())
            await records.audit.append(_event("patient.merged", duplicate, into, actor, reason))
            return await patient_of(records, into, actor)

    async def merged_into(self, kept: PatientId, actor: Actor) -> tuple[Patient, ...]:
        """The records that are part of hers, as they were; each can be taken apart. Raises ``PatientNotYours``."""
        async with self._store.reading() as records:
            found = await patient_of(records, kept, actor)
            return await records.patients.merged_records(found.id)

    async def unmerge(self, duplicate: PatientId, actor: Actor, reason: str) -> Patient:
        """Both are again as they were, whatever was merged before or after. Raises ``Refusal``."""
        check_staff(actor)
        reason = line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            await patient_of(records, duplicate, actor)
            whole = (await records.patients.lock([duplicate])).get(duplicate, duplicate)
            await records.patients.lock([whole])
            edges = await records.patients.merges_into(whole)
            if duplicate not in edges:
                raise Refusal("not_merged", "This patient was not merged into another one.")
            await records.patients.undo_merge(duplicate, self._wall_clock())
            await records.patients.point(without(edges, duplicate), at=duplicate)
            await records.patients.point([duplicate], at=None)
            await records.audit.append(_event("patient.unmerged", duplicate, edges[duplicate], actor, reason))
            return await patient_of(records, duplicate, actor)


def without(edges: Mapping[PatientId, PatientId], duplicate: PatientId) -> list[PatientId]:
    """The records that go with the duplicate when it leaves: those that were merged into it, directly or not."""
    return [patient for patient in edges if patient != duplicate and duplicate in _way(edges, patient)]


def _way(edges: Mapping[PatientId, PatientId], patient: PatientId) -> list[PatientId]:
    way = [patient]
    while way[-1] in edges:
        way.append(edges[way[-1]])
    return way


async def _target(records: Records, kept: PatientId, duplicate: PatientId) -> PatientId:
    """Read after locking: somebody else may have merged either of them just now."""
    parts = await records.patients.lock([kept, duplicate])
    for patient in (kept, duplicate):
        if patient not in parts or not is_id(patient):
            raise PatientNotYours(patient)
    if parts[kept] == parts[duplicate]:
        raise Refusal("same_patient", "These are one patient already.")
    if parts[duplicate] != duplicate:
        raise Refusal("already_merged", "This patient was merged into another one.")
    return parts[kept]


def _event(action: str, duplicate: PatientId, kept: PatientId, actor: Actor, reason: str) -> Event:
    return Event(action, actor, f"patient:{duplicate}", patient=kept, reason=reason)
