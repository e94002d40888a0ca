"""The names and addresses under which this machine can be reached."""

import socket
from collections.abc import Iterable
from ipaddress import ip_address

import ifaddr

from server.setting_rules import is_host_name
from server.settings import EVERY_IPV4, EVERY_IPV6

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
ELSEWHERE = {4: "192.0.2.1", 6: "2001:db8::1"}  # RFC 5737, RFC 3849: nothing is ever sent there


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


def is_served(host: str, address: str) -> bool:
    """Whether pages that are served on ``host`` can be had at this address."""
    ip = ip_address(address)
    if host in (EVERY_IPV4, EVERY_IPV6):
        return ip.version == ip_address(host).version and not ip.is_loopback
    return host == address


def local_name(host: str) -> str:
    """What to call the server on this very machine."""
    return "localhost" if host in (EVERY_IPV4, EVERY_IPV6, *THIS_MACHINE) else host


def outward_name(host: str, addresses: Iterable[str]) -> str:
    """What to call it on another machine: of several addresses that of the way out, not of some inner network."""
    if host not in (EVERY_IPV4, EVERY_IPV6):
        return local_name(host)
    served = [address for address in addresses if is_served(host, address)]
    outward = _outward_address(ip_address(host).version)
    return outward if outward in served else next(iter(served), local_name(host))


def machine_names() -> tuple[str, ...]:
    """Host names: its own, and that by which phones of the same network find it (RFC 6762)."""
    own = socket.gethostname().lower()
    return tuple(name for name in (own, f"{own.partition('.')[0]}.local") if is_host_name(name))


def in_url(name: str) -> str:
    """RFC 3986 section 3.2.2: an IPv6 address stands in brackets."""
    return f"[{name}]" if ":" in name else name


def _outward_address(version: int) -> str | None:
    family = socket.AF_INET6 if version == 6 else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((ELSEWHERE[version], 9))
            address: str = probe.getsockname()[0]
            return address
    except OSError:
        return None
