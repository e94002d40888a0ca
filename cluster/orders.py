"""What one node tells the others, signed: JSON Web Tokens (RFC 7519) that are good for half a minute.

The database is written before anybody is told, and whoever missed it finds it there: an order only makes it quick.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import jwt

GOOD_FOR_SECONDS = 30.0
ALGORITHM = "HS256"
AUDIENCE = "paramarsh order"


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """Look whether this room was closed."""

    room: str


@dataclass(frozen=True, slots=True)
class InvitationRevoked:
    """Look whether this invitation was revoked."""

    invitation: str


@dataclass(frozen=True, slots=True)
class ShowOut:
    """End every socket of an account: kind and id, as ``signaling.edge.Holder`` has them."""

    kind: str
    subject: str


Order = RoomClosed | InvitationRevoked | ShowOut
_KINDS: dict[str, type[Order]] = {kind.__name__: kind for kind in (RoomClosed, InvitationRevoked, ShowOut)}


class Colleagues(Protocol):
    async def tell(self, order: Order) -> None:
        """Every other node that lives. One that cannot be reached is tried again for some seconds, and then logged."""


class BadOrder(Exception):
    """Not signed by a node of this service, too old, or of an unknown kind."""


class Seal:
    """Signs orders and knows them again. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, key: bytes, wall_clock: Callable[[], float]) -> None:
        self._key = key
        self._wall_clock = wall_clock

    def sign(self, order: Order) -> str:
        claims = {
            "aud": AUDIENCE,
            "exp": self._wall_clock() + GOOD_FOR_SECONDS,
            "kind": type(order).__name__,
            "order": asdict(order),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def read(self, text: str) -> Order:
        """Raises ``BadOrder``."""
        try:
            claims = self._verified(text)
            if claims["exp"] <= self._wall_clock():
                raise BadOrder("too old")
            return _KINDS[claims["kind"]](**claims["order"])
        except (jwt.InvalidTokenError, KeyError, TypeError) as error:
            raise BadOrder("not an order") from error

    def _verified(self, text: str) -> dict[str, Any]:
        """The algorithm is ours to say (RFC 8725 section 3.1); the time is compared by our clock."""
        claims: dict[str, Any] = jwt.decode(
            text,
            self._key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            options={"require": ["aud", "exp", "kind", "order"], "verify_exp": False},
        )
        return claims
