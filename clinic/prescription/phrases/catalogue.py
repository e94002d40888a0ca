"""The phrases of one language. Only what a named reviewer has signed is printed, and English and Hindi meanwhile."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from clinic.prescription.dosing import Dosing, figure
from clinic.prescription.medicine import Route, Unit
from clinic.prescription.phrases import sentence

Direction = Literal["ltr", "rtl"]
Status = Literal["working", "draft", "signed"]
WORKING = ("en", "hi")
"""The languages this project is written in: printed although no reviewer has signed them yet."""


@dataclass(frozen=True)
class Catalogue:
    """``language``: its primary subtag (BCP 47), ``name`` in itself. ``declared``: the status its file claims.

    ``reviewer`` has signed on ``reviewed_on`` (ISO day) the phrases whose hash is ``sha256``; ``None``: nobody has.
    """

    language: str
    name: str
    direction: Direction
    declared: Status
    reviewer: str | None
    reviewed_on: str | None
    sha256: str | None
    phrases: Mapping[str, str]
    ordinals: tuple[str, ...]

    @cached_property
    def is_signed(self) -> bool:
        """``False`` again as soon as a phrase differs from what was reviewed."""
        return bool(self.reviewer and self.reviewed_on) and self.sha256 == digest(self)

    @property
    def status(self) -> Status:
        if self.is_signed:
            return "signed"
        return "working" if self.declared == "working" and self.language in WORKING else "draft"

    @property
    def is_printed(self) -> bool:
        return self.status != "draft"

    def says(self, key: str, **values: str | int) -> str:
        """Raises ``KeyError`` for a key that is not in the closed list or a value that the phrase needs."""
        return self.phrases[key].format_map(values)

    def dosing(self, dosing: Dosing, unit: Unit, route: Route = "oral") -> str:
        """A plain sentence: "1 tablet in the morning and 1 at night, after food, for 5 days"."""
        return sentence.of(self.says, dosing, unit, route)

    def amount(self, number: float, unit: Unit) -> str:
        """ "10 tablets"."""
        return sentence.amount(self.says, number, unit)

    def ordinal(self, number: int) -> str:
        """From 1. Beyond those that have a word, the figure."""
        return self.ordinals[number - 1] if 1 <= number <= len(self.ordinals) else figure(number)

    def nth_medicine(self, number: int) -> str:
        """ "first medicine", as it is spoken before each of them."""
        return self.says("medicine.nth", ordinal=self.ordinal(number))


def digest(catalogue: Catalogue) -> str:
    """What a reviewer signs: SHA-256, in hex, of the phrases and the ordinals as JSON with sorted keys."""
    told = {"language": catalogue.language, "phrases": dict(catalogue.phrases), "ordinals": catalogue.ordinals}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
