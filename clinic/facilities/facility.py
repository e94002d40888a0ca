"""A facility, and the tree in which it stands: state or union territory, district, then clinic, hub or spoke."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NewType, get_args

from clinic.places.states import STATES, StateCode
from rooms.ports import Refusal

FacilityId = NewType("FacilityId", str)
FacilityKind = Literal["state", "district", "clinic", "hub", "spoke"]
KINDS: tuple[FacilityKind, ...] = get_args(FacilityKind)
# A parent is always of another kind, and a state has none: no facility can come to stand beneath itself.
PARENT_KIND: Mapping[FacilityKind, FacilityKind | None] = {
    "state": None,
    "district": "state",
    "clinic": "district",
    "hub": "district",
    "spoke": "district",
}
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
NAME_LENGTH = 120
_JOINERS = frozenset("\u200c\u200d")  # Indian scripts need them
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Facility:
    """``parent`` (an id) and ``district`` (a name) are ``None`` for a state. One that is not ``active`` is closed."""

    id: FacilityId
    code: str
    name: str
    kind: FacilityKind
    parent: FacilityId | None
    state: StateCode
    district: str | None
    active: bool = True


@dataclass(frozen=True, slots=True)
class NewFacility:
    """As somebody writes it down. Below the state its ``state`` may be left out, below the district both places may.

    ``district``: of a district its own name, if ``name`` is something else ("Pune district hospital society").
    """

    code: str
    name: str
    kind: str
    state: StateCode | None = None
    district: str = ""


def facility_code(text: str) -> str:
    """In capitals. Raises ``Refusal`` facility_code."""
    code = text.strip().upper()
    if not CODE.fullmatch(code):
        raise Refusal("facility_code", "A code is 1 to 20 letters (A to Z), digits and dashes.", ("code",))
    return code


def facility_name(text: str, field: str = "name") -> str:
    """Composed (NFC), with single spaces. Raises ``Refusal`` facility_name."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Refusal("facility_name", f"A name has 1 to {NAME_LENGTH} characters.", (field,))
    if name.startswith(_FORMULA_SIGNS) or any(_cannot_be_shown(character) for character in name):
        raise Refusal("facility_name", "A name has no control characters and does not begin like a formula.", (field,))
    return name


def facility_kind(text: str) -> FacilityKind:
    """Raises ``Refusal`` facility_kind."""
    for kind in KINDS:
        if kind == text.strip().casefold():
            return kind
    raise Refusal("facility_kind", f"The kind is one of: {', '.join(KINDS)}.", ("kind",))


def founded(new: NewFacility, parent: Facility | None, facility: FacilityId) -> Facility:
    """The facility with this id beneath that parent.

    Raises ``Refusal`` facility_code, facility_name, facility_kind, facility_state, facility_district, facility_parent
    or facility_closed.
    """
    code, name, kind = facility_code(new.code), facility_name(new.name), facility_kind(new.kind)
    check_parent(kind, parent)
    state = _state(new, parent)
    return Facility(
        facility, code, name, kind, parent.id if parent else None, state, _district(new, kind, name, parent)
    )


def check_parent(kind: FacilityKind, parent: Facility | None) -> None:
    """Raises ``Refusal`` facility_parent or facility_closed."""
    wanted = PARENT_KIND[kind]
    if wanted is None and parent is not None:
        raise Refusal("facility_parent", "A state stands beneath nothing.", ("parent",))
    if wanted is not None and (parent is None or parent.kind != wanted):
        raise Refusal("facility_parent", f"A {kind} stands beneath a {wanted}.", ("parent",))
    if parent is not None and not parent.active:
        raise Refusal("facility_closed", "The facility above it is closed.", ("parent",))


def moved(facility: Facility, parent: Facility) -> Facility:
    """With the places of its new parent. Raises ``Refusal`` facility_parent or facility_closed."""
    check_parent(facility.kind, parent)
    district = facility.district if facility.kind == "district" else parent.district
    return replace(facility, parent=parent.id, state=parent.state, district=district)


def _state(new: NewFacility, parent: Facility | None) -> StateCode:
    if parent is None:
        if new.state is None or new.state not in STATES:
            raise Refusal("facility_state", "There is no such state or union territory.", ("state",))
        return new.state
    if new.state not in (None, parent.state):
        raise Refusal("facility_state", "The facility above it lies in another state.", ("state",))
    return parent.state


def _district(new: NewFacility, kind: FacilityKind, name: str, parent: Facility | None) -> str | None:
    if kind == "state":
        return None
    written = facility_name(new.district, "district") if new.district.strip() else ""
    if parent is None or parent.district is None:
        return written or name
    if written and written.casefold() != parent.district.casefold():
        raise Refusal("facility_district", "The facility above it lies in another district.", ("district",))
    return parent.district


def _cannot_be_shown(character: str) -> bool:
    """Control characters, and marks of direction that could make one name read like another."""
    return character not in _JOINERS and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
