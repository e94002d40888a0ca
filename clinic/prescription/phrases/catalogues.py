"""All catalogues: the project's own, and those that a department has had reviewed; and which of them are printed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from clinic.prescription.phrases.catalogue import Catalogue, digest

DATA = Path(__file__).with_name("data")
ENGLISH, HINDI = "en", "hi"


@dataclass(frozen=True, slots=True)
class Catalogues:
    by_language: Mapping[str, Catalogue]

    def of(self, language: str) -> Catalogue | None:
        """By its primary subtag: "hi-IN" is Hindi."""
        return self.by_language.get(language.partition("-")[0].lower())

    def printed(self, language: str, *, show_drafts: bool = False) -> tuple[Catalogue, ...]:
        """English first, then the patient's language, or Hindi where nobody has signed hers.

        ``show_drafts``: hers although it is a draft; each page must then say so.
        """
        hers = self.of(language)
        if hers is None or not (hers.is_printed or show_drafts):
            hers = self.by_language[HINDI]
        return (self.by_language[ENGLISH],) if hers.language == ENGLISH else (self.by_language[ENGLISH], hers)


@cache
def own() -> Catalogues:
    return Catalogues({one.language: one for one in _read(DATA)})


def catalogue(language: str) -> Catalogue | None:
    """The project's own."""
    return own().of(language)


def printed_languages(language: str) -> tuple[str, ...]:
    return tuple(one.language for one in own().printed(language))


def read_catalogues(folder: Path) -> Catalogues:
    """The project's own, and in place of each the department's ``<language>.json``, where that is signed.

    One that is not signed takes the place of a draft alone, and is a draft. Raises ``ValueError`` (which file, and what
    is wrong in it) and ``OSError``.
    """
    found = dict(own().by_language)
    for one in _read(folder):
        theirs = one if one.is_signed else replace(one, declared="draft")
        before = found.get(one.language)
        if before is None or theirs.is_signed or not before.is_printed:
            found[one.language] = theirs
    return Catalogues(found)


def signed(catalogue: Catalogue, reviewer: str, day: date) -> Catalogue:
    """As this reviewer, a named person, has read it and found it right."""
    return replace(catalogue, reviewer=reviewer, reviewed_on=day.isoformat(), sha256=digest(catalogue))


def as_file(catalogue: Catalogue) -> str:
    """As ``read_catalogues`` reads it."""
    told = {
        "language": catalogue.language,
        "name": catalogue.name,
        "direction": catalogue.direction,
        "status": catalogue.status,
        "reviewer": catalogue.reviewer,
        "reviewed_on": catalogue.reviewed_on,
        "sha256": catalogue.sha256,
        "phrases": dict(catalogue.phrases),
        "ordinals": list(catalogue.ordinals),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def placeholders(phrase: str) -> frozenset[str]:
    """Raises ``ValueError`` where its braces do not match."""
    return frozenset(name for _, name, _, _ in Formatter().parse(phrase) if name is not None)


def _read(folder: Path) -> list[Catalogue]:
    return [_catalogue(file) for file in sorted(folder.glob("*.json"))]


def _catalogue(file: Path) -> Catalogue:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        read = _of(told)
        _check(read, file.stem)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{file.name} is no catalogue of phrases: {error!s}") from error
    return read


@cache
def _english() -> Mapping[str, str]:
    """Its keys are the closed list."""
    return dict(json.loads((DATA / "en.json").read_text(encoding="utf-8"))["phrases"])


def _of(told: Mapping[str, Any]) -> Catalogue:
    return Catalogue(
        language=told["language"],
        name=told["name"],
        direction=told["direction"],
        declared=told["status"],
        reviewer=told["reviewer"],
        reviewed_on=told["reviewed_on"],
        sha256=told["sha256"],
        phrases=dict(told["phrases"]),
        ordinals=tuple(told["ordinals"]),
    )


def _check(read: Catalogue, stem: str) -> None:
    """Complete, no phrase more, and each with the English one's placeholders. Raises ``ValueError``."""
    if read.language != stem or read.direction not in ("ltr", "rtl"):
        raise ValueError("its language or direction is wrong")
    english = _english()
    if set(read.phrases) != set(english):
        raise ValueError(f"its phrases differ from the list: {sorted(set(read.phrases) ^ set(english))}")
    for key, phrase in read.phrases.items():
        if not phrase.strip() or placeholders(phrase) != placeholders(english[key]):
            raise ValueError(f"the phrase {key} is empty or has other placeholders than the English one")
