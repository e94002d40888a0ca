"""What a room and a person may be called."""

import re
import unicodedata

from rooms.ports import RoomId

NAME_LENGTH = 80
CHAT_LENGTH = 2000
ROOM_ID = re.compile(r"[a-z0-9-]{1,64}")
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
# Direction overrides could make one name read like another. Joiners (ZWJ, ZWNJ) stay: Indian scripts need them.
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def room_id(text: str) -> RoomId:
    """Raises ``ValueError`` unless the text is 1 to 64 small letters, digits and hyphens."""
    if not ROOM_ID.fullmatch(text):
        raise ValueError("a room's name is 1 to 64 small letters, digits and hyphens")
    return RoomId(text)


def person_name(text: str) -> str:
    """The name as it is shown: composed (NFC) and trimmed. Raises ``ValueError`` for what cannot be shown."""
    name = unicodedata.normalize("NFC", text).strip()
    if not 1 <= len(name) <= NAME_LENGTH:
        raise ValueError(f"a name has 1 to {NAME_LENGTH} characters")
    if any(_cannot_be_shown(character) for character in name):
        raise ValueError("a name has no control characters")
    return name


def chat_text(text: str) -> str:
    """A line of chat as it is kept: composed (NFC), trimmed; it may break. ``ValueError`` for what cannot be shown."""
    written = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if not 1 <= len(written) <= CHAT_LENGTH:
        raise ValueError(f"a message has 1 to {CHAT_LENGTH} characters")
    if any(_cannot_be_shown(character) for character in written if character not in "\n\t"):
        raise ValueError("a message has no control characters")
    return written


def _cannot_be_shown(character: str) -> bool:
    return character in _DIRECTION_MARKS or unicodedata.category(character) in _UNSEEN_CATEGORIES
