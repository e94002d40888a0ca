"""By what somebody of the staff signs in: her e-mail address or her mobile number."""

import re
import unicodedata

from clinic.identity.mobile import parse_mobile
from rooms.names import person_name
from rooms.ports import Refusal

EMAIL_LENGTH = 254  # RFC 5321 section 4.5.3.1.3, less the angle brackets
_EMAIL = re.compile(r"[^\s@\x00-\x1f\x7f\"(),:;<>\[\\\]]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")


def parse_login(text: str) -> str:
    """The one form in which it is kept and looked up. Raises ``Refusal``."""
    return parse_email(text) if "@" in text else str(parse_mobile(text))


def parse_email(text: str) -> str:
    """In small letters, composed (NFC). Raises ``Refusal``."""
    address = unicodedata.normalize("NFC", text).strip().lower()
    if len(address) > EMAIL_LENGTH or not _EMAIL.fullmatch(address) or ".." in address:
        raise Refusal("email_invalid", "This is not an e-mail address.", ("email",))
    return address


def parse_name(text: str) -> str:
    """Raises ``Refusal``."""
    try:
        return person_name(text)
    except ValueError as error:
        raise Refusal("name_invalid", f"This cannot be a name: {error}.", ("name",)) from error
