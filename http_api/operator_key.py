"""Who may use the operator's API: whoever shows the key (RFC 6750 section 2.1)."""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from clinic.identity.limits import IPV6_NETWORK_BITS, TooMany
from http_api.peers import UNKNOWN
from rooms.ports import Refusal

MOST_WRONG_KEYS = 10
WINDOW_SECONDS = 600.0
MOST_PEERS = 10_000
_SCHEME = "bearer"

log = structlog.get_logger(__name__)


class KeyedRoutes:
    """Routes that whoever shows the key may use. ``clock`` gives seconds since any moment."""

    def __init__(self, router: web.UrlDispatcher, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._router = router
        self._key = key
        self._clock = clock
        self._wrong = WrongKeys()

    def add_get(self, path: str, handler: Handler) -> None:
        self._router.add_get(path, self._keyed(handler))

    def add_post(self, path: str, handler: Handler) -> None:
        self._router.add_post(path, self._keyed(handler))

    def add_delete(self, path: str, handler: Handler) -> None:
        self._router.add_delete(path, self._keyed(handler))

    def _keyed(self, handler: Handler) -> Handler:
        async def check_key(request: web.Request) -> web.StreamResponse:
            self._check(request)
            return await handler(request)

        return check_key

    def _check(self, request: web.Request) -> None:
        """It is compared in constant time, so that the time of an answer tells nothing of it."""
        scheme, _, shown = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        if scheme.lower() != _SCHEME:
            raise Refusal("key_missing", "Show the operator's key: Authorization: Bearer KEY.")
        if not hmac.compare_digest(shown.strip().encode(errors="surrogateescape"), self._key.encode()):
            self._wrong.count(request.remote or UNKNOWN, self._clock())
            log.warning("operator_key_refused", peer=request.remote)
            raise Refusal("key_wrong", "This is not the operator's key.")


@dataclass(slots=True)
class _Window:
    ends_at: float
    count: int = 0


class WrongKeys:
    """How many a peer has shown, in a window that begins with the first. The right key is accepted all the while:

    it is its length that nobody gets past, and this keeps those who try from filling the log.
    """

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}  # in the order in which they end

    def count(self, peer: str, now: float) -> None:
        """One more. Raises ``TooMany`` where there were too many already."""
        self._forget_ended(now)
        window = self._windows.setdefault(_network(peer), _Window(now + WINDOW_SECONDS))
        if len(self._windows) > MOST_PEERS:
            del self._windows[next(iter(self._windows))]
        if window.count >= MOST_WRONG_KEYS:
            raise TooMany(ceil(window.ends_at - now), reason="Too many wrong keys.")
        window.count += 1

    def _forget_ended(self, now: float) -> None:
        while self._windows:
            oldest = next(iter(self._windows))
            if self._windows[oldest].ends_at > now:
                return
            del self._windows[oldest]


def _network(peer: str) -> str:
    """Of an IPv6 address its network: one peer has 2⁶⁴ addresses to choose from."""
    try:
        address = ip_address(peer.partition("%")[0])
    except ValueError:
        return peer
    if not isinstance(address, IPv6Address) or address.ipv4_mapped:
        return peer
    return str(ip_network((address, IPV6_NETWORK_BITS), strict=False))
