"""How the rules look at a bundle, and the value sets that they hold it against (``data``)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Resource = dict[str, Any]
Rule = Callable[[Resource], Iterator[str]]
DATA = Path(__file__).with_name("data")


def read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


VALUE_SETS = read("value_sets")
NRCES = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10"


def resources(bundle: Resource, kind: str = "") -> list[Resource]:
    every = [entry["resource"] for entry in bundle.get("entry", [])]
    return [one for one in every if kind in ("", one.get("resourceType"))]


def composition(bundle: Resource) -> Resource:
    return next(iter(resources(bundle)), {})


def kind_of(bundle: Resource) -> str:
    """Of the document, by the code of its type."""
    codes = [coding.get("code") for coding in composition(bundle).get("type", {}).get("coding", [])]
    return next((kind for kind, told in SECTIONS.items() if codes == [told["type"]]), "")


def walk(told: Any) -> Iterator[Any]:
    yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from walk(one)


def dicts(told: Any) -> Iterator[Resource]:
    return (one for one in walk(told) if isinstance(one, dict))


def codings(concept: Resource) -> list[Resource]:
    return list(concept.get("coding", []))


def at(told: Any, path: str) -> list[Any]:
    """What stands at the end of a path, once for each element of a list on the way; ``None`` where nothing does."""
    found = [told]
    for name in path.split("."):
        flat = [one for each in found for one in (each if isinstance(each, list) else [each])]
        found = [one.get(name) if isinstance(one, dict) else None for one in flat]
    return found


SECTIONS = {kind: told for kind, told in read("sections").items() if kind != "//"}
ELEMENTS = {kind: told for kind, told in read("elements").items() if kind != "//"}
