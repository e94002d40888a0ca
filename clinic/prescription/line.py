"""One medicine of a prescription as the doctor writes it; and what is printed beside medicines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NewType, get_args

from clinic.prescription.dosing import Dosing
from clinic.prescription.medicine import Form, Ingredient, Medicine, MedicineId, Route, Unit

LineId = NewType("LineId", str)
Purpose = Literal["start", "refill", "add_on"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
LINE_ID = re.compile(r"[0-9a-f]{8,32}")
MOST_LINES = 20
INSTRUCTIONS_LENGTH = 200
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Line:
    """``medicine``: its id, ``None`` where it is typed by name because no list has it. ``purpose``: whether she begins
    it, takes it already, or adds it to what was begun in person. ``overrides``: the doctor's reason against each
    warning, by the warning's code. ``quantity``: in units, where it is not what follows from the dosing.
    """

    id: LineId
    medicine: MedicineId | None
    ingredients: tuple[Ingredient, ...]
    form: Form
    route: Route
    unit: Unit
    dosing: Dosing
    purpose: Purpose = "start"
    instructions: str = ""
    quantity: float | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return Medicine(MedicineId(""), self.ingredients, self.form, self.route, "").name

    @property
    def strength(self) -> str:
        return Medicine(MedicineId(""), self.ingredients, self.form, self.route, "").strength

    @property
    def units(self) -> float:
        return self.dosing.total if self.quantity is None else self.quantity


@dataclass(frozen=True, slots=True)
class Vitals:
    """As measured or told; ``None`` where not. Blood pressure in mmHg, temperature in °C, SpO2 in per cent."""

    weight_kg: float | None = None
    height_cm: float | None = None
    temperature_c: float | None = None
    pulse_bpm: int | None = None
    systolic_mmhg: int | None = None
    diastolic_mmhg: int | None = None
    spo2_percent: int | None = None
    glucose_mg_dl: int | None = None


@dataclass(frozen=True, slots=True)
class InPerson:
    """The doctor attests that she saw this patient in person on that day for the same condition (guideline 3.6.2)."""

    day: date
