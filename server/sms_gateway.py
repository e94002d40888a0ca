"""Through whom messages go: the provider of the settings' TOML file, or the terminal."""

import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, TCPConnector
from pydantic import TypeAdapter, ValidationError

from clinic.identity.sms import SmsGateway
from gateways.sms_console import ConsoleSms
from gateways.sms_http import HttpSms
from gateways.sms_provider import SmsProvider, Success
from server.cannot_start import CannotStart

CONNECTIONS = 50
_FILE = TypeAdapter(SmsProvider)


@asynccontextmanager
async def sms_gateway(configuration: Path | None) -> AsyncIterator[SmsGateway]:
    """Raises ``CannotStart`` with what is wrong in the file."""
    if configuration is None:
        yield ConsoleSms(lambda text: print(text, flush=True))
        return
    provider = sms_provider(configuration)
    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS), trust_env=True) as session:
        yield HttpSms(session, provider)


def sms_provider(configuration: Path) -> SmsProvider:
    """Raises ``CannotStart`` with a sentence that repeats no value of the file: it holds the provider's key."""
    try:
        return _FILE.validate_python(_known(tomllib.loads(configuration.read_text(encoding="utf-8"))))
    except OSError as error:
        raise CannotStart(f"{configuration} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        raise CannotStart(f"{configuration} does not describe an SMS provider: {_sentences(error)}") from None
    except ValueError as error:
        raise CannotStart(f"{configuration} does not describe an SMS provider: {error}") from None


def _known(told: dict[str, Any]) -> dict[str, Any]:
    """Raises ``ValueError`` where there is more: most likely a name is mistyped."""
    success = told.get("success")
    unknown = told.keys() - _names(SmsProvider)
    if isinstance(success, dict):
        unknown |= {f"success.{name}" for name in success.keys() - _names(Success)}
    if unknown:
        raise ValueError(f"it does not know {', '.join(sorted(unknown))}.")
    return told


def _names(kind: type[SmsProvider | Success]) -> set[str]:
    return {field.name for field in fields(kind)}


def _sentences(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return "; ".join(f"{_place(entry['loc'])}{entry['msg'].removeprefix('Value error, ')}" for entry in found)


def _place(location: tuple[int | str, ...]) -> str:
    return f"{'.'.join(map(str, location))}: " if location else ""
