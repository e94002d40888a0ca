"""The rows of the guidelines: what a list has, what it allows, and what a refusal says."""

from dataclasses import dataclass
from datetime import date

from clinic.prescription.case import Mode, Participant, Relation
from clinic.prescription.line import Purpose
from clinic.prescription.medicine import Form, Route
from clinic.prescription.verdict import ListName, Ruling


@dataclass(frozen=True, slots=True)
class Span:
    """``since`` is in it, ``until`` is not. A row that does not ``apply`` is known, and waits for a decision."""

    since: date
    until: date | None = None
    applies: bool = True

    def holds(self, day: date) -> bool:
        return self.applies and self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Listing:
    """Empty ``routes`` or ``forms`` mean any. ``chronic``: at a first consultation it is refilled only.

    ``confirmed``: the published list names it; otherwise it is recalled, or read into one of the list's groups.
    """

    id: str
    list: ListName
    ingredients: frozenset[str]
    routes: frozenset[Route]
    forms: frozenset[Form]
    chronic: bool
    clause: str
    confirmed: bool
    span: Span

    def names(self, ingredient: str, form: Form, route: Route) -> bool:
        fits = (not self.routes or route in self.routes) and (not self.forms or form in self.forms)
        return fits and ingredient in self.ingredients

    @property
    def rank(self) -> tuple[int, date]:
        """The narrowest row decides, and of two alike the newer one."""
        return bool(self.routes) + bool(self.forms), self.span.since


@dataclass(frozen=True, slots=True)
class Permission:
    """``chronic``: of which listings of the list; ``None`` for both."""

    id: str
    list: ListName
    chronic: bool | None
    relations: frozenset[Relation]
    participants: frozenset[Participant]
    modes: frozenset[Mode]
    purposes: frozenset[Purpose]
    clause: str
    confirmed: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Said:
    """A refusal with its clause."""

    ruling: Ruling
    confirmed: bool
    span: Span
