"""How a medicine is taken: ``Dosage`` of FHIR."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from clinic.prescription.dosing import Amounts, Dosing
from clinic.prescription.line import Line
from clinic.prescription.medicine import Route
from clinic.prescription.phrases.catalogue import Catalogue
from clinic.prescription.phrases.catalogues import ENGLISH, own
from gateways.fhir.codes import Named, exact, quantity, snomed

WHEN = ("MORN", "NOON", "EVE", "NIGHT")
"""Of http://hl7.org/fhir/event-timing, in the order of ``Dosing.amounts``."""
ROUTES: Mapping[Route, Named] = {
    "oral": ("26643006", "Oral route"),
    "topical": ("6064005", "Topical route"),
    "eye": ("54485002", "Ophthalmic route"),
    "ear": ("10547007", "Otic route"),
    "nasal": ("46713006", "Nasal route"),
    "sublingual": ("37839007", "Sublingual route"),
    "vaginal": ("16857009", "Vaginal route"),
    "rectal": ("37161004", "Rectal route"),
}
"""Under SNOMED CT 284009009. What is inhaled or injected may go several ways: that is told in words."""


def instructions(line: Line) -> list[dict[str, Any]]:
    """One for each amount, at the same time: 1 in the morning and 2 in the evening are two."""
    if line.dosing.pattern == "sos":
        return [_shared(line) | _as_needed(line)]
    told = [_shared(part) | _timing(part.dosing) | _dose(amount, line.unit) for amount, part in _parts(line)]
    return told if len(told) == 1 else [{"sequence": 1} | one for one in told]


def sentence(line: Line) -> str:
    return _english().dosing(line.dosing, line.unit, line.route)


def amount(value: float, unit: str) -> dict[str, Any]:
    """Of UCUM where that has it: of tablets and puffs it has none."""
    return quantity(value, "mL", "mL") if unit == "ml" else {"value": exact(value), "unit": unit}


def _parts(line: Line) -> Iterator[tuple[float, Line]]:
    """The line as if it were for those times alone that have the same amount, in the order of the day."""
    for one in dict.fromkeys(given for given in line.dosing.amounts if given):
        same: Amounts = tuple(given if given == one else 0.0 for given in line.dosing.amounts)  # type: ignore[assignment]
        yield one, replace(line, dosing=replace(line.dosing, amounts=same))


def _shared(line: Line) -> dict[str, Any]:
    route = ROUTES.get(line.route)
    food = {} if line.dosing.food == "any" else {"text": _english().says(f"food.{line.dosing.food}")}
    return {
        "text": sentence(line),
        "additionalInstruction": [food],
        "patientInstruction": line.instructions,
        "route": {"text": line.route} if route is None else snomed(route),
    }


def _as_needed(line: Line) -> dict[str, Any]:
    dosing = line.dosing
    most = {"numerator": amount(dosing.daily, line.unit), "denominator": quantity(1, "day", "d")}
    timing = {"timing": {"repeat": {"boundsDuration": _days(dosing.days)}}}
    return {"asNeededBoolean": True, "maxDosePerPeriod": most} | timing | _dose(dosing.sos_amount, line.unit)


def _timing(dosing: Dosing) -> dict[str, Any]:
    when = [code for code, given in zip(WHEN, dosing.amounts, strict=True) if given]
    return {"timing": {"repeat": _repeat(dosing, when)}}


def _repeat(dosing: Dosing, when: Sequence[str]) -> dict[str, Any]:
    if dosing.pattern == "once":
        return {"count": len(when), "when": list(when)}
    bounds = {"boundsDuration": _days(dosing.days)}
    return bounds | {"frequency": len(when), "period": dosing.every_days, "periodUnit": "d", "when": list(when)}


def _days(days: int) -> dict[str, Any]:
    return quantity(days, "days", "d")


def _dose(value: float, unit: str) -> dict[str, Any]:
    return {"doseAndRate": [{"doseQuantity": amount(value, unit)}]}


def _english() -> Catalogue:
    return own().by_language[ENGLISH]
