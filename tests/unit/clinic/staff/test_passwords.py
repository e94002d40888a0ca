"""Which passwords are taken, and how they are kept."""

import asyncio
import threading
import time

import pytest
from argon2 import PasswordHasher

from clinic.staff.passwords import COMMON, Passwords, check_password
from rooms.ports import Refusal
from tests.unit.clinic.staff.builders import PASSWORD, quick_passwords


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery staple", "घर के पीछे नीम", "xK7#mPq2vL", "          x!7 q   "]
)
def test_long_ones_that_nobody_tries_first_are_taken(password: str) -> None:
    check_password(password, "asha@example.org", "Asha Rao")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("nine char", "password_short"),
        ("x7#kq" * 60, "password_long"),
        ("qwertyuiop", "password_common"),
        ("Password123", "password_common"),
        ("1234567890", "password_common"),
        ("0987654321", "password_common"),
        ("!!Welcome2026!!", "password_common"),
        ("passwordpassword", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("abababababab", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("zyxwvutsrqpo", "password_common"),
        ("asdfghjklzxc", "password_common"),
        ("ｐａｓｓｗｏｒｄ１２３", "password_common"),
        ("eSanjeevani1", "password_common"),
        ("Paramarsh@2026", "password_common"),
        ("asha.rao is here", "password_personal"),
        ("my name: SUBHADRA!", "password_personal"),
        ("call 9812345678 now", "password_personal"),
    ],
)
def test_what_is_tried_first_is_refused(password: str, code: str) -> None:
    login = "+919812345678" if "98123" in password else "asha.rao@example.org"
    with pytest.raises(Refusal) as refusal:
        check_password(password, login, "Subhadra")
    assert refusal.value.code == code
    assert refusal.value.fields == ("password",)


def test_the_list_of_common_passwords_is_there() -> None:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("# ") for word in line.split()}
    assert len(words) > 900
    assert {"123456", "password", "qwerty123", "jaishriram"} <= words


async def test_a_hash_is_argon2id_and_matches_its_password_alone() -> None:
    passwords = Passwords()
    kept = await passwords.hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.matches(PASSWORD, kept)
    assert not await passwords.matches(PASSWORD + " ", kept)
    assert not await passwords.matches(PASSWORD, None)
    assert not await passwords.matches(PASSWORD, "no hash at all")
    assert not passwords.is_outdated(kept)


async def test_a_password_matches_in_whichever_way_its_letters_are_composed() -> None:
    passwords = quick_passwords()
    assert await passwords.matches("cafe\u0301 on the hill", await passwords.hash("caf\u00e9 on the hill"))


async def test_only_so_many_are_hashed_at_once_and_the_loop_goes_on() -> None:
    busy = _Counting()
    passwords = Passwords(busy, at_once=2)
    hashing = asyncio.gather(*(passwords.hash(PASSWORD) for _ in range(8)))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0.001)
        turns += 1
    await hashing
    assert busy.most == 2
    assert turns > 8


class _Counting(PasswordHasher):
    """Slow enough that hashes would overlap."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.most = self._now = 0
        self._lock = threading.Lock()

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.02)
        with self._lock:
            self._now -= 1
        return super().hash(password, salt=salt)
