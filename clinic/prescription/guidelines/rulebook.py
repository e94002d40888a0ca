"""The guidelines as data: which list a medicine is in, what each list allows, and the words and clause of each refusal.

Every row has the day from which it holds, and perhaps one on which it ended: an amendment is another row.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from clinic.prescription.case import Mode, Participant, Relation
from clinic.prescription.line import Purpose
from clinic.prescription.medicine import Form, Route
from clinic.prescription.verdict import ListName, Ruling
from clinic.staff.application import System

RULES_FILE = Path(__file__).with_name("data") / "2020-03-25.json"


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


@dataclass(frozen=True, slots=True)
class Rulebook:
    """``follow_up_months``: since the visit in person. ``systems``: of medicine, that the rules cover."""

    version: str
    follow_up_months: int
    systems: frozenset[System]
    rulings: tuple[Said, ...]
    permissions: tuple[Permission, ...]
    listings: tuple[Listing, ...]
    aliases: Mapping[str, tuple[str, ...]]

    def for_day(self, day: date) -> "Rulebook":
        """With the rows alone that hold on that day."""
        return replace(
            self,
            rulings=_holding(self.rulings, day),
            permissions=_holding(self.permissions, day),
            listings=_holding(self.listings, day),
        )

    def ruling(self, code: str) -> Ruling:
        return next(one.ruling for one in self.rulings if one.ruling.code == code)

    def listing(self, ingredient: str, form: Form, route: Route) -> Listing | None:
        """``ingredient``: by its generic name in small letters."""
        found = [one for one in self.listings if one.names(ingredient, form, route)]
        return max(found, key=lambda one: one.rank) if found else None

    @property
    def prohibited(self) -> Mapping[str, tuple[str, ...]]:
        """Generic names with the others that they go by."""
        names = sorted({name for one in self.listings if one.list == "X" for name in one.ingredients})
        return {name: (name, *self.aliases.get(name, ())) for name in names if not self._is_released(name)}

    def _is_released(self, name: str) -> bool:
        """A newer row has taken it out of the prohibited list."""
        newest = max((one for one in self.listings if name in one.ingredients), key=lambda one: one.span.since)
        return newest.list != "X"


@cache
def load(file: Path = RULES_FILE) -> Rulebook:
    """Raises ``ValueError`` for what is not written like ``RULES_FILE``, ``OSError``."""
    told = json.loads(file.read_text(encoding="utf-8"))
    try:
        return _rulebook(told)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{file.name} is not written like the rules: {error}") from error


Row = TypeVar("Row", Said, Permission, Listing)


def _holding(rows: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    return tuple(one for one in rows if one.span.holds(day))


def _rulebook(told: Mapping[str, Any]) -> Rulebook:
    return Rulebook(
        version=told["version"],
        follow_up_months=told["follow_up_months"],
        systems=frozenset(map(System, told["systems"])),
        rulings=tuple(_said(one) for one in told["rulings"]),
        permissions=tuple(_permission(one) for one in told["permissions"]),
        listings=tuple(_listing(one) for one in told["listings"]),
        aliases={name: tuple(others) for name, others in told["aliases"].items()},
    )


def _span(row: Mapping[str, Any]) -> Span:
    until = row["until"]
    since = date.fromisoformat(row["from"])
    return Span(since, None if until is None else date.fromisoformat(until), row.get("applies", True))


def _said(row: Mapping[str, Any]) -> Said:
    return Said(Ruling(row["code"], row["clause"], row["words"]), row["confirmed"], _span(row))


def _permission(row: Mapping[str, Any]) -> Permission:
    return Permission(
        list=row["list"],
        chronic=row["chronic"],
        relations=frozenset(row["relations"]),
        participants=frozenset(row["participants"]),
        modes=frozenset(row["modes"]),
        purposes=frozenset(row["purposes"]),
        clause=row["clause"],
        confirmed=row["confirmed"],
        span=_span(row),
    )


def _listing(row: Mapping[str, Any]) -> Listing:
    return Listing(
        list=row["list"],
        ingredients=frozenset(row["ingredients"]),
        routes=frozenset(row.get("routes", ())),
        forms=frozenset(row.get("forms", ())),
        chronic=row.get("chronic", False),
        clause=row["clause"],
        confirmed=row["confirmed"],
        span=_span(row),
    )
