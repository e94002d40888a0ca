"""All that a prescription of one consultation rests on, read in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.intake import NOTHING_TOLD, Intake
from clinic.consultation.lifecycle import TALKING, State
from clinic.consultation.note import Note, blank
from clinic.facilities.facility import Facility, FacilityId
from clinic.opd.changes import ConsultationUnknown, clinic_of
from clinic.opd.clinic import Clinic
from clinic.opd.ports import Records as OpdRecords
from clinic.patients.patient import Patient, PatientId, is_id
from clinic.prescription import draft as drafts
from clinic.prescription.case import Case, Participant, Sighting
from clinic.prescription.draft import Draft, Fields
from clinic.prescription.lifecycle import State as Standing
from clinic.prescription.ports import PrescriptionRecords
from clinic.prescription.prescription import Prescription
from clinic.prescription.sightings import SightingRecords
from clinic.prescription.unlisted import UnlistedRecords
from clinic.staff.account import StaffId
from clinic.staff.application import Registration

WRITTEN_WHILE = TALKING | {State.CALLED, State.ENDED, State.CLOSED, State.REFERRED}
SIGNED_WHILE = WRITTEN_WHILE - {State.CALLED}


class NotesRead(Protocol):
    async def get(self, consultation: ConsultationId) -> Note | None: ...


class Records(OpdRecords, Protocol):
    @property
    def notes(self) -> NotesRead: ...
    @property
    def prescriptions(self) -> PrescriptionRecords: ...
    @property
    def sightings(self) -> SightingRecords: ...
    @property
    def unlisted_medicines(self) -> UnlistedRecords: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """``signed``: what was signed of it before, the newest first. ``doctor_name`` and ``registration``: hers."""

    consultation: Consultation
    clinic: Clinic
    facility: Facility | None
    patient: Patient
    intake: Intake
    note: Note
    doctor_name: str
    registration: Registration | None
    sighting: Sighting
    draft: Draft
    signed: Sequence[Prescription]
    follow_up: str

    @property
    def standing(self) -> Sequence[Prescription]:
        return [one for one in self.signed if one.state is Standing.SIGNED]

    @property
    def is_locked(self) -> bool:
        """One stands, nothing of it was held, and no amendment was begun."""
        return bool(self.standing) and not self.draft.amends and not self.draft.fields.lines

    def case(self, fields: Fields, today: date) -> Case:
        return Case(
            today=today,
            patient=self.patient,
            intake=self.intake,
            system=None if self.registration is None else self.registration.system,
            asks=_asks(self.intake),
            line="video" if self.consultation.mode == "video" else "audio",
            sighting=self.sighting,
            in_person=fields.in_person,
            has_diagnosis=bool(self.note.fields.diagnoses),
            weight_kg=fields.vitals.weight_kg or self.intake.weight_kg,
        )

    def texts(self, fields: Fields) -> Mapping[str, str]:
        """What is written freely and reaches the patient, by the names of the fields."""
        written = {name: getattr(fields, name) for name in drafts.TEXT_FIELDS}
        titles = "\n".join(one.title for one in self.note.fields.diagnoses)
        return written | {
            "advice": self.note.fields.advice,
            "follow_up": self.note.fields.follow_up,
            "diagnoses": titles,
        }


async def gather(records: Records, consultation: ConsultationId, actor: Actor) -> Gathered:
    """To all but the consultation's doctor it is unknown. Raises ``ConsultationUnknown``."""
    known = await records.consultations.get(consultation) if is_id(consultation) else None
    if known is None or actor.kind != "staff" or known.doctor != actor.id:
        raise ConsultationUnknown
    patient, clinic = await records.patients.find(known.patient), await clinic_of(records, known)
    if patient is None:
        raise ConsultationUnknown
    doctor = StaffId(actor.id)
    account, application = await records.staff.get(doctor), await records.staff.applications.get(doctor)
    return Gathered(
        consultation=known,
        clinic=clinic,
        facility=await records.facilities.get(FacilityId(clinic.facility)),
        patient=patient,
        intake=await records.intakes.get(known.id) or NOTHING_TOLD,
        note=await records.notes.get(known.id) or blank(known.id, doctor),
        doctor_name="" if account is None else account.name,
        registration=None if application is None else application.registration,
        sighting=await records.sightings.get(known.id),
        draft=await records.prescriptions.draft(known.id) or drafts.blank(known.id, doctor),
        signed=await records.prescriptions.of_consultation(known.id),
        follow_up=await _follow_up(records, [known.patient], known.id),
    )


async def _follow_up(records: Records, patients: Collection[PatientId], consultation: ConsultationId) -> str:
    booked = await records.follow_ups.of_patients(patients, "")
    return next((one.day for one in booked if one.consultation == consultation), "")


def _asks(intake: Intake) -> Participant:
    return "patient" if intake.caller.relation in (None, "self") else "caregiver"
