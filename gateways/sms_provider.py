"""What is configured of an SMS provider: how it is asked, and what it answers when it has taken a message."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote, quote_plus

from clinic.identity.challenge import DELIVERY_SECONDS
from clinic.identity.mobile import Mobile
from clinic.identity.sms import TEMPLATES, Sms

BodyKind = Literal["none", "form", "json"]

PLACEHOLDERS = frozenset({"to", "number", "text", "sender", "template_id", "message_id"})
LONGEST_PAUSE_SECONDS = 20.0  # between two tries
CONTENT_TYPES = {"form": "application/x-www-form-urlencoded", "json": "application/json"}

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_ADDRESS = re.compile(r"https?://[^\s/{}]+(/\S*)?")
_HEADER = re.compile(r"[\x20-\x7e]*")
_SAMPLE = Sms(Mobile("+919876543210"), 'A "text" & more\n#123456', "")


@dataclass(frozen=True, slots=True)
class Success:
    """A message is taken when the status is among these and, where they are given, the JSON value at the dotted path
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
        return not self.json_path or _at(json.loads(answer), self.json_path) == self.json_value


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class SmsProvider:
    """Templates hold ``{to}`` (+919876543210), ``{number}`` (919876543210), ``{text}``, ``{sender}``,
    ``{template_id}`` and ``{message_id}``; values are escaped for where they stand. Raises ``ValueError``, a sentence
    for the operator. ``template_ids``: the DLT id of each of our templates.
    """

    url: str = field(repr=False)  # may hold a key
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    body_kind: BodyKind = "none"
    body: str = field(default="", repr=False)
    sender: str = ""
    template_ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    success: Success = Success()
    connect_timeout_seconds: float = 5.0
    total_timeout_seconds: float = 15.0
    tries: int = 3

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.url):
            raise ValueError("The SMS provider's address must begin with https:// or http:// and a fixed host.")
        if not all(_HEADER.fullmatch(part) for header in self.headers.items() for part in header):
            raise ValueError("The SMS provider's headers must be plain ASCII on one line.")
        longest = self.tries * (self.total_timeout_seconds + LONGEST_PAUSE_SECONDS) - LONGEST_PAUSE_SECONDS
        if self.tries < 1 or not 0 < longest <= DELIVERY_SECONDS:
            raise ValueError(f"The SMS provider's tries and timeouts must end within {DELIVERY_SECONDS:g} seconds.")
        self._check_placeholders()
        self._check_json()

    def request(self, message: Sms, message_id: str) -> Request:
        values = {
            "to": message.to,
            "number": message.to.removeprefix("+"),
            "text": message.text,
            "sender": self.sender,
            "template_id": self.template_ids.get(message.template, ""),
            "message_id": message_id,
        }
        url = _filled(self.url, values, lambda value: quote(value, safe=""))
        return Request(self.method, url, self._headers(), self._body(values))

    def _headers(self) -> Mapping[str, str]:
        kind = CONTENT_TYPES.get(self.body_kind)
        return {"Content-Type": kind, **self.headers} if kind else self.headers

    def _body(self, values: Mapping[str, str]) -> bytes | None:
        if self.body_kind == "none":
            return None
        return _filled(self.body, values, quote_plus if self.body_kind == "form" else _in_json).encode()

    def _check_placeholders(self) -> None:
        body = self.body if self.body_kind != "none" else ""
        used = set(_PLACEHOLDER.findall(self.url + body))
        if unknown := used - PLACEHOLDERS:
            raise ValueError(f"The SMS provider's templates hold unknown placeholders: {', '.join(sorted(unknown))}.")
        if "text" not in used or not used & {"to", "number"}:
            raise ValueError("The SMS provider's templates must hold {text}, and {to} or {number}.")
        missing = TEMPLATES - {name for name, written in self.template_ids.items() if written}
        if "template_id" in used and missing:
            raise ValueError(f"DLT template ids are missing for: {', '.join(sorted(missing))}.")

    def _check_json(self) -> None:
        if self.body_kind != "json":
            return
        try:
            json.loads(self.request(_SAMPLE, "0").body or b"")
        except ValueError:
            raise ValueError("The SMS provider's body is not JSON when its placeholders are filled in.") from None


def _filled(template: str, values: Mapping[str, str], escaped: Callable[[str], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: escaped(values[found[1]]), template)


def _in_json(value: str) -> str:
    """As it stands between quotes; the quotes are the template's."""
    return json.dumps(value)[1:-1]


def _at(answer: object, path: str) -> str | None:
    """A number or a truth as JSON writes it; ``None`` where there is nothing."""
    for step in path.split("."):
        if isinstance(answer, list) and step.isdecimal() and int(step) < len(answer):
            answer = answer[int(step)]
        elif isinstance(answer, dict) and step in answer:
            answer = answer[step]
        else:
            return None
    return answer if isinstance(answer, str) else json.dumps(answer)
