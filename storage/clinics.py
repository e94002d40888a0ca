"""Clinics in the database: ``clinic.opd.ports.ClinicRecords``."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.opd.clinic import Clinic, ClinicId, Phase
from clinic.opd.hours import Hours, Span
from clinic.patients.patient import MobileId
from clinic.places.states import StateCode
from clinic.staff.account import StaffId
from storage.dialect import upsert
from storage.tables.clinics import clinic_doctors, clinics, opening_reminders
from storage.vault import Vault

FIELDS = tuple(Clinic.__dataclass_fields__)

_BY_ID = select(clinics).where(clinics.c.id == bindparam("clinic"))


class ClinicTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing of a clinic is sealed: everybody may know it."""
        self._connection = connection

    async def add(self, clinic: Clinic) -> None:
        await self._connection.execute(insert(clinics).values(_row(clinic)))

    async def get(self, clinic: ClinicId) -> Clinic | None:
        row = (await self._connection.execute(_BY_ID, {"clinic": clinic})).one_or_none()
        return None if row is None else _clinic(row)

    async def hold(self, clinic: ClinicId) -> Clinic | None:
        return await self._one(select(clinics).where(clinics.c.id == clinic).with_for_update())

    async def save(self, clinic: Clinic) -> None:
        await self._connection.execute(update(clinics).where(clinics.c.id == clinic.id).values(_row(clinic)))

    async def give_number(self, clinic: ClinicId, day: str, number: int) -> None:
        """The last token's number of that day; the clinic is held."""
        given = update(clinics).where(clinics.c.id == clinic)
        await self._connection.execute(given.values(token_day=day, token_last=number))

    async def of_states(self) -> list[Clinic]:
        return await self._some(select(clinics))

    async def of_facilities(self, facilities: Collection[str] | None) -> list[Clinic]:
        query = select(clinics)
        return await self._some(query if facilities is None else query.where(clinics.c.facility.in_(facilities)))

    async def of_doctor(self, doctor: StaffId) -> list[Clinic]:
        hers = select(clinic_doctors.c.clinic).where(clinic_doctors.c.doctor == doctor)
        return await self._some(select(clinics).where(clinics.c.id.in_(hers)))

    async def doctors(self, clinic: ClinicId) -> list[StaffId]:
        query = select(clinic_doctors.c.doctor).where(clinic_doctors.c.clinic == clinic)
        found = await self._connection.execute(query.order_by(clinic_doctors.c.doctor))
        return [StaffId(doctor) for doctor in found.scalars()]

    async def set_doctors(self, clinic: ClinicId, doctors: Collection[StaffId]) -> None:
        await self._connection.execute(delete(clinic_doctors).where(clinic_doctors.c.clinic == clinic))
        if doctors:
            rows = [{"clinic": clinic, "doctor": doctor} for doctor in sorted(doctors)]
            await self._connection.execute(insert(clinic_doctors), rows)

    async def remind(self, clinic: ClinicId, mobile: MobileId, language: str, now: float) -> None:
        asked = upsert(self._connection, opening_reminders)
        row = {"clinic": clinic, "mobile": mobile, "language": language, "asked_at": now}
        await self._connection.execute(asked.values(row).on_conflict_do_nothing())

    async def take_reminders(self, clinic: ClinicId) -> Sequence[tuple[MobileId, str]]:
        told = delete(opening_reminders).where(opening_reminders.c.clinic == clinic)
        found = await self._connection.execute(told.returning(opening_reminders.c.mobile, opening_reminders.c.language))
        return [(MobileId(row.mobile), row.language) for row in found]

    async def _one(self, query: Select[Any]) -> Clinic | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _clinic(row)

    async def _some(self, query: Select[Any]) -> list[Clinic]:
        kept = query.where(clinics.c.ended_at.is_(None)).order_by(clinics.c.state, clinics.c.name, clinics.c.id)
        return [_clinic(row) for row in await self._connection.execute(kept)]


def _row(clinic: Clinic) -> dict[str, Any]:
    row = {name: getattr(clinic, name) for name in FIELDS}
    return row | {"phase": clinic.phase.value, "languages": list(clinic.languages), "hours": _written(clinic.hours)}


def _written(hours: Hours) -> Mapping[str, Any]:
    week = [[span.weekday, span.opens, span.closes] for span in hours.week]
    return {"week": week, "holidays": sorted(hours.holidays)}


def _clinic(row: Row[Any]) -> Clinic:
    fields = {name: getattr(row, name) for name in FIELDS}
    hours = Hours(tuple(Span(*span) for span in row.hours["week"]), frozenset(row.hours["holidays"]))
    told = {"state": StateCode(row.state), "phase": Phase(row.phase), "languages": tuple(row.languages)}
    return Clinic(**(fields | told | {"id": ClinicId(row.id), "hours": hours}))
