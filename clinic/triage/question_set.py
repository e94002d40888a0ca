"""Questions asked in pictures: ``question_sets/NAME.VERSION.json``. A published version is never changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from rooms.ports import Refusal

FOLDER = Path(__file__).with_name("question_sets")
LANGUAGES = ("en", "hi")
FALLBACK_LANGUAGE = "en"
DANGER_SIGNS = "danger_signs"
SYMPTOMS = "symptoms"

Person = Literal["adult", "child", "pregnant"]
PEOPLE: tuple[Person, ...] = get_args(Person)
Words = Mapping[str, str]
"""By language, each of ``LANGUAGES``."""


@dataclass(frozen=True, slots=True)
class Included:
    """One of the signs that a group stands for. ``source``: a key of the set's ``sources``."""

    words: Words
    people: tuple[Person, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Helpline:
    """Somebody to talk to, besides the emergency number."""

    number: str
    name: str
    words: Words


@dataclass(frozen=True, slots=True)
class Sign:
    """One picture with its words. ``meanwhile``: by language, what to do until help is there."""

    id: str
    picture: str
    people: tuple[Person, ...]
    words: Words
    meanwhile: Mapping[str, tuple[str, ...]]
    includes: tuple[Included, ...] = ()
    helpline: Helpline | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """``sha256``: of the whole file, 64 hexadecimal characters: who approves it approves these very bytes."""

    name: str
    version: int
    sha256: str
    sources: Mapping[str, str]
    signs: tuple[Sign, ...]

    def sign(self, sign: str) -> Sign | None:
        return next((one for one in self.signs if one.id == sign), None)


QuestionSets = Mapping[str, QuestionSet]
"""The newest of each, by name."""


def read_question_sets(folder: Path = FOLDER) -> QuestionSets:
    found = sorted(map(_read, folder.glob("*.json")), key=lambda one: one.version)
    return MappingProxyType({one.name: one for one in found})


def _read(file: Path) -> QuestionSet:
    content = file.read_bytes()
    told = json.loads(content)
    if file.stem != f"{told['id']}.{told['version']}":
        raise ValueError(f"{file.name} says of itself that it is {told['id']}, version {told['version']}.")
    signs = tuple(map(_sign, told["signs"]))
    return QuestionSet(told["id"], told["version"], hashlib.sha256(content).hexdigest(), told["sources"], signs)


def _sign(row: Mapping[str, Any]) -> Sign:
    meanwhile = {language: tuple(said) for language, said in row.get("meanwhile", {}).items()}
    includes = tuple(Included(_words(one), _people(one["for"]), one["source"]) for one in row.get("includes", ()))
    line = row.get("helpline")
    helpline = None if line is None else Helpline(line["number"], line["name"], _words(line))
    return Sign(row["id"], row["picture"], _people(row["for"]), row["words"], meanwhile, includes, helpline)


def _words(row: Mapping[str, Any]) -> Words:
    return {language: row[language] for language in LANGUAGES}


def _people(named: Sequence[str]) -> tuple[Person, ...]:
    return tuple(person for person in PEOPLE if person in named)


QUESTION_SETS = read_question_sets()


def newest(name: str, sets: QuestionSets = QUESTION_SETS) -> QuestionSet:
    """Raises ``Refusal``."""
    found = sets.get(name)
    if found is None:
        raise Refusal("questions_unknown", "There are no such questions.")
    return found


def spoken(language: str) -> str:
    """The nearest language that all questions have; English else."""
    short = language.split("-")[0].lower()
    return short if short in LANGUAGES else FALLBACK_LANGUAGE
