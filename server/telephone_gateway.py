"""Through whom telephones ring: the provider of the settings' TOML file, or the terminal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from clinic.telephone.ports import TelephoneGateway
from gateways.telephone_console import ConsoleTelephone
from gateways.telephone_http import HttpTelephone
from gateways.telephone_provider import TelephoneProvider
from server.configuration_file import configured

CONNECTIONS = 20


@asynccontextmanager
async def telephone_gateway(configuration: Path | None) -> AsyncIterator[TelephoneGateway]:
    """Raises ``CannotStart`` with what is wrong in the file."""
    if configuration is None:
        yield ConsoleTelephone(lambda text: print(text, flush=True))
        return
    provider = telephone_provider(configuration)
    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS), trust_env=True) as session:
        yield HttpTelephone(session, provider)


def telephone_provider(configuration: Path) -> TelephoneProvider:
    """Raises ``CannotStart`` with a sentence that repeats no value of the file: it holds the provider's key."""
    return configured(configuration, TelephoneProvider, "a telephone provider")
