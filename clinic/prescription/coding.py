"""Drafts and contents as JSON: for keeping them, and, in one canonical form, for the hash that names them."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from clinic.prescription.content import Content
from clinic.prescription.draft import Fields
from clinic.prescription.line import Line


def fields_json(fields: Fields) -> dict[str, Any]:
    """Ready for JSON."""
    return dict(_fields().dump_python(fields, mode="json"))


def fields_of(told: dict[str, Any]) -> Fields:
    """Raises ``ValueError`` for what ``fields_json`` does not write."""
    return _fields().validate_python(told)


def lines_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return list(_lines().dump_python(tuple(lines), mode="json"))


def lines_of(told: Sequence[dict[str, Any]]) -> tuple[Line, ...]:
    return _lines().validate_python(told)


def content_json(content: Content) -> str:
    """Canonical: sorted keys, no spaces; the same content gives the same text on any machine."""
    told = _contents().dump_python(content, mode="json")
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_of(text: str) -> Content:
    return _contents().validate_json(text)


def sha256_of(content: Content) -> str:
    """Of its canonical JSON in UTF-8, in hex."""
    return hashlib.sha256(content_json(content).encode()).hexdigest()


@cache
def _fields() -> TypeAdapter[Fields]:
    return TypeAdapter(Fields)


@cache
def _lines() -> TypeAdapter[tuple[Line, ...]]:
    return TypeAdapter(tuple[Line, ...])


@cache
def _contents() -> TypeAdapter[Content]:
    return TypeAdapter(Content)
