"""A small state: Maharashtra with the district of Pune, and what stands beneath it."""

from dataclasses import dataclass

from clinic.actors import Actor
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import Facility, NewFacility
from clinic.places.states import StateCode

MAHARASHTRA, GOA = StateCode(27), StateCode(30)
ADMINISTRATOR = Actor("staff", "ad" * 16, None, "command")


@dataclass(frozen=True)
class Line:
    """A row of a list."""

    line: int
    cells: dict[str, str]


def lines(*rows: str) -> list[Line]:
    """``"code, name, kind, parent, state, district"``, what is at the end may be left out; the header was line 1."""
    columns = ("code", "name", "kind", "parent", "state", "district")
    return [
        Line(number, dict(zip(columns, (cell.strip() for cell in row.split(",")), strict=False)))
        for number, row in enumerate(rows, start=2)
    ]


async def a_state(facilities: Facilities, code: str = "MH", state: StateCode = MAHARASHTRA) -> Facility:
    return await facilities.add(ADMINISTRATOR, NewFacility(code, f"Health department {code}", "state", state))


async def a_district(facilities: Facilities, above: Facility, code: str = "MH-PUN", name: str = "Pune") -> Facility:
    return await facilities.add(ADMINISTRATOR, NewFacility(code, name, "district"), above.id)


async def a_spoke(facilities: Facilities, above: Facility, code: str = "SPK-1", name: str = "Khed") -> Facility:
    return await facilities.add(ADMINISTRATOR, NewFacility(code, name, "spoke"), above.id)
