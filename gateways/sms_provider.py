"""What is configured of an SMS provider: how it is asked, and what it answers when it has taken a message."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from clinic.identity.challenge import DELIVERY_SECONDS
from clinic.identity.mobile import Mobile
from clinic.identity.sms import TEMPLATES as CODE_TEMPLATES
from clinic.identity.sms import Sms
from clinic.notification.texts import SMS_TEMPLATES as NOTICE_TEMPLATES
from gateways.templates import BodyKind, Request, Success, Template, are_headers, is_address, listed

PLACEHOLDERS = frozenset({"to", "number", "text", "sender", "template_id", "message_id"})
LONGEST_PAUSE_SECONDS = 20.0  # between two tries
TEMPLATES = CODE_TEMPLATES | NOTICE_TEMPLATES
"""All that the operators must know."""

_SAMPLE = Sms(Mobile("+919876543210"), 'A "text" & more\n#123456', "")


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
    success: Success = field(default_factory=Success)
    connect_timeout_seconds: float = 5.0
    total_timeout_seconds: float = 15.0
    tries: int = 3

    def __post_init__(self) -> None:
        if not is_address(self.url):
            raise ValueError("The SMS provider's address must begin with https:// or http:// and a fixed host.")
        if not are_headers(self.headers):
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
        return self._template.filled(values)

    @property
    def _template(self) -> Template:
        return Template(self.method, self.url, self.headers, self.body_kind, self.body)

    def _check_placeholders(self) -> None:
        used = self._template.placeholders
        if unknown := used - PLACEHOLDERS:
            raise ValueError(f"The SMS provider's templates hold unknown placeholders: {listed(unknown)}.")
        if "text" not in used or not used & {"to", "number"}:
            raise ValueError("The SMS provider's templates must hold {text}, and {to} or {number}.")
        missing = TEMPLATES - {name for name, written in self.template_ids.items() if written}
        if "template_id" in used and missing:
            raise ValueError(f"DLT template ids are missing for: {listed(missing)}.")

    def _check_json(self) -> None:
        if self.body_kind != "json":
            return
        try:
            json.loads(self.request(_SAMPLE, "0").body or b"")
        except ValueError:
            raise ValueError("The SMS provider's body is not JSON when its placeholders are filled in.") from None
