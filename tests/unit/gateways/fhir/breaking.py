"""How a test breaks a bundle: at which place, and by what."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from clinic.prescription.exporting import ExportKind
from tests.unit.gateways.fhir.builders import FULL, exported
from tests.unit.gateways.fhir.reading import Resource, Rule, composition, resources

DROPPED = object()


@dataclass(frozen=True, slots=True)
class Broken:
    """``where``: a type of a resource and an element of its first, "Patient/name.0.text"; ":" chooses among them by
    the text of their code ("Observation:Body weight"), "section:" by title, "bundle" is the bundle itself.

    ``by``: what stands there then, ``DROPPED``, or a function of what stood there.
    """

    rule: Rule
    mistake: str
    where: str
    by: Any = DROPPED
    kind: ExportKind = "OPConsultRecord"


def whole(kind: ExportKind) -> Resource:
    return dict(json.loads(_text(kind)))


@cache
def _text(kind: ExportKind) -> str:
    return json.dumps(exported(kind, replace(FULL, replaces="9" * 32)))


def broken(one: Broken) -> Resource:
    made = whole(one.kind)
    start, _, path = one.where.partition("/")
    *way, last = path.split(".")
    place = _start(made, start)
    for name in way:
        place = place[int(name) if isinstance(place, list) else name]
    at = int(last) if isinstance(place, list) else last
    if one.by is DROPPED:
        del place[at]
    else:
        place[at] = one.by(place[at]) if callable(one.by) else one.by
    return made


def added(one: Any) -> Callable[[list[Any]], list[Any]]:
    return lambda before: [*before, one]


def turned(before: list[Any]) -> list[Any]:
    return before[::-1]


def doubled(before: list[Any]) -> list[Any]:
    return [*before, before[-1]]


def with_a_stranger(entries: list[Any]) -> list[Any]:
    """The last once more, by an address that nothing knows."""
    own = "00000000-0000-4000-8000-000000000000"
    return [*entries, {"fullUrl": f"urn:uuid:{own}", "resource": entries[-1]["resource"] | {"id": own}}]


def _start(made: Resource, start: str) -> Any:
    kind, _, name = start.partition(":")
    if kind == "bundle":
        return made
    if kind == "section":
        return next(one for one in composition(made)["section"] if one["title"] == name)
    return next(one for one in resources(made, kind) if not name or one["code"]["text"] == name)
