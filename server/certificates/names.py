"""The names and addresses for which a certificate is good, and those for which an authority may give one."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from cryptography import x509

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PRIVATE_NETWORKS: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",  # RFC 6598: behind a carrier's NAT
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
IPV6_LINK_BITS = 64  # the part of an IPv6 address that privacy addresses keep (RFC 8981)


def general_names(texts: Iterable[str]) -> tuple[x509.GeneralName, ...]:
    """Each once: addresses as addresses, anything else as a host name."""
    return tuple(_general_name(text) for text in dict.fromkeys(texts))


def constraints(names: Iterable[x509.GeneralName]) -> x509.NameConstraints:
    """RFC 5280 section 4.2.1.10: private networks, and of all else only these names and addresses."""
    permitted: dict[x509.GeneralName, None] = {x509.IPAddress(network): None for network in PRIVATE_NETWORKS}
    for name in names:
        if not _is_private(name):
            permitted[_around(name)] = None
    return x509.NameConstraints(permitted_subtrees=list(permitted), excluded_subtrees=None)


def is_permitted(name: x509.GeneralName, by: x509.NameConstraints) -> bool:
    return any(_covers(subtree, name) for subtree in by.permitted_subtrees or ())


def _general_name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text.removesuffix(".").lower())


def _is_private(name: x509.GeneralName) -> bool:
    return any(_covers(x509.IPAddress(network), name) for network in PRIVATE_NETWORKS)


def _around(name: x509.GeneralName) -> x509.GeneralName:
    if not isinstance(name, x509.IPAddress):
        return name
    prefix = IPV6_LINK_BITS if name.value.version == 6 else 32
    return x509.IPAddress(ip_network(f"{name.value}/{prefix}", strict=False))


def _covers(subtree: x509.GeneralName, name: x509.GeneralName) -> bool:
    if isinstance(subtree, x509.IPAddress) and isinstance(name, x509.IPAddress):
        network, address = subtree.value, name.value
        return isinstance(network, Network) and isinstance(address, Address) and address in network
    if isinstance(subtree, x509.DNSName) and isinstance(name, x509.DNSName):
        return name.value == subtree.value or name.value.endswith(f".{subtree.value}")
    return False
