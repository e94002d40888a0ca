"""From the command line and the environment to settings, or to a sentence that says what is wrong."""

import argparse
import difflib
import socket
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from pydantic import ValidationError

from server.settings import ENVIRONMENT_PREFIX, Settings, allowed, flag, variable

WRONG_USAGE = 2
HELP_WIDTH = 76


class SettingError(Exception):
    """An operator's mistake; the message is a sentence for each."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SettingError(f"{message[:1].upper()}{message[1:]}; --help lists every setting.")


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """The settings, or an exit with status 2 and a sentence on stderr. ``--help`` prints and exits with status 0.

    ``environment`` is ``os.environ``: names are checked here, values are read by pydantic-settings.
    """
    try:
        return _read(arguments, environment)
    except SettingError as error:
        _parser().exit(WRONG_USAGE, f"{error}\n")


def _read(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    given = vars(_parser().parse_args(arguments))
    _refuse_unknown_variables(environment)
    for name in ("database_url", "redis_url"):  # as hosting platforms set them
        if environment.get(name.upper()) and not environment.get(variable(name)):
            given.setdefault(name, environment[name.upper()])
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingError("\n".join(_sentences(error, given))) from error
    _refuse_foreign_addresses(settings.media_addresses, given)
    return settings


def _parser() -> _Parser:
    parser = _Parser(
        prog="run_server.py",
        usage="%(prog)s [--help] [--SETTING VALUE ...]",
        description="Paramarsh, a video consultation server. Every setting is an environment variable or a flag; "
        "a flag overrides its variable.",
        formatter_class=argparse.RawTextHelpFormatter,
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    for name in Settings.model_fields:
        parser.add_argument(flag(name), metavar="VALUE", help=_meaning(name), **_arity(name))
    return parser


def _arity(name: str) -> dict[str, Any]:
    """A flag that is on or off means on when it stands alone."""
    return {"nargs": "?", "const": "on"} if Settings.model_fields[name].annotation is bool else {}


def _meaning(name: str) -> str:
    field = Settings.model_fields[name]
    about = (f"{variable(name)}, default: {_default(field.default)}.", field.description, f"Allowed: {allowed(name)}.")
    lines = (textwrap.fill(str(text), HELP_WIDTH, break_on_hyphens=False) for text in about)
    return "\n".join(lines).replace("%", "%%")


def _default(value: Any) -> str:
    match value:
        case None | () | "":
            return "empty"
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    ours = sorted(name for name in environment if name.upper().startswith(ENVIRONMENT_PREFIX))
    unknown = [name for name in ours if _setting_of(name) not in Settings.model_fields]
    if unknown:
        raise SettingError("\n".join(f"{name} is not a setting; {_hint(name)}" for name in unknown))


def _setting_of(name: str) -> str:
    return name[len(ENVIRONMENT_PREFIX) :].lower()


def _hint(name: str) -> str:
    alike = difflib.get_close_matches(_setting_of(name), Settings.model_fields, n=1)
    return f"did you mean {variable(alike[0])}?" if alike else "--help lists every setting."


def _sentences(error: ValidationError, given: Mapping[str, str]) -> list[str]:
    """One for each wrong setting, in the order of the settings."""
    sentences = {}
    for entry in error.errors():
        match entry["loc"]:
            case (str(name), *_):
                sentences[name] = f"{_called(name, given)} must be {allowed(name)}."
            case _:
                sentences[""] = str(entry["ctx"]["error"])
    return list(sentences.values())


def _called(name: str, given: Mapping[str, str]) -> str:
    """The way by which the operator gave the value, so that she finds it."""
    return f"{flag(name)} ({variable(name)})" if name in given else variable(name)


def _refuse_foreign_addresses(addresses: Sequence[str], given: Mapping[str, str]) -> None:
    foreign = ", ".join(address for address in addresses if not _is_of_this_machine(address))
    if foreign:
        raise SettingError(f"{_called('media_addresses', given)} must be addresses of this machine, unlike {foreign}.")


def _is_of_this_machine(address: str) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((address, 0))
    except OSError:
        return False
    return True
