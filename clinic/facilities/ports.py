"""What facilities need of the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.audit.event import AuditTrail
from clinic.facilities.facility import Facility, FacilityId, FacilityKind
from clinic.places.states import StateCode

PAGE = 50


@dataclass(frozen=True, slots=True)
class Search:
    """``text``: words that all stand in the code or name. ``after``: the last code of the page before."""

    text: str = ""
    kind: FacilityKind | None = None
    state: StateCode | None = None
    district: str | None = None
    parent: FacilityId | None = None
    closed_too: bool = False
    after: str = ""
    limit: int = PAGE


class FacilityRecords(Protocol):
    async def add(self, facility: Facility, now: float) -> bool:
        """``False``, and nothing is kept, where the code is taken."""

    async def add_all(self, facilities: Sequence[Facility], now: float) -> None:
        """Parents first. Raises ``Refusal`` facility_code_taken."""

    async def get(self, facility: FacilityId) -> Facility | None: ...

    async def hold(self, facility: FacilityId) -> Facility | None:
        """As ``get``; nobody else changes it or adds beneath it until the transaction ends."""

    async def by_codes(self, codes: Collection[str], *, hold: bool = False) -> dict[str, Facility]:
        """Those that there are, by their code; held as ``hold`` does if wanted."""

    async def save(self, facility: Facility, now: float) -> None:
        """With another name, place or end."""

    async def relocate_beneath(self, parent: Facility) -> None:
        """What stands beneath it lies where it lies."""

    async def has_open_beneath(self, parent: FacilityId) -> bool: ...

    async def ancestors(self, facility: FacilityId) -> list[Facility]:
        """The nearest first."""

    async def search(self, search: Search) -> list[Facility]:
        """By code."""


class Records(Protocol):
    @property
    def facilities(self) -> FacilityRecords: ...
    @property
    def audit(self) -> AuditTrail: ...
