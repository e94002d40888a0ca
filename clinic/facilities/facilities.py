"""What is done with facilities. Every change is audited in its own transaction."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.facilities.facility import Facility, FacilityId, NewFacility, facility_name, founded, moved
from clinic.facilities.onboarding import Report, Row, check_rows, codes_in
from clinic.facilities.ports import Records, Search
from clinic.ports import Store
from rooms.ports import Refusal

ID_BYTES = 16


def new_facility_id() -> FacilityId:
    return FacilityId(secrets.token_hex(ID_BYTES))


class Facilities:
    """Who may do this is asked before. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def get(self, facility: FacilityId) -> Facility:
        """Raises ``Refusal`` facility_unknown."""
        async with self._store.reading() as records:
            return _known(await records.facilities.get(facility))

    async def by_code(self, code: str) -> Facility:
        """However it is written. Raises ``Refusal`` facility_unknown."""
        wanted = code.strip().upper()
        async with self._store.reading() as records:
            return _known((await records.facilities.by_codes({wanted})).get(wanted))

    async def ancestors(self, facility: FacilityId) -> list[Facility]:
        """Its district and state, the nearest first, without itself; none for an unknown one."""
        async with self._store.reading() as records:
            return await records.facilities.ancestors(facility)

    async def search(self, search: Search) -> list[Facility]:
        """A page of them, by code."""
        async with self._store.reading() as records:
            return await records.facilities.search(search)

    async def add(self, actor: Actor, new: NewFacility, parent: FacilityId | None = None) -> Facility:
        """Raises ``Refusal``: what ``founded`` does, and facility_unknown (its parent) or facility_code_taken."""
        async with self._store.writing() as records:
            above = None if parent is None else _known(await records.facilities.hold(parent))
            facility = founded(new, above, new_facility_id())
            if not await records.facilities.add(facility, self._wall_clock()):
                raise Refusal("facility_code_taken", "Another facility has this code.", ("code",))
            await records.audit.append(_event("facility.added", actor, facility))
        return facility

    async def rename(self, actor: Actor, facility: FacilityId, name: str) -> Facility:
        """Raises ``Refusal`` facility_unknown or facility_name."""
        async with self._store.writing() as records:
            old = _known(await records.facilities.hold(facility))
            return await self._save(records, "facility.renamed", actor, old, replace(old, name=facility_name(name)))

    async def move(self, actor: Actor, facility: FacilityId, parent: FacilityId) -> Facility:
        """With all beneath it. Raises ``Refusal`` facility_unknown, facility_parent or facility_closed."""
        async with self._store.writing() as records:
            old = _known(await records.facilities.hold(facility))
            new = moved(old, _known(await records.facilities.hold(parent)))
            await records.facilities.relocate_beneath(new)
            return await self._save(records, "facility.moved", actor, old, new)

    async def close(self, actor: Actor, facility: FacilityId) -> Facility:
        """It stays in the records. Raises ``Refusal`` facility_unknown, or facility_not_empty: one beneath is open."""
        async with self._store.writing() as records:
            old = _known(await records.facilities.hold(facility))
            if await records.facilities.has_open_beneath(facility):
                raise Refusal("facility_not_empty", "Facilities beneath it are open: close or move them first.")
            return await self._save(records, "facility.closed", actor, old, replace(old, active=False))

    async def reopen(self, actor: Actor, facility: FacilityId) -> Facility:
        """Raises ``Refusal`` facility_unknown, or facility_closed while the one above it is closed."""
        async with self._store.writing() as records:
            old = _known(await records.facilities.hold(facility))
            above = None if old.parent is None else await records.facilities.hold(old.parent)
            if above is not None and not above.active:
                raise Refusal("facility_closed", "The facility above it is closed.")
            return await self._save(records, "facility.reopened", actor, old, replace(old, active=True))

    async def dry_run(self, rows: Sequence[Row]) -> Report:
        """What ``accept`` would do; changes nothing."""
        async with self._store.reading() as records:
            known = await records.facilities.by_codes(codes_in(rows))
        return await asyncio.to_thread(check_rows, rows, known, new_facility_id)

    async def accept(self, actor: Actor, rows: Sequence[Row]) -> Report:
        """Adds the good rows, all of them or, when it raises, none; the others stay in the report."""
        async with self._store.writing() as records:
            return await self.take_in(records, actor, rows)

    async def take_in(self, records: Records, actor: Actor, rows: Sequence[Row]) -> Report:
        """``accept`` within a transaction that does more. Raises ``Refusal`` facility_code_taken: give it up whole."""
        known = await records.facilities.by_codes(codes_in(rows), hold=True)
        report = await asyncio.to_thread(check_rows, rows, known, new_facility_id)
        await records.facilities.add_all(report.accepted, self._wall_clock())
        await records.audit.append_all([_event("facility.added", actor, facility) for facility in report.accepted])
        return report

    async def _save(self, records: Records, action: str, actor: Actor, old: Facility, new: Facility) -> Facility:
        changed = tuple(field.name for field in fields(new) if getattr(old, field.name) != getattr(new, field.name))
        if changed:
            await records.facilities.save(new, self._wall_clock())
            await records.audit.append(_event(action, actor, new, changed))
        return new


def _known(facility: Facility | None) -> Facility:
    if facility is None:
        raise Refusal("facility_unknown", "There is no such facility.")
    return facility


def _event(action: str, actor: Actor, facility: Facility, changed: tuple[str, ...] = ()) -> Event:
    return Event(action, actor, subject=f"facility:{facility.id}", fields=changed)
