"""A department's list of medicines, from a CSV file: every mistake is told by its row; looking changes nothing.

One row is one medicine; ingredients of a combination and their strengths are joined by "+". Brands are joined by ";".
What is known of an ingredient for the checks is not imported: of a new one everything is "not checked".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clinic.imports.sheet import Column, Row, read_sheet
from clinic.patients.wording import line
from clinic.prescription.line import NAME_LENGTH
from clinic.prescription.medicine import FORMS, ROUTES, Ingredient, Medicine, MedicineId
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
_PLAIN_STRENGTH = re.compile(r"(?P<amount>\d+(?:\.\d+)?)\s*(?P<unit>mg|g|mcg)(?:\s*/\s*(?P<per>\d+(?:\.\d+)?)?\s*ml)?")
_IN_MG: Mapping[str, float] = {"mg": 1.0, "g": 1_000.0, "mcg": 0.001}


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


def read(content: bytes, known: Mapping[MedicineId, Medicine]) -> Found:
    """``known``: what there is already; brands are added to a medicine's own. Raises ``Refusal`` for what is no CSV."""
    sheet = read_sheet(content, COLUMNS)
    medicines, mistakes = _medicines(sheet.rows)
    merged = {key: _with_brands(one, known.get(key)) for key, one in medicines.items()}
    added = tuple(one for key, one in merged.items() if key not in known)
    changed = tuple(one for key, one in merged.items() if key in known and known[key] != one)
    unchanged = len(merged) - len(added) - len(changed)
    return Found(added, changed, unchanged, tuple(mistakes), sheet.ignored)


def _medicines(rows: Sequence[Row]) -> tuple[dict[MedicineId, Medicine], list[Mistake]]:
    found: dict[MedicineId, Medicine] = {}
    mistakes: list[Mistake] = []
    for row in rows:
        try:
            one = _medicine(row)
        except Refusal as refusal:
            mistakes.append(Mistake(row.line, refusal.fields[0] if refusal.fields else "", refusal.message))
            continue
        if one.id in found:
            mistakes.append(Mistake(row.line, "name", "The same medicine stands in the file twice."))
        found[one.id] = one
    return found, mistakes


def _medicine(row: Row) -> Medicine:
    """Raises ``Refusal``, whose first field is the column."""
    if row.formulas or row.extra:
        raise Refusal("row_invalid", "A cell acts like a formula, or there are more cells than headings.", ("",))
    form, route = row.cells["form"].lower(), row.cells["route"].lower()
    if form not in FORMS:
        raise Refusal("form_invalid", f"The form is one of: {', '.join(FORMS)}.", ("form",))
    if route not in ROUTES:
        raise Refusal("route_invalid", f"The route is one of: {', '.join(ROUTES)}.", ("route",))
    ingredients = _ingredients(row)
    brands = tuple(_text(one, BRAND_LENGTH, "brands") for one in row.cells.get("brands", "").split(";") if one.strip())
    source = _text(row.cells["source"], SOURCE_LENGTH, "source")
    return Medicine(_id(ingredients, form, route), ingredients, form, route, source, brands)


def _ingredients(row: Row) -> tuple[Ingredient, ...]:
    names = [_text(one, NAME_LENGTH, "name").lower() for one in row.cells["name"].split("+")]
    strengths = [" ".join(one.split()) for one in row.cells["strength"].split("+")]
    if len(names) != len(strengths):
        raise Refusal("strength_invalid", "Each ingredient has its strength, joined by +.", ("strength",))
    told = [_text(one, STRENGTH_LENGTH, "strength") for one in strengths]
    return tuple(Ingredient(name, strength, _mg(strength)) for name, strength in zip(names, told, strict=True))


def _mg(strength: str) -> float | None:
    """Milligrams in one tablet or one ml; ``None`` where it is told otherwise: per cent, units."""
    found = _PLAIN_STRENGTH.fullmatch(strength.lower())
    if found is None:
        return None
    amount = float(found["amount"]) * _IN_MG[found["unit"]]
    return amount if "/" not in strength else amount / float(found["per"] or 1)


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
