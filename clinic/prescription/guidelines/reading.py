"""The rows of the guidelines as they are read from JSON: a value that nobody knows is a mistake that names its row."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from clinic.prescription.case import Mode, Participant, Relation
from clinic.prescription.guidelines.rows import Listing, Permission, Said, Span
from clinic.prescription.line import PURPOSES
from clinic.prescription.medicine import FORMS, ROUTES
from clinic.prescription.verdict import ListName, Ruling

LANGUAGES = frozenset({"en", "hi"})

Row = Mapping[str, Any]
Value = TypeVar("Value", bound=str)


def said(row: Row) -> Said:
    """Raises ``ValueError``, ``KeyError``."""
    words = row["words"]
    if not words.keys() >= LANGUAGES or not all(words.values()):
        raise ValueError(f"{row['code']}: its words are to be there in English and Hindi.")
    return Said(Ruling(row["code"], _clause(row, row["code"]), words), _is_so(row, "confirmed"), _span(row))


def permission(row: Row) -> Permission:
    """Raises ``ValueError``, ``KeyError``."""
    return Permission(
        id=row["id"],
        list=_list(row),
        chronic=None if row["chronic"] is None else _is_so(row, "chronic"),
        relations=_some(row, "relations", get_args(Relation)),
        participants=_some(row, "participants", get_args(Participant)),
        modes=_some(row, "modes", get_args(Mode)),
        purposes=_some(row, "purposes", PURPOSES),
        clause=_clause(row, row["id"]),
        confirmed=_is_so(row, "confirmed"),
        span=_span(row),
    )


def listing(row: Row) -> Listing:
    """Raises ``ValueError``, ``KeyError``."""
    return Listing(
        id=row["id"],
        list=_list(row),
        ingredients=_names(row),
        routes=_some(row, "routes", ROUTES) if "routes" in row else frozenset(),
        forms=_some(row, "forms", FORMS) if "forms" in row else frozenset(),
        chronic=_is_so(row, "chronic", otherwise=False),
        clause=_clause(row, row["id"]),
        confirmed=_is_so(row, "confirmed"),
        span=_span(row),
    )


def _list(row: Row) -> ListName:
    if row["list"] not in get_args(ListName):
        raise ValueError(f"{row['id']}: there is no list {row['list']!r}.")
    found: ListName = row["list"]
    return found


def _some(row: Row, name: str, known: Collection[Value]) -> frozenset[Value]:
    """At least one: an empty field would be read as any of them, or as none."""
    values = row[name]
    wrong = [one for one in values if one not in known]
    if wrong or not values or isinstance(values, str):
        raise ValueError(f"{row['id']}: {name} may not be {wrong or values!r}.")
    return frozenset(values)


def _names(row: Row) -> frozenset[str]:
    """As ingredients are looked up: in small letters."""
    names = row["ingredients"]
    if not names or isinstance(names, str) or not all(one and one == one.casefold().strip() for one in names):
        raise ValueError(f"{row['id']}: ingredients are generic names in small letters.")
    return frozenset(names)


def _clause(row: Row, name: str) -> str:
    clause: str = row["clause"]
    if not clause:
        raise ValueError(f"{name}: a row cites its clause.")
    return clause


def _is_so(row: Row, name: str, otherwise: bool | None = None) -> bool:
    value = row[name] if otherwise is None else row.get(name, otherwise)
    if not isinstance(value, bool):
        raise ValueError(f"{row.get('id') or row.get('code')}: {name} is true or false.")
    return value


def _span(row: Row) -> Span:
    since = date.fromisoformat(row["from"])
    until = None if row["until"] is None else date.fromisoformat(row["until"])
    if until is not None and until <= since:
        raise ValueError(f"{row.get('id') or row.get('code')}: it ends before it begins.")
    return Span(since, until, _is_so(row, "applies", otherwise=True))
