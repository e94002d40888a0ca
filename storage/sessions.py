"""Who is signed in: ``clinic.identity.sessions.SessionRecords``."""

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.identity.sessions import Holder, Session, SessionId
from storage.tables.sessions import sessions
from storage.vault import Vault

_NOT_ENDED = sessions.c.ended_at.is_(None)
_BY_TOKEN = select(sessions).where(sessions.c.token_sha256 == bindparam("of_token"), _NOT_ENDED)


class SessionTable:
    """What the device calls itself is sealed."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, session: Session, token_sha256: str) -> None:
        await self._connection.execute(
            insert(sessions),
            {
                "id": session.id,
                "token_sha256": token_sha256,
                "kind": session.kind,
                "subject": session.subject,
                "patient": session.patient,
                "device": self._vault.seal(session.device, _place(session.id)),
                "started_at": session.started_at,
                "last_used_at": session.last_used_at,
            },
        )

    async def find(self, token_sha256: str) -> Session | None:
        row = (await self._connection.execute(_BY_TOKEN, {"of_token": token_sha256})).one_or_none()
        return None if row is None else self._session(row)

    async def of(self, kind: Holder, subject: str) -> list[Session]:
        query = select(sessions).where(sessions.c.kind == kind, sessions.c.subject == subject, _NOT_ENDED)
        return [self._session(row) for row in await self._connection.execute(query)]

    async def touch(self, session: SessionId, now: float) -> None:
        await self._connection.execute(update(sessions).where(sessions.c.id == session).values(last_used_at=now))

    async def choose(self, session: SessionId, patient: str | None) -> None:
        await self._connection.execute(update(sessions).where(sessions.c.id == session).values(patient=patient))

    async def end(self, session: SessionId, now: float) -> None:
        await self._connection.execute(
            update(sessions).where(sessions.c.id == session, _NOT_ENDED).values(ended_at=now)
        )

    async def end_all(self, kind: Holder, subject: str, now: float) -> int:
        """How many there were."""
        of_hers = (sessions.c.kind == kind) & (sessions.c.subject == subject) & _NOT_ENDED
        return (await self._connection.execute(update(sessions).where(of_hers).values(ended_at=now))).rowcount

    async def forget(self, kind: Holder, unused_since: float) -> None:
        old = (sessions.c.kind == kind) & (sessions.c.last_used_at < unused_since)
        await self._connection.execute(delete(sessions).where(old))

    def _session(self, row: Row[tuple[object, ...]]) -> Session:
        values = row._mapping
        return Session(
            SessionId(values["id"]),
            values["kind"],
            values["subject"],
            values["patient"],
            self._vault.unseal(values["device"], _place(values["id"])),
            values["started_at"],
            values["last_used_at"],
        )


def _place(session: str) -> str:
    return f"sessions.device:{session}"
