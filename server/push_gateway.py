"""Through whom pushes go: the push services of people's own browsers, in our name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit
from urllib.request import getproxies

from aiohttp import ClientSession, TCPConnector

from clinic.notification.push import PushGateway
from gateways.push_addresses import PublicAddresses
from gateways.web_push import WebPush
from server.settings import Settings
from server.vapid_key import vapid_key

CONNECTIONS = 50


@asynccontextmanager
async def push_gateway(settings: Settings) -> AsyncIterator[PushGateway]:
    """Raises ``CannotStart`` where the key cannot be read."""
    key, anywhere = vapid_key(settings), settings.push_private_services
    resolver = None if anywhere else PublicAddresses(exempt=proxy_hosts())
    connector = TCPConnector(limit=CONNECTIONS, resolver=resolver)
    async with ClientSession(connector=connector, trust_env=True) as session:
        yield WebPush(session, key, contact(settings), anywhere=anywhere)


def contact(settings: Settings) -> str:
    """RFC 8292 section 2.1: whom the operator of a push service can ask; Apple's takes nothing without it."""
    address = settings.push_contact or settings.grievance_email
    return f"mailto:{address}" if address else f"https://{settings.page_host}"


def proxy_hosts() -> set[str]:
    """Of the environment: they may have private addresses."""
    return {host for url in getproxies().values() if (host := urlsplit(url).hostname)}
