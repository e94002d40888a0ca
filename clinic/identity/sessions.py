"""Logins: opaque tokens, hashed at rest, with an idle and an absolute end (OWASP Session Management)."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NewType, Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.ports import Store
from rooms.ports import Refusal

SessionId = NewType("SessionId", str)
Holder = Literal["patient", "staff"]

TOKEN_BYTES = 32
TOUCH_SECONDS = 60.0
"""How exactly the last use is kept: a write for every request would cost more than the request."""


@dataclass(frozen=True, slots=True)
class Ends:
    """After how many seconds without use, and after how many in any case."""

    idle_seconds: float
    absolute_seconds: float


DAY = 86_400.0
ENDS: dict[Holder, Ends] = {"patient": Ends(30 * DAY, 90 * DAY), "staff": Ends(DAY / 24, DAY / 2)}


@dataclass(frozen=True, slots=True)
class Session:
    """``subject``: the mobile's id or the staff's. ``patient``: whom its pages are about just now.

    ``device``: what the browser calls itself, at most 200 characters.
    """

    id: SessionId
    kind: Holder
    subject: str
    patient: str | None
    device: str
    started_at: float
    last_used_at: float

    def has_ended(self, now: float) -> bool:
        ends = ENDS[self.kind]
        return now - self.last_used_at >= ends.idle_seconds or now - self.started_at >= ends.absolute_seconds

    def actor(self, origin: str, facility: str | None = None) -> Actor:
        return Actor(self.kind, self.subject, facility, origin)


class SessionRecords(Protocol):
    """None of these gives a session that was ended."""

    async def add(self, session: Session, token_sha256: str) -> None: ...
    async def find(self, token_sha256: str) -> Session | None: ...
    async def of(self, kind: Holder, subject: str) -> list[Session]: ...
    async def touch(self, session: SessionId, now: float) -> None: ...
    async def choose(self, session: SessionId, patient: str | None) -> None: ...
    async def end(self, session: SessionId, now: float) -> None: ...
    async def end_all(self, kind: Holder, subject: str, now: float) -> int: ...
    async def forget(self, kind: Holder, unused_since: float) -> None:
        """Deletes those that have not been used since, ended or not."""


class Records(Protocol):
    @property
    def sessions(self) -> SessionRecords: ...
    @property
    def audit(self) -> AuditTrail: ...


class Sessions:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def start(self, kind: Holder, subject: str, device: str, actor: Actor) -> tuple[Session, str]:
        """The session and its token, which cannot be had again."""
        async with self._store.writing() as records:
            return await self.start_within(records, kind, subject, device, actor)

    async def start_within(
        self, records: Records, kind: Holder, subject: str, device: str, actor: Actor
    ) -> tuple[Session, str]:
        """In a transaction that is under way."""
        now = self._wall_clock()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session = Session(SessionId(secrets.token_hex(16)), kind, subject, None, device[:200], now, now)
        await records.sessions.add(session, sha256(token))
        await records.audit.append(Event("session.started", actor, f"session:{session.id}"))
        return session, token

    async def find(self, token: str) -> Session | None:
        """Whose token it is, if it has not ended; notes the use now and then."""
        now = self._wall_clock()
        async with self._store.glancing() as records:
            session = await records.sessions.find(sha256(token))
        if session is None or session.has_ended(now):
            return None
        if now - session.last_used_at < TOUCH_SECONDS:
            return session
        async with self._store.writing() as records:
            await records.sessions.touch(session.id, now)
        return replace(session, last_used_at=now)

    async def of(self, session: Session) -> list[Session]:
        """All that the same person has, the latest used first."""
        async with self._store.reading() as records:
            found = await records.sessions.of(session.kind, session.subject)
        now = self._wall_clock()
        return sorted((one for one in found if not one.has_ended(now)), key=lambda one: -one.last_used_at)

    async def choose(self, session: Session, patient: str | None) -> Session:
        async with self._store.writing() as records:
            await records.sessions.choose(session.id, patient)
        return replace(session, patient=patient)

    async def end(self, own: Session, session: SessionId, actor: Actor) -> None:
        """One of one's own. Raises ``Refusal`` for anybody else's."""
        async with self._store.writing() as records:
            if session not in {one.id for one in await records.sessions.of(own.kind, own.subject)}:
                raise Refusal("session_unknown", "This device is not signed in any more.")
            await records.sessions.end(session, self._wall_clock())
            await records.audit.append(Event("session.ended", actor, f"session:{session}"))

    async def end_all(self, kind: Holder, subject: str, actor: Actor) -> None:
        """Of somebody who is suspended, or whose number is another's now."""
        async with self._store.writing() as records:
            if await records.sessions.end_all(kind, subject, self._wall_clock()):
                await records.audit.append(Event("session.all_ended", actor, f"{kind}:{subject}"))

    async def forget_old(self) -> None:
        async with self._store.writing() as records:
            for kind, ends in ENDS.items():
                await records.sessions.forget(kind, self._wall_clock() - ends.absolute_seconds)


def sha256(token: str) -> str:
    """As hexadecimal: 256 random bits need no slower hash."""
    return hashlib.sha256(token.encode()).hexdigest()
