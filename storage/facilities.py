"""Facilities, kept in the database: ``clinic.facilities.ports.FacilityRecords``."""

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.facilities.facility import Facility, FacilityId
from clinic.facilities.ports import Search
from clinic.places.states import StateCode
from rooms.ports import Refusal
from storage.dialect import upsert
from storage.tables.facilities import facilities
from storage.vault import Vault

CODES_AT_ONCE = 500
WORDS_OF_A_SEARCH = 8
DEEPEST = 8


class FacilityTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        """Nothing here is a person's, and nothing is sealed."""
        self._connection = connection

    async def add(self, facility: Facility, now: float) -> bool:
        statement = upsert(self._connection, facilities).on_conflict_do_nothing(index_elements=["code"])
        return (await self._connection.execute(statement.values(_row(facility, now)))).rowcount == 1

    async def add_all(self, new: Sequence[Facility], now: float) -> None:
        if not new:
            return
        try:
            await self._connection.execute(insert(facilities), [_row(facility, now) for facility in new])
        except IntegrityError as error:
            message = "Another facility has got one of these codes just now: check the list again."
            raise Refusal("facility_code_taken", message, ("code",)) from error

    async def get(self, facility: FacilityId) -> Facility | None:
        return await self._one(select(facilities).where(facilities.c.id == facility))

    async def names(self, wanted: Collection[str]) -> dict[str, str]:
        """By their ids."""
        query = select(facilities.c.id, facilities.c.name).where(facilities.c.id.in_(wanted))
        return {row.id: row.name for row in await self._connection.execute(query)}

    async def hold(self, facility: FacilityId) -> Facility | None:
        return await self._one(select(facilities).where(facilities.c.id == facility).with_for_update())

    async def by_codes(self, codes: Collection[str], *, hold: bool = False) -> dict[str, Facility]:
        """Holds in one order, so that two lists at once do not wait for each other."""
        found = {}
        ordered = sorted(codes)
        for start in range(0, len(ordered), CODES_AT_ONCE):
            some = select(facilities).where(facilities.c.code.in_(ordered[start : start + CODES_AT_ONCE]))
            for facility in await self._all(some.order_by(facilities.c.code).with_for_update() if hold else some):
                found[facility.code] = facility
        return found

    async def save(self, facility: Facility, now: float) -> None:
        """``now``: when it was closed, if it was open before."""
        row = facilities.c.id == facility.id
        await self._connection.execute(update(facilities).where(row).values(**_changeable(facility)))
        if facility.active:
            await self._connection.execute(update(facilities).where(row).values(closed_at=None))
        else:
            still_open = row & facilities.c.closed_at.is_(None)
            await self._connection.execute(update(facilities).where(still_open).values(closed_at=now))

    async def relocate_beneath(self, parent: Facility) -> None:
        beneath = update(facilities).where(facilities.c.parent == parent.id)
        place = {"state": parent.state} | ({"district": parent.district} if parent.kind == "district" else {})
        await self._connection.execute(beneath.values(**place))

    async def has_open_beneath(self, parent: FacilityId) -> bool:
        beneath = (facilities.c.parent == parent) & facilities.c.closed_at.is_(None)
        return (await self._connection.execute(select(literal(1)).where(beneath).limit(1))).first() is not None

    async def ancestors(self, facility: FacilityId) -> list[Facility]:
        first = select(facilities.c.parent, literal(0).label("height")).where(facilities.c.id == facility)
        above = first.cte("above", recursive=True)
        higher = select(facilities.c.parent, above.c.height + 1).join(above, facilities.c.id == above.c.parent)
        above = above.union_all(higher.where(above.c.height < DEEPEST))
        return await self._all(
            select(facilities).join(above, facilities.c.id == above.c.parent).order_by(above.c.height)
        )

    async def search(self, search: Search) -> list[Facility]:
        statement = select(facilities).where(*_conditions(search)).order_by(facilities.c.code).limit(search.limit)
        return await self._all(statement)

    async def _one(self, statement: Select[Any]) -> Facility | None:
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else facility_of(row)

    async def _all(self, statement: Select[Any]) -> list[Facility]:
        return [facility_of(row) for row in await self._connection.execute(statement)]


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    wanted = {"kind": search.kind, "state": search.state, "district": search.district, "parent": search.parent}
    conditions = [facilities.c[column] == value for column, value in wanted.items() if value is not None]
    words = _folded(search.text).split()[:WORDS_OF_A_SEARCH]
    conditions += [facilities.c.search_text.contains(word, autoescape=True) for word in words]
    if not search.closed_too:
        conditions.append(facilities.c.closed_at.is_(None))
    return [*conditions, facilities.c.code > search.after]


def _row(facility: Facility, now: float) -> dict[str, Any]:
    closed_at = None if facility.active else now
    return {"id": facility.id, "added_at": now, "closed_at": closed_at, **_changeable(facility)}


def _changeable(facility: Facility) -> dict[str, Any]:
    return {
        "code": facility.code,
        "name": facility.name,
        "kind": facility.kind,
        "parent": facility.parent,
        "state": facility.state,
        "district": facility.district,
        "search_text": _folded(f"{facility.code} {facility.name}"),
    }


def facility_of(row: Row[Any]) -> Facility:
    return Facility(
        FacilityId(row.id),
        row.code,
        row.name,
        row.kind,
        row.parent,
        StateCode(row.state),
        row.district,
        active=row.closed_at is None,
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
