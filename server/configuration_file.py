"""A provider's TOML file, as one typed record: what is wrong in it is said in a sentence, without its secrets."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter, ValidationError

from server.cannot_start import CannotStart

T = TypeVar("T")


def configured(file: Path, kind: type[T], what: str) -> T:
    """``kind``: a dataclass. ``what``: "an SMS provider". Raises ``CannotStart``; it repeats no value of the file."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        if unknown := sorted(_unknown(told, kind)):
            raise ValueError(f"it does not know {', '.join(unknown)}.")
        return TypeAdapter(kind).validate_python(told)
    except OSError as error:
        raise CannotStart(f"{file} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise CannotStart(f"{file} does not describe {what}: {_sentences(error)}") from None
    except ValueError as error:
        raise CannotStart(f"{file} does not describe {what}: {error}") from None


def _unknown(told: Mapping[str, Any], kind: Any, place: str = "") -> Iterator[str]:
    """Most likely such a name is mistyped."""
    hints = get_type_hints(kind)
    known = {field.name for field in fields(kind)}
    for name, value in told.items():
        if name not in known:
            yield place + name
        elif is_dataclass(hints[name]) and isinstance(value, dict):
            yield from _unknown(value, hints[name], f"{place}{name}.")


def _sentences(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{_place(entry['loc'])}{entry['msg'].removeprefix('Value error, ')}" for entry in found)


def _place(location: tuple[int | str, ...]) -> str:
    return f"{'.'.join(map(str, location))}: " if location else ""
