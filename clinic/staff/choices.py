"""What a doctor chooses from when she applies, in the two languages of the pages."""

import json
from dataclasses import dataclass
from pathlib import Path

CHOICES = Path(__file__).with_name("choices.json")


@dataclass(frozen=True, slots=True)
class Choice:
    """``code``: of a speciality, or of a language (ISO 639)."""

    code: str
    english: str
    hindi: str


def _read(name: str) -> tuple[Choice, ...]:
    rows = json.loads(CHOICES.read_text(encoding="utf-8"))[name]
    return tuple(Choice(row["code"], row["english"], row["hindi"]) for row in rows)


SPECIALITIES = _read("specialities")
LANGUAGES = _read("languages")
