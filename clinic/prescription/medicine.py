"""A medicine as the formulary has it: its ingredients by generic name, its form and its way into the body."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NewType, get_args

MedicineId = NewType("MedicineId", str)

Route = Literal[
    "oral", "topical", "eye", "ear", "nasal", "inhaled", "sublingual", "vaginal", "rectal", "injection", "other"
]
Form = Literal[
    "tablet", "capsule", "syrup", "suspension", "drops", "sachet", "powder", "lozenge", "cream", "ointment", "lotion",
    "gel", "inhaler", "spray", "solution", "pessary", "suppository", "injection", "other",
]  # fmt: skip
Unit = Literal["tablet", "capsule", "ml", "drop", "puff", "sachet", "application", "lozenge", "piece", "unit"]
ROUTES: tuple[Route, ...] = get_args(Route)
FORMS: tuple[Form, ...] = get_args(Form)
UNITS: tuple[Unit, ...] = get_args(Unit)
UNIT_OF: Mapping[Form, Unit] = MappingProxyType(
    {
        "tablet": "tablet",
        "capsule": "capsule",
        "syrup": "ml",
        "suspension": "ml",
        "solution": "ml",
        "drops": "drop",
        "sachet": "sachet",
        "powder": "sachet",
        "lozenge": "lozenge",
        "inhaler": "puff",
        "spray": "puff",
        "cream": "application",
        "ointment": "application",
        "lotion": "application",
        "gel": "application",
        "pessary": "piece",
        "suppository": "piece",
        "injection": "unit",
        "other": "piece",
    }
)
"""In what a dose of this form is counted."""


@dataclass(frozen=True, slots=True)
class Ingredient:
    """``name``: the international non-proprietary (generic) name in small letters. ``strength``: "500 mg" or empty.

    ``mg_per_unit``: milligrams in one unit of the form (one tablet, one ml, one puff); ``None`` where nobody knows.
    """

    name: str
    strength: str = ""
    mg_per_unit: float | None = None


@dataclass(frozen=True, slots=True)
class Medicine:
    """``id``: stable, of letters, digits and dashes: "paracetamol-500-mg-tablet". ``source``: where it is listed."""

    id: MedicineId
    ingredients: tuple[Ingredient, ...]
    form: Form
    route: Route
    source: str
    brands: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        return UNIT_OF[self.form]

    @property
    def name(self) -> str:
        """By its generic names alone: "Amoxicillin + clavulanic acid"."""
        joined = " + ".join(one.name for one in self.ingredients)
        return joined[:1].upper() + joined[1:]

    @property
    def strength(self) -> str:
        return " + ".join(one.strength for one in self.ingredients if one.strength)


@dataclass(frozen=True, slots=True)
class IngredientFacts:
    """What is known of an ingredient for the checks; ``None`` or empty is unknown, and then "not checked" is said.

    ``most_mg_a_day``: for an adult. ``child_mg_per_kg_a_day``: the most. ``least_child_years``: not below.
    ``pregnancy``: "avoid" or "usual". ``families``: for allergies ("penicillin"). ``interacts``: other ingredients.
    ``interactions_known``: whether ``interacts`` is meant to be whole for the medicines of this formulary.
    ``aliases``: other names and spellings, brands that stand for an allergy too.
    """

    name: str
    source: str
    most_mg_a_day: float | None = None
    child_mg_per_kg_a_day: float | None = None
    least_child_years: float | None = None
    pregnancy: Literal["avoid", "usual"] | None = None
    families: frozenset[str] = frozenset()
    interacts: Mapping[str, str] = field(default_factory=dict)
    interactions_known: bool = False
    aliases: tuple[str, ...] = ()
