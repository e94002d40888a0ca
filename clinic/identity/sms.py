"""Short messages: the port that sends them, and their texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from clinic.identity.mobile import Mobile

FALLBACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Sms:
    """``template``: our name of the DLT template that the text follows, "otp.hi". Number and text stay out of logs."""

    to: Mobile = field(repr=False)
    text: str = field(repr=False)
    template: str


class SmsFailed(Exception):
    """``is_final``: trying again is of no use. ``reason`` is for the log: it holds neither number nor text."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


class SmsGateway(Protocol):
    async def send(self, message: Sms) -> None:
        """Returns when the provider has taken it. Raises ``SmsFailed`` when the gateway's own retries are spent."""


# TRAI's rules (TCCCPR 2018): what is sent must follow, sign by sign, the text registered with the operator's DLT
# platform under the template's id. What stands in braces is a registered variable.
OTP_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "en": "{code} is your Paramarsh code, valid for 5 minutes. Do not share it with anyone.",
        "hi": "{code} आपका परामर्श कोड है, 5 मिनट तक मान्य। इसे किसी को न बताएँ।",
    }
)
TEMPLATES = frozenset(f"otp.{language}" for language in OTP_TEXTS)


def otp_message(to: Mobile, code: str, language: str, host: str) -> Sms:
    """``host``: the page's, without a port. The last line lets the page of that host, and no other, fill in the code.

    WICG, Origin-bound one-time codes delivered via SMS, section 3: the message's format.
    """
    known = language if language in OTP_TEXTS else FALLBACK_LANGUAGE
    return Sms(to, f"{OTP_TEXTS[known].format(code=code)}\n\n@{host} #{code}", f"otp.{known}")
