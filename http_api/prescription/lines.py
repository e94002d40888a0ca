"""A prescription's lines, as pages send and get them."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from clinic.prescription.dosing import Dosing, Food, Pattern
from clinic.prescription.line import MOST_LINES, Line, LineId, Purpose
from clinic.prescription.medicine import UNIT_OF, Form, Ingredient, MedicineId, Route, Unit
from http_api.bodies import Body
from http_api.operations import Answer

Amount = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=100_000)]
MOST_SENT = 10 * MOST_LINES
"""More than may be kept, so that the refusal can say it in words."""


class IngredientBody(Body):
    name: Annotated[str, Field(max_length=300)]
    strength: Annotated[str, Field(max_length=60)] = ""
    mg_per_unit: Amount | None = None


class DosingBody(Body):
    pattern: Pattern
    amounts: tuple[Amount, Amount, Amount, Amount] = (0.0, 0.0, 0.0, 0.0)
    every_days: Count = 1
    days: Count = 0
    sos_amount: Amount = 0.0
    most_a_day: Count = 0
    food: Food = "any"


class LineBody(Body):
    """``ingredients``, ``form``, ``route`` and ``unit``: only where ``medicine`` is null; else the formulary's."""

    id: Annotated[str, Field(max_length=40)]
    medicine: Annotated[str, Field(max_length=200)] | None = None
    ingredients: Annotated[tuple[IngredientBody, ...], Field(max_length=10)] = ()
    form: Form = "other"
    route: Route = "other"
    unit: Unit | None = None
    dosing: DosingBody
    purpose: Purpose = "start"
    instructions: Annotated[str, Field(max_length=2_000)] = ""
    quantity: Amount | None = None
    overrides: dict[str, Annotated[str, Field(max_length=2_000)]] = Field(default_factory=dict)


LineBodies = Annotated[list[LineBody], Field(max_length=MOST_SENT)]


class IngredientAnswer(Answer):
    name: str
    strength: str
    mg_per_unit: float | None


class DosingAnswer(Answer):
    pattern: Pattern
    amounts: list[float]
    every_days: int
    days: int
    sos_amount: float
    most_a_day: int
    food: Food


class LineAnswer(Answer):
    """``code``: BD. ``shorthand``: 1-0-1. ``units``: the quantity, as it is worked out or as the doctor says."""

    id: str
    medicine: str | None
    ingredients: list[IngredientAnswer]
    name: str
    strength: str
    form: Form
    route: Route
    unit: Unit
    dosing: DosingAnswer
    code: str
    shorthand: str
    units: float
    purpose: Purpose
    instructions: str
    quantity: float | None
    overrides: dict[str, str]


def line_of(body: LineBody) -> Line:
    return Line(
        id=LineId(body.id),
        medicine=None if body.medicine is None else MedicineId(body.medicine),
        ingredients=tuple(Ingredient(one.name, one.strength, one.mg_per_unit) for one in body.ingredients),
        form=body.form,
        route=body.route,
        unit=body.unit or UNIT_OF[body.form],
        dosing=_dosing(body.dosing),
        purpose=body.purpose,
        instructions=body.instructions,
        quantity=body.quantity,
        overrides=body.overrides,
    )


def lines_of(bodies: Sequence[LineBody]) -> tuple[Line, ...]:
    return tuple(line_of(one) for one in bodies)


def line_answers(lines: Sequence[Line]) -> list[LineAnswer]:
    return [_answer(one) for one in lines]


def ingredient_answers(ingredients: Sequence[Ingredient]) -> list[IngredientAnswer]:
    return [IngredientAnswer(name=one.name, strength=one.strength, mg_per_unit=one.mg_per_unit) for one in ingredients]


def dosing_answer(dosing: Dosing) -> DosingAnswer:
    return DosingAnswer(
        pattern=dosing.pattern,
        amounts=list(dosing.amounts),
        every_days=dosing.every_days,
        days=dosing.days,
        sos_amount=dosing.sos_amount,
        most_a_day=dosing.most_a_day,
        food=dosing.food,
    )


def _answer(line: Line) -> LineAnswer:
    return LineAnswer(
        id=line.id,
        medicine=line.medicine,
        ingredients=ingredient_answers(line.ingredients),
        name=line.name,
        strength=line.strength,
        form=line.form,
        route=line.route,
        unit=line.unit,
        dosing=dosing_answer(line.dosing),
        code=line.dosing.code,
        shorthand=line.dosing.shorthand,
        units=line.units,
        purpose=line.purpose,
        instructions=line.instructions,
        quantity=line.quantity,
        overrides=dict(line.overrides),
    )


def _dosing(body: DosingBody) -> Dosing:
    return Dosing(
        pattern=body.pattern,
        amounts=body.amounts,
        every_days=body.every_days,
        days=body.days,
        sos_amount=body.sos_amount,
        most_a_day=body.most_a_day,
        food=body.food,
    )
