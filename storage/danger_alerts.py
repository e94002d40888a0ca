"""Danger alerts in the database: ``clinic.triage.ports.AlertRecords``."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId, Step
from clinic.opd.clinic import DutyState
from clinic.patients.patient import MobileId
from clinic.places.states import StateCode
from clinic.staff.account import Role, StaffId, Status
from clinic.triage.alert import Alert, AlertId, Position
from clinic.triage.ports import Waiting
from storage.clinics import ClinicTable
from storage.consultations import ConsultationTable
from storage.dialect import upsert
from storage.tables.clinics import clinics, duties
from storage.tables.facilities import facilities
from storage.tables.staff import staff, staff_assignments
from storage.tables.triage import danger_alerts
from storage.vault import Vault

FIELDS = tuple(Alert.__dataclass_fields__)
CHANGING = ("standing", "told_again_at", "taken_by", "taken_at", "closed_at", "outcome")
RESPONSIBLE = (
    Role.MEDICAL_OFFICER,
    Role.FACILITY_ADMINISTRATOR,
    Role.HUB_ADMINISTRATOR,
    Role.STATE_ADMINISTRATOR,
)
MOST_TOLD = 500
_A = danger_alerts.c


class AlertTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, alert: Alert) -> bool:
        adding = upsert(self._connection, danger_alerts).values(self._row(alert)).on_conflict_do_nothing()
        return (await self._connection.execute(adding)).rowcount == 1

    async def by_key(self, key: str) -> Alert | None:
        return await self._one(select(danger_alerts).where(_A.key == key))

    async def find(self, alert: AlertId) -> Alert | None:
        return await self._one(select(danger_alerts).where(_A.id == alert))

    async def hold(self, alert: AlertId) -> Alert | None:
        return await self._one(select(danger_alerts).where(_A.id == alert).with_for_update())

    async def change(self, alert: Alert) -> None:
        values = {name: getattr(alert, name) for name in CHANGING}
        await self._connection.execute(update(danger_alerts).where(_A.id == alert.id).values(values))

    async def open(self, limit: int) -> Sequence[Alert]:
        return await self._some(select(danger_alerts).where(_A.standing.in_(("raised", "taken"))), limit)

    async def is_any_unanswered(self, raised_before: float) -> bool:
        found = await self._connection.execute(select(_A.id).where(_unanswered(raised_before)).limit(1))
        return found.first() is not None

    async def unanswered(self, raised_before: float, limit: int) -> Sequence[Alert]:
        return await self._some(select(danger_alerts).where(_unanswered(raised_before)).with_for_update(), limit)

    async def forgotten(self, taken_before: float, raised_before: float, limit: int) -> Sequence[Alert]:
        taken = (_A.standing == "taken") & (_A.taken_at <= taken_before)
        raised = (_A.standing == "raised") & (_A.raised_at <= raised_before)
        return await self._some(select(danger_alerts).where(or_(taken, raised)).with_for_update(), limit)

    async def remove_over(self, before: float) -> int:
        done = await self._connection.execute(delete(danger_alerts).where(_A.closed_at <= before))
        return done.rowcount

    async def on_duty(self, state: StateCode | None, seen_since: float) -> Sequence[StaffId]:
        there = (duties.c.state != DutyState.OFF.value) & (duties.c.seen_at >= seen_since)
        query = select(duties.c.doctor).join(clinics, clinics.c.id == duties.c.clinic).where(there)
        here = query if state is None else query.where(clinics.c.state == state)
        found = await self._connection.execute(here.order_by(duties.c.doctor))
        return [StaffId(doctor) for doctor in found.scalars()]

    async def responsible(self, state: StateCode | None) -> Sequence[StaffId]:
        place = facilities.c.id == staff_assignments.c.facility
        query = select(staff.c.id).distinct().join_from(staff, staff_assignments).outerjoin(facilities, place)
        verified = query.where(
            staff.c.status == Status.VERIFIED.value, staff_assignments.c.role.in_([role.value for role in RESPONSIBLE])
        )
        whole_or_here = or_(staff_assignments.c.facility == "", facilities.c.state == state)
        asked = verified if state is None else verified.where(whole_or_here)
        found = await self._connection.execute(asked.order_by(staff.c.id).limit(MOST_TOLD))
        return [StaffId(one) for one in found.scalars()]

    async def mark_worse(self, consultation: str, mobile: MobileId, now: float) -> Waiting | None:
        """``None``, and nothing is marked: not this household's, or over."""
        consultations = ConsultationTable(self._connection, self._vault)
        found = await consultations.get(ConsultationId(consultation))
        if found is None or found.mobile != mobile or not found.is_live:
            return None
        step = Step("worse", found.state, found.state, now, "patient", mobile, {})
        if not found.worse and not await consultations.save(found, replace(found, worse=True), step):
            return None  # it was moved at this very moment: the alert is heard without it
        clinic = await ClinicTable(self._connection, self._vault).get(found.clinic)
        return None if clinic is None else Waiting(found.id, found.clinic, clinic.state, found.patient)

    async def _one(self, query: Select[Any]) -> Alert | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else self._alert(row)

    async def _some(self, query: Select[Any], limit: int) -> list[Alert]:
        found = await self._connection.execute(query.order_by(_A.raised_at, _A.id).limit(limit))
        return [self._alert(row) for row in found]

    def _row(self, alert: Alert) -> dict[str, Any]:
        row = {name: getattr(alert, name) for name in FIELDS}
        position = alert.position
        spoken = {
            "signs": ",".join(alert.signs),
            "mobile": alert.mobile,
            "place": alert.place,
            "position": None if position is None else f"{position.latitude:.6f},{position.longitude:.6f}",
        }
        return row | {name: self._sealed(alert.id, name, text) for name, text in spoken.items()}

    def _sealed(self, alert: AlertId, column: str, text: str | None) -> bytes | None:
        return None if text is None else self._vault.seal(text, _place(column, alert))

    def _unsealed(self, row: Row[Any], column: str) -> str | None:
        sealed = getattr(row, column)
        return None if sealed is None else self._vault.unseal(sealed, _place(column, row.id))

    def _alert(self, row: Row[Any]) -> Alert:
        fields = {name: getattr(row, name) for name in FIELDS}
        fields |= {name: self._unsealed(row, name) for name in ("mobile", "place")}
        fields["signs"] = tuple((self._unsealed(row, "signs") or "").split(","))
        fields["position"] = _position(self._unsealed(row, "position"))
        return Alert(**fields)


def _unanswered(raised_before: float) -> ColumnElement[bool]:
    return (_A.standing == "raised") & _A.told_again_at.is_(None) & (_A.raised_at <= raised_before)


def _position(text: str | None) -> Position | None:
    if text is None:
        return None
    latitude, longitude = text.split(",")
    return Position(float(latitude), float(longitude))


def _place(column: str, alert: str) -> str:
    return f"danger_alerts.{column}:{alert}"
