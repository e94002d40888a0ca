"""A department's list of medicines, from a CSV file: every mistake is told by its row; looking changes nothing.

One row is one medicine; ingredients of a combination and their strengths are joined by "+". Brands are joined by ";".
What is known of an ingredient for the checks is not imported: of a new one all but duplicate and allergy is "not
checked". A medicine is known again by ingredients, strengths, form and route, in whatever order and spelling they come.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from clinic.imports.sheet import Column, Row, read_sheet
from clinic.patients.wording import line
from clinic.prescription import strength
from clinic.prescription.line import NAME_LENGTH
from clinic.prescription.medicine import FORMS, ROUTES, UNIT_OF, Ingredient, Medicine, MedicineId, Unit
from rooms.ports import Refusal

COLUMNS = (
    Column("name", ("generic name", "medicine", "ingredients")),
    Column("strength", ("dose",)),
    Column("form", ("dosage form",)),
    Column("route", ("way",)),
    Column("source", ("list",)),
    Column("brands", ("brand", "brand names"), required=False),
)
STRENGTH_LENGTH, SOURCE_LENGTH, BRAND_LENGTH = 60, 200, 60
Generic = Callable[[str], str]
"""The generic name, in small letters, by any name of an ingredient. Raises ``Refusal`` for a name of several."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """``line``: of the file, from 1."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """What an import would do. With a mistake nothing is done."""

    added: tuple[Medicine, ...]
    changed: tuple[Medicine, ...]
    unchanged: int
    mistakes: tuple[Mistake, ...]
    ignored: tuple[str, ...]


def read(content: bytes, known: Mapping[MedicineId, Medicine], generic: Generic = str.lower) -> Found:
    """``known``: what there is already; brands are added to a medicine's own. Raises ``Refusal`` for what is no CSV."""
    sheet = read_sheet(content, COLUMNS)
    medicines, mistakes = _medicines(sheet.rows, known, generic)
    merged = [_with_brands(one, known.get(one.id)) for one in medicines]
    added = tuple(one for one in merged if one.id not in known)
    changed = tuple(one for one in merged if one.id in known and known[one.id] != one)
    unchanged = len(merged) - len(added) - len(changed)
    return Found(added, changed, unchanged, tuple(mistakes), sheet.ignored)


def _medicines(
    rows: Sequence[Row], known: Mapping[MedicineId, Medicine], generic: Generic
) -> tuple[Sequence[Medicine], list[Mistake]]:
    same = {_sameness(one): one.id for one in known.values()}
    found: dict[MedicineId, Medicine] = {}
    mistakes: list[Mistake] = []
    for row in rows:
        try:
            told = _medicine(row, generic)
            one = replace(told, id=same.get(_sameness(told), told.id))
            _check_only(one, found, known)
            found[one.id] = one
        except Refusal as refusal:
            mistakes.append(Mistake(row.line, refusal.fields[0] if refusal.fields else "", refusal.message))
    return list(found.values()), mistakes


def _sameness(one: Medicine) -> tuple[object, ...]:
    parts = frozenset((part.name, strength.written(part.strength)) for part in one.ingredients)
    return (parts, one.form, one.route)


def _check_only(one: Medicine, found: Mapping[MedicineId, Medicine], known: Mapping[MedicineId, Medicine]) -> None:
    """Raises ``Refusal``."""
    if one.id in found:
        raise Refusal("medicine_twice", "The same medicine stands in the file twice.", ("name",))
    if one.id in known and _sameness(known[one.id]) != _sameness(one):
        raise Refusal("name_invalid", "Another medicine has nearly this name: write it more precisely.", ("name",))


def _medicine(row: Row, generic: Generic) -> Medicine:
    """Raises ``Refusal``, whose first field is the column."""
    if row.formulas or row.extra:
        raise Refusal("row_invalid", "A cell acts like a formula, or there are more cells than headings.", ("",))
    form, route = row.cells["form"].lower(), row.cells["route"].lower()
    if form not in FORMS:
        raise Refusal("form_invalid", f"The form is one of: {', '.join(FORMS)}.", ("form",))
    if route not in ROUTES:
        raise Refusal("route_invalid", f"The route is one of: {', '.join(ROUTES)}.", ("route",))
    ingredients = _ingredients(row, UNIT_OF[form], generic)
    brands = tuple(_text(one, BRAND_LENGTH, "brands") for one in row.cells.get("brands", "").split(";") if one.strip())
    source = _text(row.cells["source"], SOURCE_LENGTH, "source")
    return Medicine(_id(ingredients, form, route), ingredients, form, route, source, brands)


def _ingredients(row: Row, unit: Unit, generic: Generic) -> tuple[Ingredient, ...]:
    names = [_generic(_text(one, NAME_LENGTH, "name"), generic) for one in row.cells["name"].split("+")]
    told = [_text(strength.written(one), STRENGTH_LENGTH, "strength") for one in row.cells["strength"].split("+")]
    if len(names) != len(told):
        raise Refusal("strength_invalid", "Each ingredient has its strength, joined by +.", ("strength",))
    if any(strength.is_nothing(one) for one in told):
        raise Refusal("strength_invalid", "A strength is more than nothing.", ("strength",))
    if len(set(names)) != len(names):
        raise Refusal("name_invalid", "An ingredient stands there twice.", ("name",))
    return tuple(Ingredient(name, one, strength.mg_per_unit(one, unit)) for name, one in zip(names, told, strict=True))


def _generic(name: str, generic: Generic) -> str:
    try:
        return generic(name)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, ("name",)) from None


def _id(ingredients: Sequence[Ingredient], form: str, route: str) -> MedicineId:
    parts = [*(one.name for one in ingredients), *(one.strength for one in ingredients), form]
    if route not in ("oral", "topical", "inhaled", "injection"):
        parts.append(route)
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower().replace("%", " percent")).strip("-")
    if not slug:
        raise Refusal("name_invalid", "The generic name is written in Latin letters.", ("name",))
    return MedicineId(slug)


def _with_brands(one: Medicine, before: Medicine | None) -> Medicine:
    """Those that were known before, then the new ones; a name that is written otherwise stays as it was known."""
    if before is None:
        return one
    known = {brand.casefold() for brand in before.brands}
    more = tuple(brand for brand in one.brands if brand.casefold() not in known)
    return replace(before, source=one.source, brands=(*before.brands, *more))


def _text(text: str, most: int, column: str) -> str:
    try:
        return line(" ".join(text.split()), most, f"{column}_invalid")
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, (column,)) from None
