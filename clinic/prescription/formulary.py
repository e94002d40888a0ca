"""The medicines that can be chosen, what is known of their ingredients, and finding one by its first letters."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from clinic.patients.wording import line as one_line
from clinic.prescription.finding import Index, Words, words_of
from clinic.prescription.guidelines.engine import named
from clinic.prescription.line import NAME_LENGTH, Line
from clinic.prescription.medicine import (
    FORMS,
    ROUTES,
    UNIT_OF,
    UNITS,
    Ingredient,
    IngredientFacts,
    Medicine,
    MedicineId,
)
from clinic.prescription.strength import mg_per_unit, written
from rooms.ports import Refusal

DATA = Path(__file__).with_name("data")
MEDICINES_FILE, INGREDIENTS_FILE = DATA / "medicines.json", DATA / "ingredients.json"
STRENGTH_LENGTH = 60
_BRAND_RANK, _ALIAS_RANK = 10, 20
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Formulary:
    """``medicines`` by id; ``ingredients`` by generic name. ``families``: words by which an allergy to one is told.

    ``cross_reactions``: which other families an allergy to one may concern. ``reasons``: of interactions, by language.
    ``mixtures``: the ingredients by a name that stands for several. ``spoken``: generic names by the words that may be
    told of them, brands and mixtures among them.
    """

    medicines: Mapping[MedicineId, Medicine]
    ingredients: Mapping[str, IngredientFacts]
    families: Mapping[str, frozenset[str]]
    cross_reactions: Mapping[str, frozenset[str]]
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mixtures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spoken: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _index: Index = field(init=False, repr=False, compare=False)
    _generic: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_generic", _generic_names(self.ingredients.values()))
        object.__setattr__(self, "spoken", self._spoken())
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

    def one_generic(self, name: str) -> str:
        """As ``generic``, of brands too. Raises ``Refusal`` for a name of several ingredients: none is dropped."""
        known = self._generic.get(named(name))
        told = self.spoken.get(" ".join(words_of(name)), frozenset()) if known is None else {known}
        if len(told) > 1:
            parts = " + ".join(sorted(told))
            raise Refusal("medicine_invalid", f"This name stands for {parts}: choose it from the list, or write these.")
        return next(iter(told), named(name))

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
        """How much is in one unit is known where the strength tells it."""
        unit = told.unit or UNIT_OF.get(told.form)
        if len(told.ingredients) != 1 or told.form not in FORMS or told.route not in ROUTES or unit not in UNITS:
            raise Refusal("medicine_invalid", "Please write the name of the medicine, and choose its form.", (told.id,))
        one = told.ingredients[0]
        try:
            name = self.one_generic(one_line(" ".join(one.name.split()), NAME_LENGTH, "medicine_invalid"))
            strength = one.strength.strip() and one_line(written(one.strength), STRENGTH_LENGTH, "medicine_invalid")
        except Refusal as refusal:
            raise Refusal(refusal.code, refusal.message, (told.id,)) from None
        counted = mg_per_unit(strength, unit) if unit == UNIT_OF[told.form] else None
        return replace(told, ingredients=(Ingredient(name, strength, counted),), unit=unit)

    def _words(self, one: Medicine) -> Words:
        """By its generic names first, then by brands, then by other names."""
        generic = [(rank, part.name) for rank, part in enumerate(one.ingredients)]
        brands = [(_BRAND_RANK, brand) for brand in one.brands]
        facts = [self.facts(part.name) for part in one.ingredients]
        aliases = [(_ALIAS_RANK, alias) for each in facts if each is not None for alias in each.aliases]
        parts = {self.generic(part.name) for part in one.ingredients}
        mixtures = [(_ALIAS_RANK, name) for name, names in self.mixtures.items() if set(names) == parts]
        return [*generic, *brands, *aliases, *mixtures], [one.strength, one.form, one.route]

    def _spoken(self) -> Mapping[str, frozenset[str]]:
        told: dict[str, frozenset[str]] = {}
        brands = [
            (brand, [part.name for part in one.ingredients]) for one in self.medicines.values() for brand in one.brands
        ]
        names = [(name, [generic]) for name, generic in self._generic.items()]
        for name, ingredients in (*names, *brands, *self.mixtures.items()):
            phrase = " ".join(words_of(name))
            told[phrase] = told.get(phrase, frozenset()) | {self.generic(one) for one in ingredients}
        return told


def _generic_names(ingredients: Iterable[IngredientFacts]) -> Mapping[str, str]:
    return {named(alias): one.name for one in ingredients for alias in (one.name, *one.aliases)}


@cache
def formulary() -> Formulary:
    """With the medicines of the package alone."""
    return read([MEDICINES_FILE])


def read(files: Iterable[Path]) -> Formulary:
    """Of two with the same id the later file's counts. Raises ``ValueError``, ``OSError``."""
    told = json.loads(INGREDIENTS_FILE.read_text(encoding="utf-8"))
    medicines = {one.id: one for file in files for one in medicines_of(file)}
    ingredients = _facts().validate_python(
        {name: {**facts, "name": name} for name, facts in told["ingredients"].items()}
    )
    known = _generic_names(ingredients.values())
    for one in medicines.values():
        for part in one.ingredients:
            if named(part.name) not in known:
                ingredients.setdefault(named(part.name), IngredientFacts(named(part.name), one.source))
    return Formulary(
        medicines,
        ingredients,
        {family: frozenset(" ".join(words_of(one)) for one in words) for family, words in told["families"].items()},
        {family: frozenset(others) for family, others in told["cross_reactions"].items()},
        told["reasons"],
        {brand: tuple(names) for brand, names in told["mixtures"].items()},
    )


def medicines_of(file: Path) -> Sequence[Medicine]:
    """Raises ``ValueError``, which names the file and the medicine, and ``OSError``."""
    try:
        found = _medicines().validate_json(file.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise ValueError(f"{file.name} is not a list of medicines: {error.errors()[0]['msg']}") from error
    times = Counter(one.id for one in found)
    wrong = [one.id for one in found if times[one.id] > 1 or not _can_be(one)]
    if wrong:
        raise ValueError(f"{file.name}: {wrong[0]!r} is no medicine, or stands there twice.")
    return found


def _can_be(one: Medicine) -> bool:
    amounts = [part.mg_per_unit for part in one.ingredients if part.mg_per_unit is not None]
    is_named = bool(one.ingredients) and all(part.name.strip() for part in one.ingredients)
    is_counted = all(math.isfinite(amount) and amount > 0 for amount in amounts)
    return ID.fullmatch(one.id) is not None and is_named and is_counted and bool(one.source.strip())


def medicines_json(medicines: Sequence[Medicine]) -> str:
    return _medicines().dump_json(tuple(medicines), indent=1).decode()


@cache
def _medicines() -> TypeAdapter[tuple[Medicine, ...]]:
    return TypeAdapter(tuple[Medicine, ...])


@cache
def _facts() -> TypeAdapter[dict[str, IngredientFacts]]:
    return TypeAdapter(dict[str, IngredientFacts])
