"""The medicines of a prescription as the template takes them."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from clinic.prescription.dosing import Dosing, figure
from clinic.prescription.line import Line, Purpose
from clinic.prescription.phrases.catalogue import Catalogue
from clinic.prescription.phrases.sentence import TIMES
from gateways.document.coverage import shown
from gateways.document.wording import Said, breakable, free, phrase, phrases

PURPOSES: Mapping[Purpose, str] = {"start": "", "refill": "refill", "add_on": "add-on"}


class Picture(TypedDict):
    """``file``: in the folder of pictograms. ``under``: what stands under it, empty where nothing is taken then."""

    file: str
    alt: str
    under: str


class Row(TypedDict):
    """``generic``: each ingredient in capitals with its strength. ``kind``: for the chemist."""

    number: int
    generic: list[tuple[str, str]]
    kind: str
    code: str
    sentences: list[Said]
    instructions: Said
    times: list[Picture]
    food: Picture | None
    days: str
    total: list[Said]


def rows(lines: Sequence[Line], catalogues: Sequence[Catalogue]) -> list[Row]:
    return [_row(number, line, catalogues) for number, line in enumerate(lines, start=1)]


def _row(number: int, line: Line, catalogues: Sequence[Catalogue]) -> Row:
    return Row(
        number=number,
        generic=[(breakable(shown(one.name.upper())), shown(one.strength)) for one in line.ingredients],
        kind=", ".join(part for part in (line.form, line.route, PURPOSES[line.purpose]) if part),
        code=line.dosing.code,
        sentences=[phrase(one, one.dosing(line.dosing, line.unit, line.route)) for one in catalogues],
        instructions=free(line.instructions),
        times=_times(line.dosing, catalogues),
        food=_food(line.dosing, catalogues[0]),
        days="" if line.dosing.pattern == "once" else str(line.dosing.days),
        total=[phrase(one, one.amount(line.units, line.unit)) for one in catalogues],
    )


def _times(dosing: Dosing, catalogues: Sequence[Catalogue]) -> list[Picture]:
    english = catalogues[0]
    if dosing.pattern == "sos":
        return [Picture(file="needed", alt=english.says("time.needed"), under=figure(dosing.sos_amount))]
    return [
        Picture(file=time, alt=english.says(f"time.{time}"), under=figure(amount) if amount else "")
        for time, amount in zip(TIMES, dosing.amounts, strict=True)
    ]


def _food(dosing: Dosing, english: Catalogue) -> Picture | None:
    if dosing.food == "any":
        return None
    return Picture(file=dosing.food, alt=english.says(f"food.{dosing.food}"), under="")


def captions(catalogues: Sequence[Catalogue]) -> dict[str, list[Said]]:
    """The key to the pictograms, printed once."""
    keys = [f"time.{time}" for time in (*TIMES, "needed")]
    foods = [f"food.{food}" for food in ("before_food", "after_food", "with_food", "empty_stomach")]
    return {key.partition(".")[2]: phrases(catalogues, key) for key in (*keys, *foods)}
