"""Whose figures somebody may see, and what one row of them stands for: a clinic, a district, a state."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clinic.facilities.facility import Facility, FacilityKind
from clinic.opd.clinic import ClinicId
from clinic.staff.account import Account
from clinic.staff.permissions import PERMISSIONS, Permission, may_anywhere
from clinic.statistics.opd_records import ClinicAt
from rooms.ports import Refusal

Level = Literal["clinic", "district", "state"]
Kind = FacilityKind | Literal["opd"]
ORDER: Sequence[Kind] = ("state", "district", "hub", "clinic", "spoke", "opd")
# A row is never wider than what she answers for: of a hub's administrator the district is the hub alone.
_WITHIN: Mapping[Level, Collection[str]] = {
    "clinic": (),
    "district": ("clinic", "hub", "spoke", "district"),
    "state": ("clinic", "hub", "spoke", "district", "state"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """``id`` and ``kind``: of a clinic ("opd"), or of a facility."""

    id: str
    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may see the counts of. ``facilities``: ``None`` is everywhere."""

    facilities: frozenset[str] | None

    def has(self, chain: Iterable[Facility]) -> bool:
        """Whether a place is hers, with all that stand above it."""
        return self.facilities is None or any(one.id in self.facilities for one in chain)


def scope_of(account: Account) -> Scope:
    """Raises ``Refusal`` where she may see no counts at all."""
    if not may_anywhere(account, Permission.SEE_COUNTS):
        raise not_permitted()
    hers = {one.facility for one in account.assignments if Permission.SEE_COUNTS in PERMISSIONS[one.role]}
    return Scope(None if None in hers else frozenset(one for one in hers if one is not None))


def not_permitted() -> Refusal:
    return Refusal("not_permitted", "You are not allowed to do this here.")


def within(clinics: Iterable[ClinicAt], scope: Scope, place: str) -> list[ClinicAt]:
    """Those that are hers and stand in that place: a clinic's or a facility's id, "" for all.

    Raises ``Refusal``, the same for a place that is not hers and one that is not there.
    """
    hers = [one for one in clinics if scope.has(one.chain)]
    if not place:
        return hers
    found = [one for one in hers if one.id == place or any(above.id == place for above in _hers(one, scope))]
    if not found:
        raise not_permitted()
    return found


def choices(clinics: Iterable[ClinicAt], scope: Scope) -> list[Place]:
    """Every place that she may choose, the widest first, then by name."""
    hers = [one for one in clinics if scope.has(one.chain)]
    found = {_place(above) for one in hers for above in _hers(one, scope)} | {_opd(one) for one in hers}
    return sorted(found, key=lambda one: (ORDER.index(one.kind), one.name, one.id))


def rows(clinics: Sequence[ClinicAt], scope: Scope, level: Level) -> dict[Place, list[ClinicId]]:
    """Which clinics each row is made of, by name."""
    found: dict[Place, list[ClinicId]] = {}
    for one in clinics:
        found.setdefault(_row(one, scope, level), []).append(one.id)
    return dict(sorted(found.items(), key=lambda item: (item[0].name, item[0].id)))


def _row(clinic: ClinicAt, scope: Scope, level: Level) -> Place:
    """The widest facility that is hers and not wider than the level."""
    fitting = [one for one in _hers(clinic, scope) if one.kind in _WITHIN[level]]
    if not fitting:
        return _opd(clinic) if level == "clinic" else _place(clinic.chain[0])
    return _place(fitting[-1])


def _hers(clinic: ClinicAt, scope: Scope) -> list[Facility]:
    """Of its facility and those above it, what she answers for as a whole."""
    return [one for index, one in enumerate(clinic.chain) if scope.has(clinic.chain[index:])]


def _place(facility: Facility) -> Place:
    return Place(facility.id, facility.kind, facility.name)


def _opd(clinic: ClinicAt) -> Place:
    return Place(clinic.id, "opd", clinic.name)
