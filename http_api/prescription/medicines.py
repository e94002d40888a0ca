"""Finding a medicine; and what medical officers say of those that no list has."""

from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.prescription.formulary import Formulary
from clinic.prescription.medicine import Form, Medicine, Route, Unit
from clinic.prescription.unlisted import Asked, UnlistedMedicines
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.permits import Permits, staff_of
from http_api.operations import Answer, Call, Operations, Query, Who
from http_api.prescription.lines import IngredientAnswer, ingredient_answers

LONGEST_QUERY = 80
MOST_FOUND = 20


class FindMedicine(Query):
    """``q``: first letters of its generic name or a brand, and of its strength or form: "par 500"."""

    q: Annotated[str, Field(max_length=LONGEST_QUERY)]
    limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 12


class MedicineAnswer(Answer):
    id: str
    name: str
    strength: str
    form: Form
    route: Route
    unit: Unit
    brands: list[str]
    source: str
    ingredients: list[IngredientAnswer]


class MedicinesFound(Answer):
    """The likeliest first."""

    medicines: list[MedicineAnswer]


class Classify(Body):
    list: Annotated[str, Field(max_length=1)]
    reason: Annotated[str, Field(max_length=2_000)]


class OpinionAnswer(Answer):
    officer_name: str
    list: Literal["O", "A", "B", "X"]
    reason: str
    at: float


class UnlistedAnswer(Answer):
    """``listed``: once two named officers agree. ``is_mine``: she has spoken already."""

    key: str
    name: str
    form: str
    route: str
    asked_at: float
    opinions: list[OpinionAnswer]
    listed: Literal["O", "A", "B", "X"] | None
    is_mine: bool


class UnlistedFound(Answer):
    medicines: list[UnlistedAnswer]


class MedicinePages:
    def __init__(self, formulary: Formulary, unlisted: UnlistedMedicines, permits: Permits) -> None:
        self._formulary = formulary
        self._unlisted = unlisted
        self._permits = permits

    async def find_medicine(self, call: Call, query: FindMedicine) -> MedicinesFound:
        return MedicinesFound(medicines=[_medicine(one) for one in self._formulary.search(query.q, query.limit)])

    async def list_unlisted_medicines(self, call: Call) -> UnlistedFound:
        await self._permits.require(call, Permission.CLASSIFY_MEDICINES)
        return UnlistedFound(medicines=[_asked(one, staff_of(call)) for one in await self._unlisted.every()])

    async def classify_medicine(self, call: Call, body: Classify) -> UnlistedFound:
        actor = await self._permits.require(call, Permission.CLASSIFY_MEDICINES)
        every = await self._unlisted.judge(call.named("key"), body.list, body.reason, actor)
        return UnlistedFound(medicines=[_asked(one, staff_of(call)) for one in every])


def add_medicines(operations: Operations, pages: MedicinePages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    operations.add(
        "GET",
        "/desk/medicines",
        pages.find_medicine,
        "Find a medicine",
        takes=FindMedicine,
        gives=MedicinesFound,
        **hers,
    )
    officers: dict[str, Any] = hers | {"gives": UnlistedFound}
    at = "/desk/unlisted-medicines"
    operations.add(
        "GET", at, pages.list_unlisted_medicines, "Medicines that no list has", refuses=("not_permitted",), **officers
    )
    operations.add(
        "POST",
        f"{at}/{{key}}",
        pages.classify_medicine,
        "Say in which list it belongs",
        takes=Classify,
        refuses=("not_permitted", "medicine_unknown", "list_invalid", "reason_invalid"),
        **officers,
    )


def _medicine(one: Medicine) -> MedicineAnswer:
    return MedicineAnswer(
        id=one.id,
        name=one.name,
        strength=one.strength,
        form=one.form,
        route=one.route,
        unit=one.unit,
        brands=list(one.brands),
        source=one.source,
        ingredients=ingredient_answers(one.ingredients),
    )


def _asked(one: Asked, officer: str) -> UnlistedAnswer:
    opinions = [OpinionAnswer(officer_name=name, list=of.list, reason=of.reason, at=of.at) for name, of in one.opinions]
    return UnlistedAnswer(
        key=one.medicine.key,
        name=one.medicine.name,
        form=one.medicine.form,
        route=one.medicine.route,
        asked_at=one.medicine.asked_at,
        opinions=opinions,
        listed=one.listed,
        is_mine=any(of.officer == officer for _, of in one.opinions),
    )
