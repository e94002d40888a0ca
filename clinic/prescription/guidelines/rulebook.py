"""The guidelines as data: which list a medicine is in, what each list allows, and the words and clause of each refusal.

Every row has the day from which it holds, and perhaps one on which it ended: an amendment is another row.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from clinic.prescription.guidelines.reading import listing, permission, said
from clinic.prescription.guidelines.rows import Listing, Permission, Said
from clinic.prescription.medicine import Form, Route
from clinic.prescription.verdict import Ruling
from clinic.staff.application import System

RULES_FILE = Path(__file__).with_name("data") / "2020-03-25.json"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """``version``: the day of the newest row that holds. ``follow_up_months``: since the visit in person.

    ``systems``: of medicine, that the rules cover. ``fields``: how a text's field is called, by language.
    ``innocent``: phrases that only look like a prohibited substance, or that name a diagnosis.
    """

    version: str
    follow_up_months: int
    systems: frozenset[System]
    rulings: tuple[Said, ...]
    permissions: tuple[Permission, ...]
    listings: tuple[Listing, ...]
    aliases: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Mapping[str, str]]
    innocent: tuple[str, ...]

    def for_day(self, day: date) -> "Rulebook":
        """With the rows alone that hold on that day."""
        found = replace(
            self,
            rulings=_holding(self.rulings, day),
            permissions=_holding(self.permissions, day),
            listings=_holding(self.listings, day),
        )
        rows: Sequence[Said | Permission | Listing] = [*found.rulings, *found.permissions, *found.listings]
        return replace(found, version=max([self.version, *(one.span.since.isoformat() for one in rows)]))

    def ruling(self, code: str) -> Ruling:
        """The newest with this code. Raises ``LookupError``."""
        found = [one for one in self.rulings if one.ruling.code == code]
        if not found:
            raise LookupError(f"The rules of {self.version} have no ruling {code}.")
        return max(found, key=lambda one: one.span.since).ruling

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
    try:
        return _rulebook(json.loads(file.read_text(encoding="utf-8")))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{file.name} is not written like the rules: {error}") from error


Row = TypeVar("Row", Said, Permission, Listing)


def _holding(rows: tuple[Row, ...], day: date) -> tuple[Row, ...]:
    return tuple(one for one in rows if one.span.holds(day))


def _rulebook(told: Mapping[str, Any]) -> Rulebook:
    _check_ids([one["id"] for one in (*told["permissions"], *told["listings"])])
    return Rulebook(
        version=told["version"],
        follow_up_months=told["follow_up_months"],
        systems=frozenset(map(System, told["systems"])),
        rulings=tuple(said(one) for one in told["rulings"]),
        permissions=tuple(permission(one) for one in told["permissions"]),
        listings=tuple(listing(one) for one in told["listings"]),
        aliases={name: tuple(others) for name, others in told["aliases"].items()},
        fields=told["fields"],
        innocent=tuple(told["innocent"]),
    )


def _check_ids(ids: Sequence[str]) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{twice[0]}: two rows have this id.")
