"""Through whom messages go: the provider of the settings' TOML file, or the terminal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from clinic.identity.sms import SmsGateway
from gateways.sms_console import ConsoleSms
from gateways.sms_http import HttpSms
from gateways.sms_provider import SmsProvider
from server.configuration_file import configured

CONNECTIONS = 50


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
    return configured(configuration, SmsProvider, "an SMS provider")
