"""Signed prescriptions, for those who may read them: the household, the doctors who treat her, and where she attends.

Nothing unsigned is ever among them.
"""

from collections.abc import Collection, Sequence
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.consultation.consultation import ConsultationId
from clinic.opd.changes import ConsultationUnknown
from clinic.opd.ports import ConsultationRecords
from clinic.patients.belonging import patient_of
from clinic.patients.patient import MobileId, PatientId, is_id
from clinic.patients.ports import PatientRecords
from clinic.ports import Store
from clinic.prescription.ports import PrescriptionRecords
from clinic.prescription.prescription import Prescription, PrescriptionId
from rooms.ports import Refusal

MOST_SHOWN = 100
MOST_CONSULTATIONS = 100


class PrescriptionUnknown(Refusal):
    """Unknown, unsigned or another's: whoever asks is not told which."""

    def __init__(self) -> None:
        super().__init__("prescription_unknown", "There is no such prescription on your list.")


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def consultations(self) -> ConsultationRecords: ...
    @property
    def patients(self) -> PatientRecords: ...
    @property
    def prescriptions(self) -> PrescriptionRecords: ...


class Released:
    def __init__(self, store: Store[Records]) -> None:
        self._store = store

    async def of_household(self, actor: Actor) -> Sequence[Prescription]:
        """The newest first; none while the number is doubted, since it may be somebody else's by now."""
        mobile = MobileId(actor.id)
        async with self._store.reading() as records:
            hers = [one.id for one in await records.patients.of_household(mobile)]
            if not hers or await records.patients.find_in_household(hers[0], mobile) is None:
                return []
            return await _of(records, hers)

    async def of_patient(self, patient: PatientId, actor: Actor) -> Sequence[Prescription]:
        """By her household or by staff where she attends, whose look is audited. Raises ``PatientNotYours``."""
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            if actor.kind == "staff":
                subject = f"patient:{found.id}"
                await records.audit.append(Event("prescriptions.listed", actor, subject, patient=found.id))
            return await _of(records, [found.id])

    async def of_consultations_patient(self, consultation: ConsultationId, actor: Actor) -> Sequence[Prescription]:
        """For the doctor who has her now: to repeat from. Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            known = await records.consultations.get(consultation) if is_id(consultation) else None
            if known is None or actor.kind != "staff" or known.doctor != actor.id:
                raise ConsultationUnknown
            return await _of(records, [known.patient])

    async def one(self, prescription: PrescriptionId, actor: Actor) -> Prescription:
        """That staff has opened it stands in the audit. Raises ``PrescriptionUnknown``."""
        async with self._store.writing() if actor.kind == "staff" else self._store.reading() as records:
            found = await records.prescriptions.get(prescription) if is_id(prescription) else None
            if found is None or not await _may_read(records, found, actor):
                raise PrescriptionUnknown
            if actor.kind == "staff":
                subject = f"prescription:{found.id}"
                await records.audit.append(Event("prescription.opened", actor, subject, patient=found.patient))
        return found


async def _of(records: Records, patients: Collection[PatientId]) -> Sequence[Prescription]:
    """Of those who were merged into them too."""
    every = [part for one in patients for part in await records.patients.ids(one)]
    return await records.prescriptions.of_patients(every, MOST_SHOWN) if every else []


async def _may_read(records: Records, found: Prescription, actor: Actor) -> bool:
    if actor.kind == "patient":
        return await records.patients.find_in_household(found.patient, MobileId(actor.id)) is not None
    if actor.kind != "staff":
        return False
    return actor.id == found.doctor or await _attends(records, found, actor) or await _treats(records, found, actor)


async def _attends(records: Records, found: Prescription, actor: Actor) -> bool:
    """She comes to the facility for which the staff acts: a health worker prints it for her."""
    if actor.facility is None:
        return False
    return await records.patients.find_in_facility(found.patient, actor.facility) is not None


async def _treats(records: Records, found: Prescription, actor: Actor) -> bool:
    """One of her doctors."""
    parts = await records.patients.ids(found.patient)
    every = await records.consultations.of_patient(parts, MOST_CONSULTATIONS)
    return any(one.doctor == actor.id for one in every)
