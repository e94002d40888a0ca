"""Which addresses may be a push service's: a browser tells them to us, and nobody may make us ask our own network."""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

HTTPS_PORT = 443
# They carry an IPv4 address inside: RFC 6052 (NAT64), 3056 (6to4), 4380 (Teredo).
_TUNNELS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


def is_push_service(endpoint: str, *, anywhere: bool = False) -> bool:
    """Whether it is an https address without a user, whose host is no name or address of a private network.

    ``anywhere``: also http, and any host and port.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or not endpoint.isascii() or not endpoint.isprintable():
        return False
    if anywhere:
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and port in (None, HTTPS_PORT) and _is_public_host(host)


def is_public(address: str) -> bool:
    """Whether packets to this IP address leave for the internet."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return _is_global(found.ipv4_mapped)
        if any(found in tunnel for tunnel in _TUNNELS):
            return False
    return _is_global(found)


class PublicAddresses(AbstractResolver):
    """Resolves names, and knows no private address. ``exempt``: names of proxies, through which all requests go."""

    def __init__(self, exempt: Collection[str] = (), resolver: AbstractResolver | None = None) -> None:
        self._exempt = frozenset(exempt)
        self._resolver = resolver or DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises ``OSError`` where a name leads into a private network alone."""
        found = await self._resolver.resolve(host, port, family)
        public = found if host in self._exempt else [one for one in found if is_public(one["host"])]
        if not public:
            raise OSError("no public address")
        return public

    async def close(self) -> None:
        await self._resolver.close()


def _is_public_host(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".localhost", ".local", ".internal", ".localhost."))


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved
