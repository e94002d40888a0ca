"""What is spoken of a prescription: its fixed phrases, medicine by medicine, and never a medicine's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from clinic.prescription.content import Content
from clinic.prescription.phrases.catalogue import Catalogue

Sentence = tuple[str, ...]
"""In pieces, each of which a department may have recorded: "second medicine", "1 tablet at night", "for 3 days"."""

Whose = Literal["synthetic", "recorded"]
"""A machine's, also where it speaks but some of it; or people's."""


@dataclass(frozen=True, slots=True)
class Spoken:
    mp3: bytes
    whose: Whose


class Voice(Protocol):
    async def whose(self, sentences: Sequence[Sentence], language: str) -> Whose | None:
        """Before it speaks: by whom that will be; ``None`` where by nobody."""

    async def speak(self, sentences: Sequence[Sentence], language: str) -> Spoken | None:
        """With a rest after each sentence; ``None`` where this server has no voice for all of it."""


def sentences(content: Content, catalogue: Catalogue) -> list[Sentence]:
    comma = catalogue.says("list.comma")
    return [
        (catalogue.nth_medicine(number), *catalogue.dosing(line.dosing, line.unit, line.route).split(comma))
        for number, line in enumerate(content.lines, 1)
    ]
