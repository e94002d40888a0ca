"""Our ICE candidates: an ICE-lite agent has host candidates only (RFC 8445 section 2.5)."""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HOST_TYPE_PREFERENCE = 126


@dataclass(frozen=True, slots=True)
class Candidate:
    """One UDP address at which the worker can be reached."""

    host: str
    port: int


def reachable_candidates(bound: Iterable[tuple[str, int]], announced: Sequence[str]) -> tuple[Candidate, ...]:
    """Where clients reach sockets that are bound to ``bound``.

    An announced address (NAT 1:1) stands in for all bound addresses of its family; a wildcard is no candidate.
    """
    bound = tuple(bound)
    mapped = {ipaddress.ip_address(host).version for host in announced}
    found = [Candidate(host, port) for host in announced for port in _ports(bound, host)]
    for host, port in bound:
        address = ipaddress.ip_address(host)
        if address.version not in mapped and not address.is_unspecified:
            found.append(Candidate(host, port))
    return tuple(dict.fromkeys(found))


def _ports(bound: Iterable[tuple[str, int]], announced: str) -> set[int]:
    version = ipaddress.ip_address(announced).version
    return {port for host, port in bound if ipaddress.ip_address(host).version == version}


def candidate_lines(candidates: Sequence[Candidate]) -> list[str]:
    """RFC 8839 section 5.1, the first candidate preferred."""
    return [
        f"a=candidate:{index + 1} 1 udp {priority(65535 - index)} {each.host} {each.port} typ host"
        for index, each in enumerate(candidates)
    ]


def priority(local_preference: int) -> int:
    """RFC 8445 section 5.1.2.1, for component 1."""
    return (HOST_TYPE_PREFERENCE << 24) + (local_preference << 8) + 255
