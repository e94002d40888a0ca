"""What was measured, on one line."""

from datetime import date

from clinic.prescription.content import Person
from clinic.prescription.line import Vitals

PREGNANT = {"yes": "pregnant", "no": "not pregnant", "unsure": "pregnancy not certain"}


def line(vitals: Vitals, person: Person) -> str:
    """Empty where nothing was measured or told."""
    measured = (
        _measure("Weight", vitals.weight_kg, "kg"),
        _measure("Height", vitals.height_cm, "cm"),
        _measure("Temperature", vitals.temperature_c, "°C"),
        _measure("Pulse", vitals.pulse_bpm, "a minute"),
        _pressure(vitals.systolic_mmhg, vitals.diastolic_mmhg),
        _measure("SpO2", vitals.spo2_percent, "%"),
        _measure("Glucose", vitals.glucose_mg_dl, "mg/dl"),
        PREGNANT.get(person.pregnancy, ""),
        f"Last period {date.fromisoformat(person.last_period):%d %B %Y}" if person.last_period else "",
    )
    text = "; ".join(one for one in measured if one)
    return text[:1].upper() + text[1:]


def _pressure(systolic: int | None, diastolic: int | None) -> str:
    if systolic is None and diastolic is None:
        return ""
    return f"Blood pressure {systolic or '?'}/{diastolic or '?'} mmHg"


def _measure(name: str, value: float | None, unit: str) -> str:
    return "" if value is None else f"{name} {value:g} {unit}"
