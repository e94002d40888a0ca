"""What a doctor reads before and in the call: what was told, the files, and the patient's past consultations."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation import access
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.file import ConsultationFile
from clinic.consultation.intake import NOTHING_TOLD, Intake
from clinic.consultation.intakes import IntakeRecords
from clinic.consultation.note import Diagnosis, Note
from clinic.consultation.results import Result, ResultId
from clinic.opd.clinic import ClinicId
from clinic.patients.belonging import patient_of
from clinic.patients.patient import PatientId
from clinic.ports import Store
from clinic.staff.account import Account, StaffId
from rooms.ports import Refusal

MOST_PAST = 20


class NotesRead(Protocol):
    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Note]: ...


class FilesRead(Protocol):
    async def of(self, consultation: ConsultationId) -> Sequence[ConsultationFile]: ...


class ResultsRead(Protocol):
    async def of(self, consultations: Sequence[ConsultationId]) -> Sequence[Result]: ...


class AccountRecords(Protocol):
    async def some(self, ids: Sequence[StaffId]) -> Sequence[Account]: ...


class Records(access.AuditedRecords, Protocol):
    @property
    def consultation_files(self) -> FilesRead: ...
    @property
    def intakes(self) -> IntakeRecords: ...
    @property
    def laboratory_results(self) -> ResultsRead: ...
    @property
    def notes(self) -> NotesRead: ...
    @property
    def staff(self) -> AccountRecords: ...


@dataclass(frozen=True, slots=True)
class Past:
    """A consultation that is over. ``diagnoses`` and ``advice``: once they are signed, or where they are her own."""

    id: ConsultationId
    day: str
    clinic_name: str
    doctor_name: str
    diagnoses: tuple[Diagnosis, ...]
    advice: str
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """``results``: of laboratories, also of past consultations."""

    intake: Intake
    files: Sequence[ConsultationFile]
    past: Sequence[Past]
    results: Sequence[Result]


class Summaries:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._looks = access.Looks(wall_clock)

    async def of(self, consultation: ConsultationId, actor: Actor) -> Summary:
        """That she has read it stands in the audit. Doctors of the roster see no past of one who waits.

        Raises ``ConsultationUnknown``.
        """
        is_new = self._looks.is_new(consultation, actor)
        async with self._store.writing() if is_new else self._store.reading() as records:
            found = await access.of_doctor(records, consultation, actor)
            past = await _past(records, found) if access.treats(found, actor) else []
            results = await records.laboratory_results.of([one.id for one in past]) if past else ()
            summary = Summary(
                await records.intakes.get(found.id) or NOTHING_TOLD,
                await records.consultation_files.of(found.id),
                await _shown(records, past, actor),
                results,
            )
            if is_new:
                await self._looks.note(records, found, actor)
        return summary

    async def attachment(self, consultation: ConsultationId, result: ResultId, actor: Actor) -> Result:
        """One of the results of past consultations. Raises ``Refusal``, document_unknown too."""
        found = await self.of(consultation, actor)
        named = next((one for one in found.results if one.id == result), None)
        if named is None:
            raise Refusal("document_unknown", "There is no such file.")
        return named

    async def of_patient(self, patient: PatientId, actor: Actor) -> Sequence[Past]:
        """By her household, who see what was signed; or by staff where she attends, who see when and with whom.

        Raises ``PatientNotYours``.
        """
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            past = await records.consultations.of_patient(await records.patients.ids(found.id), MOST_PAST)
            shown = await _shown(records, past, actor)
            if actor.kind == "staff":
                subject = f"patient:{found.id}"
                await records.audit.append(Event("consultations.listed", actor, subject, patient=found.id))
                shown = [replace(one, diagnoses=(), advice="") for one in shown]
        return shown


async def _past(records: Records, consultation: Consultation) -> list[Consultation]:
    parts = await records.patients.ids(consultation.patient)
    every = await records.consultations.of_patient(parts, MOST_PAST + 1)
    return [one for one in every if one.id != consultation.id][:MOST_PAST]


async def _shown(records: Records, past: Sequence[Consultation], actor: Actor) -> list[Past]:
    notes = await records.notes.some([one.id for one in past])
    names = await _clinic_names(records, {one.clinic for one in past})
    doctors = sorted({one.doctor for one in past if one.doctor is not None})
    accounts = {one.id: one.name for one in await records.staff.some(doctors)} if doctors else {}
    return [_told(one, notes.get(one.id), names, accounts, actor) for one in past]


def _told(
    one: Consultation,
    note: Note | None,
    clinics: Mapping[ClinicId, str],
    doctors: Mapping[StaffId, str],
    actor: Actor,
) -> Past:
    is_signed = note is not None and note.signature is not None
    fields = note.fields if note is not None and (is_signed or one.doctor == actor.id) else None
    return Past(
        id=one.id,
        day=one.day,
        clinic_name=clinics.get(one.clinic, ""),
        doctor_name="" if one.doctor is None else doctors.get(one.doctor, ""),
        diagnoses=fields.diagnoses if fields else (),
        advice=fields.advice if fields else "",
        is_signed=is_signed,
    )


async def _clinic_names(records: Records, clinics: Collection[ClinicId]) -> Mapping[ClinicId, str]:
    found = [await records.clinics.get(one) for one in sorted(clinics)]
    return {one.id: one.name for one in found if one is not None}
