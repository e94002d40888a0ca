"""What is said when the server has started, and the addresses at which it can be reached."""

from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from urllib.parse import quote

import ifaddr

from server.settings import EVERY_IPV4, EVERY_IPV6, Settings, variable

DEMONSTRATION_ROOM = "demo"
DEMONSTRATION_PEOPLE = ("Asha", "Dr Rao")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def machine_addresses() -> tuple[str, ...]:
    """This machine's addresses, IPv4 before IPv6; loopback only where there is nothing else."""
    ips = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    return reachable(ip if isinstance(ip, str) else ip[0] for ip in ips)


def reachable(addresses: Iterable[str]) -> tuple[str, ...]:
    """Those of ``addresses`` that another machine can use; the loopback ones where there are no others."""
    parsed = sorted({ip_address(text) for text in addresses}, key=lambda ip: (ip.version, int(ip)))
    usable = [ip for ip in parsed if not ip.is_link_local]
    outside = [ip for ip in usable if not ip.is_loopback]
    return tuple(str(ip) for ip in outside or usable)


def greeting(settings: Settings, addresses: Sequence[str]) -> str:
    """The text for the operator's terminal; ``addresses`` are those of the machine, such as ``machine_addresses()``."""
    here = _origin(settings, _local_name(settings.host))
    parts = (f"Paramarsh is ready: {here}", _demonstration(settings, here), _network(settings, addresses))
    return "\n\n".join(part for part in parts if part)


def _local_name(host: str) -> str:
    return "localhost" if host in (EVERY_IPV4, EVERY_IPV6, *THIS_MACHINE) else host


def _origin(settings: Settings, host: str) -> str:
    scheme = "https" if settings.tls_certificate else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _demonstration(settings: Settings, here: str) -> str:
    if not settings.demonstration:
        return ""
    links = (f"  {here}/?room={DEMONSTRATION_ROOM}&name={quote(name)}" for name in DEMONSTRATION_PEOPLE)
    return "\n".join(["Try a call between two people, each link in a window of its own:", *links])


def _network(settings: Settings, addresses: Sequence[str]) -> str:
    if settings.host in THIS_MACHINE:
        return "Only this machine can open the pages."
    links = [f"  {_origin(settings, address)}" for address in addresses if _is_served(settings.host, address)]
    return "\n".join([*(links and ["On this machine's network:", *links]), *_camera_needs_https(settings)])


def _is_served(host: str, address: str) -> bool:
    ip = ip_address(address)
    if host in (EVERY_IPV4, EVERY_IPV6):
        return ip.version == ip_address(host).version and not ip.is_loopback
    return host == address


def _camera_needs_https(settings: Settings) -> list[str]:
    if settings.tls_certificate:
        return []
    certificate, key = variable("tls_certificate"), variable("tls_key")
    return [f"A phone's browser gives its camera only to https pages: set {certificate} and {key} to serve them."]
