"""Notices in the database, an outbox: ``clinic.notification.ports.NoticeRecords``."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.consultation.consultation import ConsultationId
from clinic.notification.notice import Channel, DeliveryId, Kind, Notice, Recipient
from clinic.notification.ports import Delivery, Outcome
from clinic.patients.patient import new_id
from storage.dialect import locked_once, upsert
from storage.tables.notification import notices
from storage.vault import Vault

REASON_LENGTH = 64
_WAITING = notices.c.state == "waiting"
# Only where nobody has taken it since: the lease is the time that stands there.
_SETTLED = (
    update(notices)
    .where(notices.c.id == bindparam("delivery"), _WAITING, notices.c.due_at == bindparam("lease"))
    .values(
        state=bindparam("new_state"),
        reason=bindparam("new_reason"),
        due_at=bindparam("again_at"),
        settled_at=bindparam("settled"),
    )
)


class NoticeTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def add(self, notice: Notice) -> bool:
        rows = [self._row(notice, channel) for channel in notice.rule.channels]
        added = await self._connection.execute(self._insert().returning(notices.c.id), rows)
        return added.first() is not None

    async def add_all(self, some: Sequence[Notice]) -> None:
        if rows := [self._row(notice, channel) for notice in some for channel in notice.rule.channels]:
            await self._connection.execute(self._insert(), rows)

    async def drop(self, consultation: ConsultationId, kinds: Collection[Kind]) -> int:
        of_these = notices.c.kind.in_([kind.value for kind in kinds])
        gone = delete(notices).where(notices.c.consultation == consultation, of_these, _WAITING)
        return (await self._connection.execute(gone)).rowcount

    async def take_due(self, now: float, lease_ends_at: float, at_most: int) -> list[Delivery]:
        due = select(notices).where(_WAITING, notices.c.due_at <= now)
        first = due.order_by(notices.c.expires_at, notices.c.due_at).limit(at_most)
        rows = list(await self._connection.execute(first.with_for_update(skip_locked=True)))
        if rows:
            taken = update(notices).where(notices.c.id.in_([row.id for row in rows]))
            await self._connection.execute(taken.values(due_at=lease_ends_at, tries=notices.c.tries + 1))
        return [self._delivery(row, lease_ends_at) for row in rows]

    async def settle(self, outcomes: Sequence[Outcome], now: float) -> None:
        await self._connection.execute(_SETTLED, [_settled(outcome, now) for outcome in outcomes])

    async def forget(self, settled_before: float, at_most: int) -> int:
        old = select(notices.c.id).where(notices.c.settled_at < settled_before).limit(at_most)
        gone = delete(notices).where(notices.c.id.in_(locked_once(old)))
        return (await self._connection.execute(gone)).rowcount

    def _insert(self) -> Any:
        return upsert(self._connection, notices).on_conflict_do_nothing(index_elements=[notices.c.once])

    def _row(self, notice: Notice, channel: Channel) -> dict[str, Any]:
        delivery = new_id()
        return {
            "id": delivery,
            "kind": notice.kind.value,
            "channel": channel,
            "owner_kind": notice.to.kind,
            "owner": notice.to.id,
            "language": notice.language,
            "told": self._vault.seal(json.dumps(dict(notice.values), ensure_ascii=False), _place(delivery)),
            "consultation": notice.consultation,
            "once": None if notice.once is None else f"{notice.once}:{channel}",
            "state": "waiting",
            "due_at": notice.due_at,
            "expires_at": notice.expires_at,
            "tries": 0,
            "reason": "",
            "first_due_at": notice.due_at,
        }

    def _delivery(self, row: Row[Any], lease_ends_at: float) -> Delivery:
        once = None if row.once is None else row.once.removesuffix(f":{row.channel}")
        notice = Notice(
            Kind(row.kind),
            Recipient(row.owner_kind, row.owner),
            row.language,
            row.first_due_at,
            row.expires_at,
            json.loads(self._vault.unseal(row.told, _place(row.id))),
            row.consultation,
            once,
        )
        return Delivery(DeliveryId(row.id), notice, row.channel, row.tries + 1, lease_ends_at)


def _settled(outcome: Outcome, now: float) -> dict[str, Any]:
    is_waiting = outcome.state == "waiting"
    return {
        "delivery": outcome.delivery.id,
        "lease": outcome.delivery.lease_ends_at,
        "new_state": outcome.state,
        "new_reason": outcome.reason[:REASON_LENGTH],
        "again_at": outcome.again_at if is_waiting else outcome.delivery.lease_ends_at,
        "settled": None if is_waiting else now,
    }


def _place(delivery: str) -> str:
    return f"notices.told:{delivery}"
