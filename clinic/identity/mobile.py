"""Mobile numbers: how people write them, and the one form in which they are kept."""

import re
import unicodedata
from typing import NewType

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from rooms.ports import Refusal

Mobile = NewType("Mobile", str)
"""E.164: "+919876543210"."""

SHOWN_DIGITS = 4
HIDDEN = "•" * 6

_WRITTEN = re.compile(r"[(\s]*\+?[0-9\s().\-/]{4,40}")
_TYPES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def parse_mobile(text: str, region: str = "IN") -> Mobile:
    """A number in any script's digits, with or without +91, 91 or 0. Raises ``Refusal``.

    Only of that region: whoever may name any country's numbers lets us pay for messages to them.
    """
    written = _plain(text[:80])
    if not _WRITTEN.fullmatch(written):
        raise _invalid()
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        raise _invalid() from None
    if not _is_mobile_of(number, region):
        raise _invalid()
    return Mobile(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def masked(mobile: Mobile) -> str:
    """For pages: enough for its owner to know it, "••••••3210"."""
    return HIDDEN + mobile[-SHOWN_DIGITS:]


def ascii_digits(text: str) -> str:
    """The same text with Devanagari and all other decimal digits as 0-9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _is_mobile_of(number: phonenumbers.PhoneNumber, region: str) -> bool:
    return phonenumbers.is_valid_number_for_region(number, region) and phonenumbers.number_type(number) in _TYPES


def _plain(text: str) -> str:
    """Without the invisible marks that come along when a number is copied from a list of contacts."""
    visible = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return ascii_digits("".join(visible)).replace("‐", "-").replace("–", "-").strip()


def _invalid() -> Refusal:
    return Refusal("mobile_invalid", "This is not a mobile number: write its ten digits.", ("mobile",))
