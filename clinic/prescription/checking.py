"""What a page sends of a prescription, checked: nothing is kept that no doctor can mean."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from clinic.patients.wording import typed
from clinic.prescription import dosing
from clinic.prescription.draft import TEXT_FIELDS, TEXT_LENGTH, Changes
from clinic.prescription.formulary import Formulary
from clinic.prescription.judging import REASON_LENGTH
from clinic.prescription.line import INSTRUCTIONS_LENGTH, LINE_ID, MOST_LINES, PURPOSES, InPerson, Line, Vitals
from rooms.ports import Refusal

MOST_UNITS = 5_000.0
MOST_OVERRIDES = 20
OLDEST_VISIT_YEARS = 10
LIMITS: Mapping[str, tuple[float, float]] = {
    "weight_kg": (0.4, 300),
    "height_cm": (20, 250),
    "temperature_c": (30, 45),
    "pulse_bpm": (20, 300),
    "systolic_mmhg": (40, 300),
    "diastolic_mmhg": (20, 200),
    "spo2_percent": (30, 100),
    "glucose_mg_dl": (10, 1_000),
}


def checked(changes: Changes, formulary: Formulary, today: date) -> Changes:
    """``today``: in India. Raises ``Refusal``, whose ``fields`` name the line or the field."""
    written: dict[str, Any] = {
        name: typed(changes[name], TEXT_LENGTH, f"{name}_invalid") for name in TEXT_FIELDS if name in changes
    }
    if "lines" in changes:
        written["lines"] = lines(changes["lines"], formulary)
    if "vitals" in changes:
        written["vitals"] = _vitals(changes["vitals"])
    if "in_person" in changes:
        written["in_person"] = _in_person(changes["in_person"], today)
    return written


def lines(told: Sequence[Line], formulary: Formulary) -> tuple[Line, ...]:
    """Raises ``Refusal``."""
    if len(told) > MOST_LINES:
        raise Refusal("lines_too_many", f"A prescription has up to {MOST_LINES} medicines.", ("lines",))
    if len({one.id for one in told}) != len(told):
        raise Refusal("line_twice", "The same line came twice.", ("lines",))
    return tuple(_line(one, formulary) for one in told)


def check_dosings(lines: Sequence[Line]) -> None:
    """Of what is to be signed, or kept for other patients. Raises ``Refusal`` dosing_missing, naming the lines."""
    unsaid = tuple(one.id for one in lines if one.dosing.missing)
    if unsaid:
        raise Refusal("dosing_missing", "Please say of each medicine how much, when and for how many days.", unsaid)


def _line(told: Line, formulary: Formulary) -> Line:
    if not LINE_ID.fullmatch(told.id) or told.purpose not in PURPOSES:
        raise Refusal("line_invalid", "This line cannot be read.", ("lines",))
    try:
        dosing.checked(told.dosing)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, (told.id, *refusal.fields)) from None
    return replace(
        formulary.resolve(told),
        instructions=typed(told.instructions, INSTRUCTIONS_LENGTH, "instructions_invalid"),
        quantity=_quantity(told),
        overrides=_overrides(told),
    )


def _quantity(told: Line) -> float | None:
    if told.quantity is not None and not 0 < told.quantity <= MOST_UNITS:
        raise Refusal("quantity_invalid", f"A quantity is more than nothing, up to {MOST_UNITS:g}.", (told.id,))
    return told.quantity


def _overrides(told: Line) -> Mapping[str, str]:
    if len(told.overrides) > MOST_OVERRIDES or any(len(code) > 200 for code in told.overrides):
        raise Refusal("override_invalid", "These reasons cannot be read.", (told.id,))
    return {code: typed(reason, REASON_LENGTH, "override_invalid") for code, reason in told.overrides.items()}


def _vitals(told: Vitals) -> Vitals:
    for name, (least, most) in LIMITS.items():
        value = getattr(told, name)
        if value is not None and not least <= value <= most:
            raise Refusal("vitals_invalid", f"This is measured between {least:g} and {most:g}.", (name,))
    return told


def _in_person(told: InPerson | None, today: date) -> InPerson | None:
    if told is not None and not 0 <= (today - told.day).days <= OLDEST_VISIT_YEARS * 366:
        raise Refusal("in_person_invalid", "Please give the day on which you saw the patient.", ("in_person",))
    return told
