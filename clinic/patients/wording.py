"""What people write: composed (NFC), trimmed, and nothing in it that cannot be shown."""

import unicodedata

from rooms.names import _cannot_be_shown as cannot_be_shown
from rooms.ports import Refusal


def line(text: str, most: int, code: str) -> str:
    """1 to ``most`` characters on one line, a letter or digit among them. Raises ``Refusal`` with that code."""
    return _checked(text, most, code, breaks="")


def paragraph(text: str, most: int, code: str) -> str:
    """As ``line``; it may break."""
    return _checked(text.replace("\r\n", "\n"), most, code, breaks="\n\t")


def typed(text: str, most: int, code: str) -> str:
    """As it stands while somebody is still writing: not trimmed, and it may be empty. Raises ``Refusal``."""
    written = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if len(written) > most:
        raise Refusal(code, f"Please write up to {most} characters.")
    if any(cannot_be_shown(character) for character in written if character not in "\n\t"):
        raise Refusal(code, "This text has characters that cannot be shown.")
    return written


def ascii_digits(text: str, code: str, *, separators: str = "") -> str:
    """The digits of any Indian script as 0 to 9. Raises ``Refusal`` for anything else that is no separator."""
    kept = [character for character in text.strip() if character not in separators]
    if any(unicodedata.decimal(character, None) is None for character in kept):
        raise Refusal(code, "This number has digits only.")
    return "".join(str(unicodedata.decimal(character)) for character in kept)


def _checked(text: str, most: int, code: str, breaks: str) -> str:
    written = unicodedata.normalize("NFC", text).strip()
    if not 1 <= len(written) <= most:
        raise Refusal(code, f"Please write 1 to {most} characters.")
    if any(cannot_be_shown(character) for character in written if character not in breaks):
        raise Refusal(code, "This text has characters that cannot be shown.")
    if not any(character.isalnum() for character in written):
        raise Refusal(code, "Please write at least one letter.")
    return written
