"""``scripts/administrator``: makes the state administrator who lets in everybody else."""

import argparse
import asyncio
import getpass
import os
import sys
import time
from collections.abc import Callable, Sequence

from clinic.actors import Actor
from clinic.staff.accounts import Accounts, NewAdministrator
from clinic.staff.passwords import Passwords
from clinic.staff.second_factor import qr_terminal
from rooms.ports import Refusal
from server.cannot_start import CannotStart
from server.command_line import read_settings
from server.opened_store import opened_store
from server.settings import Settings
from storage.errors import StorageError

# Not a setting of the server, so not among its variables, where an unknown one is refused.
PASSWORD_VARIABLE = "ADMINISTRATOR_PASSWORD"  # noqa: S105 - its name, not a password
OPERATOR = Actor("operator", "operator", None, "command")


class CannotMake(Exception):
    """The message is a sentence for whoever typed the command."""


def main(arguments: Sequence[str], wall_clock: Callable[[], float] = time.time) -> None:
    """Prints all that she needs to sign in, or exits with a sentence."""
    wanted = _parser().parse_args(arguments)
    try:
        print(_shown(asyncio.run(_make(read_settings([], os.environ), wanted, wall_clock))))
    except (CannotMake, CannotStart, StorageError) as error:
        sys.exit(str(error))
    except Refusal as refusal:
        sys.exit(f"{refusal.message}{_remedy(refusal)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/administrator",
        description="Makes the first state administrator. What is not given here is asked for. "
        f"The password is asked for, or read from {PASSWORD_VARIABLE} or from the standard input, never from a flag.",
    )
    parser.add_argument("--login", help="her e-mail address or mobile number")
    parser.add_argument("--name", help="as others see it")
    parser.add_argument("--another", action="store_true", help="also where there is one already")
    return parser


async def _make(settings: Settings, wanted: argparse.Namespace, wall_clock: Callable[[], float]) -> NewAdministrator:
    async with opened_store(settings, wall_clock) as store:
        accounts = Accounts(store, Passwords(), wall_clock)
        if not wanted.another and await accounts.has_state_administrator():
            raise Refusal("administrator_exists", "There is a state administrator already.")
        login = wanted.login or _asked("Login (e-mail address or mobile number)", "--login")
        name = wanted.name or _asked("Name", "--name")
        return await accounts.make_state_administrator(login, name, _password(), OPERATOR, another=wanted.another)


def _asked(what: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise CannotMake(f"Say it by {option}: there is no terminal to ask at.")
    print(f"{what}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _password() -> str:
    """Typed twice at a terminal; from the environment, or the first line of the standard input, where there is none."""
    if given := os.environ.get(PASSWORD_VARIABLE):
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise CannotMake("These were two different passwords: nothing was made.")
    return first


def _shown(made: NewAdministrator) -> str:
    codes = "\n".join(f"  {code}" for code in made.recovery_codes)
    return (
        f"{made.account.name} is a state administrator now, and signs in as {made.account.login}.\n\n"
        f"Scan this with an authenticator app; it is not shown again:\n\n"
        f"{qr_terminal(made.provisioning_uri)}\n{made.provisioning_uri}\n\n"
        f"Should the telephone be lost, each of these codes is good once. Write them down:\n{codes}"
    )


def _remedy(refusal: Refusal) -> str:
    return " To make one more, say --another." if refusal.code == "administrator_exists" else ""


if __name__ == "__main__":
    main(sys.argv[1:])
