"""All that is held of a patient's consultations: ``clinic.patients.rights.CareRecords``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.taking_along import Held, told
from clinic.patients.patient import PatientId
from clinic.prescription.taking_along import told as prescription_told
from clinic.staff.account import StaffId
from storage.consultation_files import ConsultationFileTable
from storage.consultations import ConsultationTable
from storage.follow_ups import FollowUpTable
from storage.intakes import IntakeTable
from storage.laboratory_results import ResultTable
from storage.notes import NoteTable
from storage.prescriptions import PrescriptionTable
from storage.staff import StaffTable
from storage.tables.clinics import clinics
from storage.tables.consultation_notes import intakes
from storage.tables.consultations import follow_ups
from storage.uploads import UploadTable
from storage.vault import Vault

MOST_SIGNED = 10_000


class OfConsultation(Protocol):
    @property
    def consultation(self) -> ConsultationId: ...


One = TypeVar("One", bound=OfConsultation)


class CareTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def held(self, patients: Sequence[PatientId]) -> Sequence[Mapping[str, Any]]:
        every = await self._consultations(patients)
        ids = [one.id for one in every]
        told_before = await IntakeTable(self._connection, self._vault).some(ids)
        notes = await NoteTable(self._connection, self._vault).some(ids)
        files = _sorted(await ConsultationFileTable(self._connection, self._vault).of_many(ids))
        results = _sorted(await ResultTable(self._connection, self._vault).of(ids))
        booked = await FollowUpTable(self._connection, self._vault).of_patients(patients, "")
        follow_ups = {one.consultation: (one.day, one.reason) for one in booked}
        signed = _sorted(await PrescriptionTable(self._connection, self._vault).of_patients(patients, MOST_SIGNED))
        clinic_names, doctor_names = await self._clinic_names(every), await self._doctor_names(every)
        return [
            told(
                Held(
                    consultation=one,
                    clinic_name=clinic_names.get(one.clinic, ""),
                    doctor_name=doctor_names.get(one.doctor or "", ""),
                    intake=told_before.get(one.id),
                    files=files.get(one.id, ()),
                    note=notes.get(one.id),
                    results=results.get(one.id, ()),
                    follow_up=follow_ups.get(one.id),
                    prescriptions=[prescription_told(each) for each in signed.get(one.id, ())],
                )
            )
            for one in every
        ]

    async def erase(self, patients: Sequence[PatientId]) -> None:
        """Her words, her files and results; of the files the keys go too, so that no copy can be read again."""
        ids = [one.id for one in await self._consultations(patients)]
        await self._connection.execute(delete(intakes).where(intakes.c.consultation.in_(ids)))
        await self._connection.execute(delete(follow_ups).where(follow_ups.c.patient.in_(patients)))
        files = await ConsultationFileTable(self._connection, self._vault).remove_all(ids)
        results = await ResultTable(self._connection, self._vault).remove_all(ids)
        await UploadTable(self._connection, self._vault).give_up([*files, *results])

    async def _consultations(self, patients: Sequence[PatientId]) -> Sequence[Consultation]:
        return await ConsultationTable(self._connection, self._vault).every_of(patients)

    async def _clinic_names(self, every: Sequence[Consultation]) -> Mapping[str, str]:
        """Those given up too."""
        wanted = select(clinics.c.id, clinics.c.name).where(clinics.c.id.in_({one.clinic for one in every}))
        return {row.id: row.name for row in await self._connection.execute(wanted)}

    async def _doctor_names(self, every: Sequence[Consultation]) -> Mapping[str, str]:
        doctors = sorted({StaffId(one.doctor) for one in every if one.doctor is not None})
        return {one.id: one.name for one in await StaffTable(self._connection, self._vault).some(doctors)}


def _sorted(every: Iterable[One]) -> Mapping[ConsultationId, Sequence[One]]:
    found: dict[ConsultationId, list[One]] = defaultdict(list)
    for one in every:
        found[one.consultation].append(one)
    return found
