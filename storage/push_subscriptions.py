"""Browsers that take messages: ``clinic.notification.push.SubscriptionRecords``."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.notification.notice import Recipient
from clinic.notification.push import Subscription, SubscriptionId
from storage.dialect import upsert
from storage.tables.notification import push_subscriptions as subscriptions
from storage.tables.patients import mobiles
from storage.vault import Vault

SEALED = ("endpoint", "p256dh", "auth")
_ID = subscriptions.c.id


class SubscriptionTable:
    """Within the transaction of ``connection``."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def put(self, subscription: Subscription) -> None:
        same = subscriptions.c.endpoint_sha256 == _sha256(subscription.endpoint)
        await self._connection.execute(delete(subscriptions).where(same))
        adding = upsert(self._connection, subscriptions).values(self._row(subscription))
        # Told twice at the same moment it is the same browser: the first row stays.
        await self._connection.execute(adding.on_conflict_do_nothing(index_elements=[subscriptions.c.endpoint_sha256]))

    async def remove(self, owner: Recipient, endpoint: str) -> None:
        hers = _of(owner) & (subscriptions.c.endpoint_sha256 == _sha256(endpoint))
        await self._connection.execute(delete(subscriptions).where(hers))

    async def of(self, owners: Sequence[Recipient]) -> list[Subscription]:
        if not owners:
            return []
        found = await self._connection.execute(
            select(subscriptions).where(or_(*map(_of, owners))).order_by(subscriptions.c.created_at)
        )
        return [self._subscription(row) for row in found]

    async def keep_newest(self, owner: Recipient, count: int) -> None:
        newest = select(_ID).where(_of(owner)).order_by(subscriptions.c.created_at.desc(), _ID).limit(count)
        await self._connection.execute(delete(subscriptions).where(_of(owner), _ID.not_in(newest)))

    async def forget(self, some: Sequence[SubscriptionId]) -> None:
        if some:
            await self._connection.execute(delete(subscriptions).where(_ID.in_(some)))

    async def note(self, failed: Sequence[SubscriptionId], reached: Sequence[SubscriptionId], now: float) -> None:
        if failed:
            counted = update(subscriptions).where(_ID.in_(failed))
            await self._connection.execute(counted.values(failures=subscriptions.c.failures + 1, failed_at=now))
        if reached:
            fine = update(subscriptions).where(_ID.in_(reached))
            await self._connection.execute(fine.values(failures=0, reached_at=now))

    async def forget_broken(self, failures: int) -> int:
        ended = select(mobiles.c.id).where(mobiles.c.ended_at.is_not(None))
        without_household = and_(subscriptions.c.owner_kind == "mobile", subscriptions.c.owner.in_(ended))
        gone = delete(subscriptions).where(or_(subscriptions.c.failures >= failures, without_household))
        return (await self._connection.execute(gone)).rowcount

    def _row(self, subscription: Subscription) -> dict[str, Any]:
        sealed = {name: self._vault.seal(getattr(subscription, name), _place(name, subscription.id)) for name in SEALED}
        return sealed | {
            "id": subscription.id,
            "owner_kind": subscription.owner.kind,
            "owner": subscription.owner.id,
            "endpoint_sha256": _sha256(subscription.endpoint),
            "created_at": subscription.created_at,
            "failures": subscription.failures,
        }

    def _subscription(self, row: Row[Any]) -> Subscription:
        opened = {name: self._vault.unseal(getattr(row, name), _place(name, row.id)) for name in SEALED}
        owner = Recipient(row.owner_kind, row.owner)
        return Subscription(SubscriptionId(row.id), owner, **opened, created_at=row.created_at, failures=row.failures)


def _of(owner: Recipient) -> ColumnElement[bool]:
    return and_(subscriptions.c.owner_kind == owner.kind, subscriptions.c.owner == owner.id)


def _sha256(endpoint: str) -> str:
    """Enough: an endpoint is an address that nobody can guess (RFC 8030 section 8.3)."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _place(column: str, subscription: str) -> str:
    return f"push_subscriptions.{column}:{subscription}"
