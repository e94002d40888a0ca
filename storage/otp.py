"""One-time codes, kept as keyed hashes: ``clinic.identity.otp.OtpRecords``."""

from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.identity.challenge import ChallengeId, Delivery, KeptChallenge, SentCode
from clinic.identity.mobile import Mobile
from storage.tables.identity import otp_challenges as challenges
from storage.vault import Vault


class OtpTable:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def keyed_hash(self, challenge: ChallengeId, code: str) -> str:
        return self._vault.lookup("otp", f"{challenge} {code}")

    async def add(self, challenge: KeptChallenge) -> None:
        fixed = {
            "id": challenge.id,
            "mobile": self._vault.seal(challenge.mobile, _place(challenge.id)),
            "purpose": challenge.purpose,
            "language": challenge.language,
        }
        await self._connection.execute(insert(challenges), fixed | _changing(challenge))

    async def get(self, challenge: ChallengeId) -> KeptChallenge | None:
        return await self._one(select(challenges).where(challenges.c.id == challenge))

    async def get_to_change(self, challenge: ChallengeId) -> KeptChallenge | None:
        return await self._one(select(challenges).where(challenges.c.id == challenge).with_for_update())

    async def change(self, challenge: KeptChallenge) -> bool:
        unused = (challenges.c.id == challenge.id) & challenges.c.used_at.is_(None)
        changed = await self._connection.execute(update(challenges).where(unused).values(**_changing(challenge)))
        return changed.rowcount == 1

    async def note_delivery(self, challenge: ChallengeId, sends: int, delivery: Delivery) -> None:
        last = (challenges.c.id == challenge) & (challenges.c.sends == sends)
        await self._connection.execute(update(challenges).where(last).values(delivery=delivery))

    async def forget(self, sent_before: float, at_most: int) -> int:
        old = select(challenges.c.id).where(challenges.c.sent_at < sent_before).order_by(challenges.c.sent_at)
        chosen = old.limit(at_most).with_for_update(skip_locked=True)
        return (await self._connection.execute(delete(challenges).where(challenges.c.id.in_(chosen)))).rowcount

    async def _one(self, query: Select[Any]) -> KeptChallenge | None:
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else self._challenge(row)

    def _challenge(self, row: Row[Any]) -> KeptChallenge:
        return KeptChallenge(
            id=ChallengeId(row.id),
            mobile=Mobile(self._vault.unseal(row.mobile, _place(row.id))),
            purpose=row.purpose,
            language=row.language,
            codes=tuple(SentCode(keyed_hash, expires_at) for keyed_hash, expires_at in row.codes),
            sends=row.sends,
            sent_at=row.sent_at,
            wrong_tries=row.wrong_tries,
            used_at=row.used_at,
            delivery=row.delivery,
        )


def _changing(challenge: KeptChallenge) -> dict[str, Any]:
    return {
        "codes": [[code.keyed_hash, code.expires_at] for code in challenge.codes],
        "sends": challenge.sends,
        "sent_at": challenge.sent_at,
        "wrong_tries": challenge.wrong_tries,
        "used_at": challenge.used_at,
        "delivery": challenge.delivery,
    }


def _place(challenge: str) -> str:
    return f"otp_challenges.mobile:{challenge}"
