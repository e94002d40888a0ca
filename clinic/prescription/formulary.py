"""The medicines that can be chosen, what is known of their ingredients, and finding one by its first letters."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clinic.patients.wording import line as one_line
from clinic.prescription.finding import Index, Words, words_of
from clinic.prescription.guidelines.engine import named
from clinic.prescription.line import NAME_LENGTH, Line
from clinic.prescription.medicine import UNIT_OF, Ingredient, IngredientFacts, Medicine, MedicineId
from rooms.ports import Refusal

DATA = Path(__file__).with_name("data")
MEDICINES_FILE, INGREDIENTS_FILE = DATA / "medicines.json", DATA / "ingredients.json"
STRENGTH_LENGTH = 60
_BRAND_RANK, _ALIAS_RANK = 10, 20
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Formulary:
    """``medicines`` by id; ``ingredients`` by generic name. ``families``: words by which an allergy to one is told.

    ``cross_reactions``: which other families an allergy to one may concern. ``spoken``: the generic name by each of its
    names, as words are told.
    """

    medicines: Mapping[MedicineId, Medicine]
    ingredients: Mapping[str, IngredientFacts]
    families: Mapping[str, frozenset[str]]
    cross_reactions: Mapping[str, frozenset[str]]
    spoken: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _index: Index = field(init=False, repr=False, compare=False)
    _generic: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        generic = {named(alias): one.name for one in self.ingredients.values() for alias in (one.name, *one.aliases)}
        object.__setattr__(self, "_generic", generic)
        object.__setattr__(self, "spoken", {" ".join(words_of(alias)): name for alias, name in generic.items()})
        object.__setattr__(self, "_index", Index([(one, self._words(one)) for one in self.medicines.values()]))

    def find(self, medicine: MedicineId) -> Medicine | None:
        return self.medicines.get(medicine)

    def facts(self, ingredient: str) -> IngredientFacts | None:
        """By any of its names."""
        return self.ingredients.get(self.generic(ingredient))

    def generic(self, name: str) -> str:
        """In small letters; the generic name of what is an alias."""
        small = named(name)
        return self._generic.get(small, small)

    def search(self, query: str, most: int = 12) -> list[Medicine]:
        """By first letters of its name or a brand, and of strength or form, the likeliest first: "par 500"."""
        return self._index.search(query, most)

    def resolve(self, told: Line) -> Line:
        """With what the formulary says of it; one that is typed by name keeps its name. Raises ``Refusal``."""
        if told.medicine is None:
            return self._typed(told)
        found = self.find(told.medicine)
        if found is None:
            raise Refusal("line_unknown_medicine", "There is no such medicine: choose it again.", (told.id,))
        return replace(told, ingredients=found.ingredients, form=found.form, route=found.route, unit=found.unit)

    def _typed(self, told: Line) -> Line:
        """Of whatever strength it is written to be, nobody knows how much is in one unit."""
        if len(told.ingredients) != 1:
            raise Refusal("medicine_invalid", "Please write the name of the medicine.", (told.id,))
        one = told.ingredients[0]
        name = self.generic(one_line(" ".join(one.name.split()), NAME_LENGTH, "medicine_invalid"))
        strength = " ".join(one.strength.split())
        if strength:
            strength = one_line(strength, STRENGTH_LENGTH, "medicine_invalid")
        return replace(told, ingredients=(Ingredient(name, strength),), unit=told.unit or UNIT_OF[told.form])

    def _words(self, one: Medicine) -> Words:
        """By its generic names first, then by brands, then by other names."""
        generic = [(rank, part.name) for rank, part in enumerate(one.ingredients)]
        brands = [(_BRAND_RANK, brand) for brand in one.brands]
        aliases = [(_ALIAS_RANK, each) for part in one.ingredients for each in self.ingredients[part.name].aliases]
        return [*generic, *brands, *aliases], [one.strength, one.form, one.route]


@cache
def formulary() -> Formulary:
    """With the medicines of the package alone."""
    return read([MEDICINES_FILE])


def read(files: Iterable[Path]) -> Formulary:
    """Of two with the same id the later file's counts. Raises ``ValueError``, ``OSError``."""
    told = json.loads(INGREDIENTS_FILE.read_text(encoding="utf-8"))
    medicines = {one.id: one for file in files for one in medicines_of(file)}
    ingredients = {name: _facts({**facts, "name": name}) for name, facts in told["ingredients"].items()}
    for one in medicines.values():
        for part in one.ingredients:
            ingredients.setdefault(part.name, IngredientFacts(part.name, one.source))
    return Formulary(
        medicines,
        ingredients,
        {family: frozenset(" ".join(words_of(one)) for one in words) for family, words in told["families"].items()},
        {family: frozenset(others) for family, others in told["cross_reactions"].items()},
    )


def medicines_of(file: Path) -> Sequence[Medicine]:
    """Raises ``ValueError``, which names the file."""
    try:
        found = _medicines().validate_json(file.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise ValueError(f"{file.name} is not a list of medicines: {error.errors()[0]['msg']}") from error
    wrong = [one.id for one in found if not ID.fullmatch(one.id) or not one.ingredients]
    if wrong:
        raise ValueError(f"{file.name}: {wrong[0]!r} is no medicine.")
    return found


def medicines_json(medicines: Sequence[Medicine]) -> str:
    return _medicines().dump_json(tuple(medicines), indent=1).decode()


@cache
def _medicines() -> TypeAdapter[tuple[Medicine, ...]]:
    return TypeAdapter(tuple[Medicine, ...])


def _facts(told: dict[str, Any]) -> IngredientFacts:
    return TypeAdapter(IngredientFacts).validate_python(told)
