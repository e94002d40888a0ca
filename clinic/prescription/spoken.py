"""What is spoken of a prescription: its fixed phrases, medicine by medicine, and never a medicine's name."""

from collections.abc import Sequence
from typing import Protocol

from clinic.prescription.content import Content
from clinic.prescription.phrases.catalogue import Catalogue

Sentence = tuple[str, ...]
"""In pieces, each of which a department may have recorded: "second medicine", "1 tablet at night", "for 3 days"."""


class Voice(Protocol):
    async def speak(self, sentences: Sequence[Sentence], language: str) -> bytes | None:
        """MP3, with a rest after each sentence; ``None`` where this server has no voice for that language."""


def sentences(content: Content, catalogue: Catalogue) -> list[Sentence]:
    comma = catalogue.says("list.comma")
    return [
        (catalogue.nth_medicine(number), *catalogue.dosing(line.dosing, line.unit, line.route).split(comma))
        for number, line in enumerate(content.lines, 1)
    ]
