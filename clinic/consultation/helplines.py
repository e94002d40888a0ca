"""The helplines to which an adolescent who is alone is led: data, which the department replaces by its own."""

import json
from dataclasses import dataclass
from pathlib import Path

HELPLINES_FILE = Path(__file__).with_name("helplines.json")


@dataclass(frozen=True, slots=True)
class Helpline:
    """``number``: as it is dialled in India."""

    id: str
    number: str
    english: str
    hindi: str

    def words(self, language: str) -> str:
        """In English where we have no other. ``language``: BCP 47."""
        return self.hindi if language.partition("-")[0] == "hi" else self.english


@dataclass(frozen=True, slots=True)
class Helplines:
    """``confirmed_by``: who of the department has confirmed the numbers; ``None``: nobody, they are recalled."""

    confirmed_by: str | None
    lines: tuple[Helpline, ...]


def read_helplines(file: Path = HELPLINES_FILE) -> Helplines:
    """Raises ``OSError``, ``ValueError`` or ``KeyError`` for a file that is not like ours."""
    content = json.loads(file.read_text(encoding="utf-8"))
    lines = [Helpline(row["id"], row["number"], row["english"], row["hindi"]) for row in content["helplines"]]
    return Helplines(content["confirmed_by"], tuple(lines))
