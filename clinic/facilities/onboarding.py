"""Facilities from a list, such as a CSV file: each row is checked, and what is wrong is said row by row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from clinic.facilities.facility import (
    PARENT_KIND,
    Facility,
    FacilityId,
    NewFacility,
    facility_code,
    facility_kind,
    founded,
)
from clinic.places.states import StateCode, find_state
from rooms.ports import Refusal

REQUIRED = ("code", "name", "kind")
COLUMNS = (*REQUIRED, "parent", "state", "district")
"""``parent`` is a code, of this list or known already; ``state`` an LGD code or English name."""


class Row(Protocol):
    """``line``: where it stands in the file. ``cells``: by the names in ``COLUMNS``; a missing one counts as empty."""

    @property
    def line(self) -> int: ...
    @property
    def cells(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Accepted:
    line: int
    facility: Facility


@dataclass(frozen=True, slots=True)
class Refused:
    """``columns``: those at fault."""

    line: int
    code: str
    message: str
    columns: tuple[str, ...]


Outcome = Accepted | Refused


@dataclass(frozen=True)
class Report:
    """An outcome for every row, in the order of the file."""

    outcomes: tuple[Outcome, ...]

    @cached_property
    def accepted(self) -> tuple[Facility, ...]:
        """Parents before what stands beneath them."""
        found = [outcome.facility for outcome in self.outcomes if isinstance(outcome, Accepted)]
        return tuple(sorted(found, key=lambda facility: _depth(facility.kind)))

    @cached_property
    def refused(self) -> tuple[Refused, ...]:
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Refused))


def codes_in(rows: Sequence[Row]) -> set[str]:
    """All that the rows speak of, their own and their parents'."""
    return {_written_code(row, column) for row in rows for column in ("code", "parent")} - {""}


def check_rows(rows: Sequence[Row], known: Mapping[str, Facility], new_id: Callable[[], FacilityId]) -> Report:
    """``known``: by code, those of ``codes_in(rows)`` that exist already. A row may come before its parent's."""
    checking = _Checking(rows, known, new_id)
    outcomes = [checking.outcome(row) for row in sorted(rows, key=lambda row: (_depth(_cell(row, "kind")), row.line))]
    return Report(tuple(sorted(outcomes, key=lambda outcome: outcome.line)))


class _Checking:
    """Goes from the states down, so that a parent has its outcome before its children."""

    def __init__(self, rows: Sequence[Row], known: Mapping[str, Facility], new_id: Callable[[], FacilityId]) -> None:
        self._known = known
        self._new_id = new_id
        self._added: dict[str, Facility] = {}
        self._first_lines: dict[str, int] = {}
        for row in rows:
            self._first_lines.setdefault(_written_code(row, "code"), row.line)

    def outcome(self, row: Row) -> Outcome:
        try:
            facility = self._facility(row)
        except Refusal as refusal:
            return Refused(row.line, refusal.code, refusal.message, refusal.fields)
        self._added[facility.code] = facility
        return Accepted(row.line, facility)

    def _facility(self, row: Row) -> Facility:
        code = facility_code(_cell(row, "code"))
        if code in self._known:
            raise Refusal("facility_code_taken", "Another facility has this code.", ("code",))
        if (first := self._first_lines[code]) != row.line:
            raise Refusal("facility_code_repeated", f"Line {first} has this code already.", ("code",))
        facility_kind(_cell(row, "kind"))
        new = NewFacility(code, _cell(row, "name"), _cell(row, "kind"), _state(row), _cell(row, "district"))
        return founded(new, self._parent(row), self._new_id())

    def _parent(self, row: Row) -> Facility | None:
        code = _written_code(row, "parent")
        if not code:
            return None
        if parent := self._known.get(code) or self._added.get(code):
            return parent
        if code in self._first_lines:
            line = self._first_lines[code]
            raise Refusal("facility_parent", f"The one above it, in line {line}, cannot be its parent.", ("parent",))
        raise Refusal("facility_parent", "There is no facility with the code of its parent.", ("parent",))


def _cell(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip()


def _written_code(row: Row, column: str) -> str:
    return _cell(row, column).upper()


def _state(row: Row) -> StateCode | None:
    """Raises ``Refusal`` facility_state for a text that names none."""
    if not (written := _cell(row, "state")):
        return None
    if (state := find_state(written)) is None:
        raise Refusal("facility_state", "There is no such state or union territory.", ("state",))
    return state.code


def _depth(kind: str) -> int:
    """0 for a state; for what is no kind, too."""
    above = {str(kind): parent for kind, parent in PARENT_KIND.items()}.get(kind.casefold())
    return 0 if above is None else 1 + _depth(above)
