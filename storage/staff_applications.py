"""Applications of the staff: ``clinic.staff.applications.ApplicationRecords``."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.staff.account import StaffId, Status
from clinic.staff.application import Application, Gender, Profile, Registration, System
from storage.dialect import upsert
from storage.staff_batches import in_batches, inserted
from storage.tables.staff import staff, staff_applications, staff_assignments
from storage.vault import Vault

_APPLICATIONS = staff_applications.c
_IN_TURN = (_APPLICATIONS.applied_at, _APPLICATIONS.staff)


class ApplicationTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, application: Application) -> bool:
        """``False``: the registration is another's, and nothing is kept."""
        adding = upsert(self._connection, staff_applications).on_conflict_do_nothing()
        return (await self._connection.execute(adding.values(self._row(application)))).rowcount == 1

    async def add_many(self, applications: Sequence[Application]) -> None:
        """Their registrations were free a moment ago. Raises ``Refusal`` where one is not any more."""
        for some in in_batches(applications):
            await inserted(self._connection, insert(staff_applications), [self._row(one) for one in some])

    async def get(self, staff_id: StaffId) -> Application | None:
        query = select(staff_applications).where(_APPLICATIONS.staff == staff_id)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else self._application(row)

    async def taken(self, registrations: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Of the pairs (council, number) those that belong to somebody."""
        found = set[tuple[str, str]]()
        column = _APPLICATIONS.registration_lookup
        for some in in_batches(list(registrations)):
            by_lookup = {self._lookup(*pair): pair for pair in some}
            rows = await self._connection.execute(select(column).where(column.in_(by_lookup)))
            found.update(by_lookup[lookup] for lookup in rows.scalars())
        return frozenset(found)

    async def decide(self, staff_id: StaffId, by: str, reason: str, now: float, *, frees: bool) -> None:
        """``frees``: the registration can be another's again."""
        sealed = self._vault.seal(reason, _place("reason", staff_id)) if reason else None
        freed = {"registration_lookup": None} if frees else {}
        this = _APPLICATIONS.staff == staff_id
        values = {"decided_at": now, "decided_by": by, "reason": sealed, **freed}
        await self._connection.execute(update(staff_applications).where(this).values(values))

    async def facilities(self, status: Status) -> list[str | None]:
        """Where accounts of that status are assigned; ``None`` is the state as a whole."""
        query = select(staff_assignments.c.facility).distinct().join_from(staff_assignments, staff)
        found = await self._connection.execute(query.where(staff.c.status == status.value))
        return [facility or None for facility in found.scalars()]

    async def listed(
        self, status: Status, facilities: Collection[str | None] | None, after: StaffId | None, limit: int
    ) -> list[StaffId]:
        """Those of that status in the order in which they applied. ``facilities``: ``None`` is everywhere."""
        query = select(_APPLICATIONS.staff).join(staff).where(staff.c.status == status.value)
        if facilities is not None:
            places = [facility or "" for facility in facilities]
            query = query.where(_APPLICATIONS.staff.in_(_assigned_at(places)))
        if after is not None:
            query = query.where(await self._later_than(after))
        rows = await self._connection.execute(query.order_by(*_IN_TURN).limit(limit))
        return [StaffId(one) for one in rows.scalars()]

    async def _later_than(self, staff_id: StaffId) -> ColumnElement[bool]:
        when = select(_APPLICATIONS.applied_at).where(_APPLICATIONS.staff == staff_id)
        applied_at = (await self._connection.execute(when)).scalar_one_or_none() or 0.0
        same_moment = (_APPLICATIONS.applied_at == applied_at) & (_APPLICATIONS.staff > staff_id)
        return or_(_APPLICATIONS.applied_at > applied_at, same_moment)

    def _lookup(self, council: str, number: str) -> str:
        return self._vault.lookup("staff.registration", f"{council}:{number}")

    def _row(self, application: Application) -> dict[str, Any]:
        profile = application.profile
        return {
            "staff": application.staff,
            **self._registration_columns(application),
            "languages": list(profile.languages),
            "gender": profile.gender.value,
            "mobile": self._sealed(profile.mobile, "mobile", application.staff),
            "email": self._sealed(profile.email, "email", application.staff),
            "document": profile.document,
            "applied_at": application.applied_at,
        }

    def _registration_columns(self, application: Application) -> dict[str, Any]:
        held = application.registration
        return {
            "registration_lookup": held and self._lookup(held.council, held.number),
            "registration_number": self._sealed(
                held.number if held else None, "registration_number", application.staff
            ),
            "council": held and held.council,
            "year": held and held.year,
            "qualification": held and held.qualification,
            "system": held and held.system.value,
            "speciality": held and held.speciality,
        }

    def _sealed(self, text: str | None, column: str, staff_id: str) -> bytes | None:
        return None if text is None else self._vault.seal(text, _place(column, staff_id))

    def _unsealed(self, row: Row[Any], column: str) -> str | None:
        sealed = row._mapping[column]
        return None if sealed is None else self._vault.unseal(sealed, _place(column, row.staff))

    def _application(self, row: Row[Any]) -> Application:
        profile = Profile(
            tuple(row.languages),
            Gender(row.gender),
            self._unsealed(row, "mobile"),
            self._unsealed(row, "email"),
            row.document,
        )
        reason = self._unsealed(row, "reason") or ""
        held = self._registration(row)
        return Application(StaffId(row.staff), held, profile, row.applied_at, row.decided_at, row.decided_by, reason)

    def _registration(self, row: Row[Any]) -> Registration | None:
        number = self._unsealed(row, "registration_number")
        if number is None:
            return None
        return Registration(row.council, number, row.year, row.qualification, System(row.system), row.speciality)


def _assigned_at(places: Collection[str]) -> Any:
    return select(staff_assignments.c.staff).where(staff_assignments.c.facility.in_(places))


def _place(column: str, staff_id: str) -> str:
    return f"staff_applications.{column}:{staff_id}"
