"""Passwords: which ones are taken, and how they are kept (argon2id). NIST SP 800-63B section 5.1.1.2."""

import asyncio
import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rooms.ports import Refusal

MIN_LENGTH = 10
MAX_LENGTH = 256
HASHES_AT_ONCE = 2  # each takes 19 MiB and some 50 ms of a core
COMMON = Path(__file__).with_name("common_passwords.txt")
WORD_LENGTH = 4  # shorter parts of a name are in many good passwords by chance
_SERVICE_WORDS = frozenset({"paramarsh", "esanjeevani", "sanjeevani", "telemedicine"})
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm")
_TRIMMED = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def check_password(password: str, login: str = "", name: str = "") -> None:
    """No rules about kinds of characters: only long enough, and nothing that is tried first. Raises ``Refusal``."""
    text = normalised(password)
    if len(text) < MIN_LENGTH:
        raise Refusal("password_short", f"Choose a password of at least {MIN_LENGTH} characters.", ("password",))
    if len(text) > MAX_LENGTH:
        raise Refusal("password_long", f"A password has at most {MAX_LENGTH} characters.", ("password",))
    if any(word in text.casefold() for word in _own_words(login, name)):
        raise Refusal("password_personal", "Your name or login is in this password. Choose another.", ("password",))
    if is_common(text):
        raise Refusal("password_common", "This password is one that many people use. Choose another.", ("password",))


def normalised(password: str) -> str:
    """The same for every keyboard that writes the same (NFKC, as SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


def is_common(text: str) -> bool:
    """Also with digits or signs around it, twice over, or a walk along the keyboard."""
    small = text.casefold()
    words = _common() | _SERVICE_WORDS
    stem = _TRIMMED.sub("", small)
    return small in words or _unit(small) in words or _is_walk(small) or (bool(stem) and _unit(stem) in words)


class Passwords:
    """Hashes in threads, and only so many at once: a storm of sign-ins must not take all memory and cores."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = HASHES_AT_ONCE) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._free = asyncio.Semaphore(at_once)
        self._dummy: str | None = None

    async def hash(self, password: str) -> str:
        async with self._free:
            return await asyncio.to_thread(self._hasher.hash, normalised(password)[: MAX_LENGTH * 4])

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """Takes as long where there is no hash: nobody learns by the clock which logins exist."""
        known = password_hash or await self._nobodys_hash()
        async with self._free:
            matched = await asyncio.to_thread(self._verify, known, normalised(password)[: MAX_LENGTH * 4])
        return matched and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _nobodys_hash(self) -> str:
        if self._dummy is None:
            self._dummy = await self.hash("nobody's password")
        return self._dummy


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("# ") for word in line.casefold().split())


def _own_words(login: str, name: str) -> set[str]:
    """Of an e-mail address the part before the sign counts, of a number its digits."""
    local = login.partition("@")[0].removeprefix("+91")
    parts = [local, *re.split(r"[\W_]+", local), *re.split(r"[\W_]+", normalised(name))]
    return {part.casefold() for part in parts if len(part) >= WORD_LENGTH}


def _unit(text: str) -> str:
    """The shortest piece that makes the text when it is repeated: "abc" of "abcabcabc", "a" of "aaaa"."""
    length = (text + text).find(text, 1)
    return text[:length]


def _is_walk(text: str) -> bool:
    """All one sign, or a run along the alphabet, the digits or the keyboard, either way, perhaps repeated."""
    unit = _unit(text)
    if len(unit) <= 2:
        return True
    return any(unit in row + row or unit in (row + row)[::-1] for row in _ROWS)
