"""Join grants: what a page gets for its invitation, to take one seat once and soon (RFC 7519, JSON Web Tokens)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt

from rooms.invitations import Invitation, InvitationId
from rooms.ports import Refusal, RoomId
from rooms.roles import Role

GOOD_FOR_SECONDS = 120.0
ALGORITHM = "HS256"
CLAIMS = ("jti", "aud", "exp", "invitation", "room", "roles")
AUDIENCE = "paramarsh join"


@dataclass(frozen=True, slots=True)
class JoinGrant:
    """``id`` makes it good once; the invitation is the seat. ``expires_at``: seconds since 1970 UTC."""

    id: str
    invitation: InvitationId
    room: RoomId
    roles: tuple[Role, ...]
    expires_at: float


class JoinGrants:
    """Issues grants and knows them again. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, key: bytes, wall_clock: Callable[[], float]) -> None:
        self._key = key
        self._wall_clock = wall_clock
        self._used: dict[str, float] = {}

    def issue(self, invitation: Invitation) -> str:
        """A new grant for the seat of an invitation that is good."""
        claims = {
            "jti": secrets.token_urlsafe(12),
            "aud": AUDIENCE,
            "exp": self._wall_clock() + GOOD_FOR_SECONDS,
            "invitation": invitation.id,
            "room": invitation.room,
            "roles": list(invitation.roles),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)

    def accept(self, text: str) -> JoinGrant:
        """Raises ``Refusal``: grant_invalid, grant_expired or grant_used. The grant is not used up by this."""
        grant = _read(self._verified(text))
        if grant.expires_at <= self._wall_clock():
            raise Refusal("grant_expired", "This took too long. Open your link again.")
        self.check_unused(grant)
        return grant

    def check_unused(self, grant: JoinGrant) -> None:
        """Raises ``Refusal`` grant_used."""
        if grant.id in self._used:
            raise Refusal("grant_used", "This was used already. Open your link again.")

    def use(self, grant: JoinGrant) -> None:
        """It is not accepted again. Remembered for as long as it would be good: a seat cannot be taken more often."""
        self._forget(self._wall_clock())
        self._used[grant.id] = grant.expires_at

    def _verified(self, text: str) -> dict[str, Any]:
        """The algorithm is ours to say, never the token's (RFC 8725 section 3.1); the time is compared by our clock."""
        try:
            claims: dict[str, Any] = jwt.decode(
                text,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": list(CLAIMS), "verify_exp": False},
            )
        except jwt.InvalidTokenError:
            raise Refusal("grant_invalid", "This server did not make this permission. Open your link again.") from None
        return claims

    def _forget(self, now: float) -> None:
        self._used = {grant: expires_at for grant, expires_at in self._used.items() if expires_at > now}


def _read(claims: dict[str, Any]) -> JoinGrant:
    return JoinGrant(
        id=claims["jti"],
        invitation=InvitationId(claims["invitation"]),
        room=RoomId(claims["room"]),
        roles=tuple(Role(role) for role in claims["roles"]),
        expires_at=claims["exp"],
    )
