"""``scripts/administrator``: the one who lets in everybody else."""

import io
import re
from pathlib import Path

import pyotp
import pytest

from clinic.staff.account import Account, Role, Status
from clinic.staff.passwords import Passwords
from clinic.staff.sign_in import SignIn
from server.first_administrator import PASSWORD_VARIABLE, main
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.server.commands import Commands, Done, commands_in

PASSWORD = "eleven blue umbrellas"
ASHA = ("--login", "Asha@Example.org", "--name", "आशा राव")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Operator:
    """Types the command. Her terminal is a pipe unless a test says otherwise."""

    def __init__(self, commands: Commands) -> None:
        self.commands = commands
        self.clock = Clock()

    async def types(self, *arguments: str) -> Done:
        return await self.commands.run(lambda given: main(given, self.clock), *arguments)

    async def signs_in(self, uri: str) -> Account:
        """As the administrator herself, with what was printed."""
        found: list[Account] = []

        async def go(store: Store) -> None:
            sign_in = SignIn(store, Passwords(), self.clock)
            totp = pyotp.parse_uri(uri)
            assert isinstance(totp, pyotp.TOTP)
            ticket = (await sign_in.begin("asha@example.org", PASSWORD)).ticket
            found.append(await sign_in.finish(ticket, totp.generate_otp(int(self.clock.now // 30)), "192.0.2.1"))

        await self.commands.with_store(self.clock, go)
        return found[0]


@pytest.fixture
async def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    operator = Operator(commands_in(tmp_path / "data", monkeypatch, capsys))

    async def nothing(_: Store) -> None:
        """The tables are made by opening."""

    await operator.commands.with_store(operator.clock, nothing)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    return operator


async def test_what_it_prints_is_enough_to_sign_in(operator: Operator) -> None:
    done = await operator.types(*ASHA)
    assert not done.said
    (uri,) = re.findall(r"otpauth://\S+", done.output)
    assert len(re.findall(r"^  [a-z2-9]{5}-[a-z2-9]{5}$", done.output, re.MULTILINE)) == 10
    account = await operator.signs_in(uri)
    assert account.status is Status.VERIFIED
    assert [(one.role, one.facility) for one in account.assignments] == [(Role.STATE_ADMINISTRATOR, None)]


async def test_a_second_one_is_refused_unless_another_is_asked_for(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    await operator.types(*ASHA)
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    second = ("--login", "9812345678", "--name", "Meera")
    done = await operator.types(*second)
    assert done == Done("", "There is a state administrator already. To make one more, say --another.")
    assert "+919812345678" in (await operator.types(*second, "--another")).output
    assert (await operator.types(*second, "--another")).said == "This login has an account already."


async def test_the_password_is_printed_nowhere(operator: Operator) -> None:
    done = await operator.types(*ASHA)
    assert PASSWORD not in done.output + done.said


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Choose a password of at least 10 characters."),
        ("", "Choose a password of at least 10 characters."),
        ("password12345", "This password is one that many people use. Choose another."),
    ],
)
async def test_a_weak_password_is_refused_in_a_sentence(
    operator: Operator, monkeypatch: pytest.MonkeyPatch, password: str, sentence: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    assert await operator.types(*ASHA) == Done("", sentence)


async def test_without_a_terminal_nothing_is_asked(operator: Operator) -> None:
    assert (await operator.types("--name", "Asha")).said == "Say it by --login: there is no terminal to ask at."


async def test_at_a_terminal_it_asks_for_what_is_missing(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("asha@example.org\nAsha\n"))
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)
    assert "Asha is a state administrator now" in (await operator.types()).output


async def test_two_different_passwords_make_nothing(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(""))
    monkeypatch.setattr("getpass.getpass", lambda prompt: f"{prompt} eleven blue")
    assert (await operator.types(*ASHA)).said == "These were two different passwords: nothing was made."
