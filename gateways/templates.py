"""Filling in what an operator has written of a provider's interface, and reading what the provider answers."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, quote_plus

BodyKind = Literal["none", "form", "json"]

CONTENT_TYPES = {"form": "application/x-www-form-urlencoded", "json": "application/json"}
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_ADDRESS = re.compile(r"https?://[^\s/{}]+(/\S*)?")
_HEADER = re.compile(r"[\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Success:
    """A request is taken when the status is among these and, where they are given, the JSON value at the dotted path
    is ``json_value`` and the answer contains ``text``.
    """

    statuses: frozenset[int] = frozenset({200, 201, 202})
    json_path: str = ""
    json_value: str = ""
    text: str = ""

    def is_met(self, answer: str) -> bool:
        """Raises ``ValueError`` for an answer that should be JSON and is not."""
        if self.text not in answer:
            return False
        return not self.json_path or value_at(json.loads(answer), self.json_path) == self.json_value


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Template:
    """Of a request. Values are escaped for where they stand."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body_kind: BodyKind
    body: str = field(repr=False)

    @property
    def placeholders(self) -> set[str]:
        return set(_PLACEHOLDER.findall(self.url + (self.body if self.body_kind != "none" else "")))

    def filled(self, values: Mapping[str, str]) -> Request:
        kind = CONTENT_TYPES.get(self.body_kind)
        headers = {"Content-Type": kind, **self.headers} if kind else self.headers
        url = _filled(self.url, values, lambda value: quote(value, safe=""))
        return Request(self.method, url, headers, self._body(values))

    def _body(self, values: Mapping[str, str]) -> bytes | None:
        if self.body_kind == "none":
            return None
        return _filled(self.body, values, quote_plus if self.body_kind == "form" else _in_json).encode()


def is_address(url: str) -> bool:
    """Whether it begins with http or https and a host that is fixed."""
    return _ADDRESS.fullmatch(url) is not None


def are_headers(headers: Mapping[str, str]) -> bool:
    """Whether HTTP can carry them, each on one line."""
    return all(_HEADER.fullmatch(part) for header in headers.items() for part in header)


def value_at(answer: object, path: str) -> str | None:
    """At a dotted path; a number or a truth as JSON writes it; ``None`` where there is nothing."""
    for step in path.split("."):
        if isinstance(answer, list) and step.isdecimal() and int(step) < len(answer):
            answer = answer[int(step)]
        elif isinstance(answer, Mapping) and step in answer:
            answer = answer[step]
        else:
            return None
    return answer if isinstance(answer, str) else json.dumps(answer)


def listed(names: Iterable[str]) -> str:
    """For a sentence."""
    return ", ".join(sorted(names))


def _filled(template: str, values: Mapping[str, str], escaped: Callable[[str], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: escaped(values[found[1]]), template)


def _in_json(value: str) -> str:
    """As it stands between quotes; the quotes are the template's."""
    return json.dumps(value)[1:-1]
