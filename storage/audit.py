"""The audit in the database: ``clinic.audit.event.AuditTrail``."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import ColumnElement, Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.actors import Actor, ActorKind
from clinic.audit.chain import Entry, Head, beginning, following
from clinic.audit.event import Event
from clinic.audit.heads import SealedHeads
from storage.audit_seals import seal_heads
from storage.dialect import upsert, writes_in_parts
from storage.tables.audit import audit_entries, audit_heads
from storage.vault import Vault

BATCH = 500
_LOCKED = select(audit_heads).where(audit_heads.c.chain == bindparam("of_chain")).with_for_update()
_MOVED = (
    update(audit_heads)
    .where(audit_heads.c.chain == bindparam("of_chain"))
    .values(sequence=bindparam("to_sequence"), hash=bindparam("to_hash"), at=bindparam("to_at"))
)
_ADDED = insert(audit_entries)
# Most transactions add one entry. No parameter is called as a column is: it would be set in both tables.
_ADDED_AND_MOVED = _ADDED.values({column: bindparam(f"new_{column.name}") for column in audit_entries.c}).add_cte(
    _MOVED.cte("moved")
)
NEWEST = (audit_entries.c.at.desc(), audit_entries.c.chain, audit_entries.c.sequence.desc())


class AuditLog:
    """Within the transaction of ``connection``. ``wall_clock`` gives seconds since 1970 UTC.

    A chain's end is locked from the first entry until the transaction ends: append last of all.
    """

    def __init__(self, connection: AsyncConnection, vault: Vault, wall_clock: Callable[[], float]) -> None:
        self._connection = connection
        self._vault = vault
        self._wall_clock = wall_clock

    async def append(self, event: Event) -> None:
        await self.append_all([event])

    async def append_all(self, events: Sequence[Event]) -> None:
        """Chain by chain in the order of their names, so that no two writers wait for one another."""
        chains: defaultdict[str, list[Event]] = defaultdict(list)
        for event in events:
            chains[event.chain].append(event)
        for chain in sorted(chains):
            await self._extend(await self._locked_head(chain), chains[chain])

    async def entries(self, chain: str, after: int = 0, limit: int = 100) -> list[Entry]:
        """In order, from the one after the sequence ``after``."""
        later = (audit_entries.c.chain == chain) & (audit_entries.c.sequence > after)
        return await self._select(later, audit_entries.c.sequence, limit=limit)

    async def of_patient(self, patient: str, limit: int = 100) -> list[Entry]:
        """What was done with her record and by whom, newest first."""
        return await self._select(audit_entries.c.patient == patient, *NEWEST, limit=limit)

    async def of_subject(self, subject: str, limit: int = 100) -> list[Entry]:
        """What was done with "staff:4f…" and by whom, newest first."""
        return await self._select(audit_entries.c.subject == subject, *NEWEST, limit=limit)

    def reason(self, entry: Entry) -> str:
        """As it was given; empty where none was. Raises ``VaultError`` where it was altered."""
        place = _place_of_reason(entry.chain, entry.sequence)
        return self._vault.unseal(entry.reason, place) if entry.reason else ""

    async def heads(self) -> list[Head]:
        """Of every chain that has entries."""
        query = select(audit_heads).where(audit_heads.c.sequence > 0).order_by(audit_heads.c.chain)
        return [head_of(row) for row in await self._connection.execute(query)]

    async def seal_day(self, day: str, key: Ed25519PrivateKey) -> SealedHeads | None:
        """Signs all heads for that ISO date; ``None`` where that day, or one after it, is signed already."""
        return await seal_heads(self._connection, await self.heads(), day, key)

    async def _extend(self, head: Head, events: Sequence[Event]) -> None:
        """In batches: the loop is free between them."""
        if len(events) == 1 and writes_in_parts(self._connection):
            [entry] = self._following(head, events)
            added = {f"new_{name}": value for name, value in _values(entry).items()}
            await self._connection.execute(_ADDED_AND_MOVED, added | _moved(entry.head))
            return
        for start in range(0, len(events), BATCH):
            entries = list(self._following(head, events[start : start + BATCH]))
            await self._connection.execute(_ADDED, [_values(entry) for entry in entries])
            head = entries[-1].head
        await self._connection.execute(_MOVED, _moved(head))

    def _following(self, head: Head, events: Sequence[Event]) -> Iterator[Entry]:
        for event in events:
            place = _place_of_reason(head.chain, head.sequence + 1)
            reason = self._vault.seal(event.reason, place) if event.reason else b""
            entry = following(head, event, self._wall_clock(), reason)
            head = entry.head
            yield entry

    async def _locked_head(self, chain: str) -> Head:
        row = (await self._connection.execute(_LOCKED, {"of_chain": chain})).one_or_none()
        if row is None:  # of two writers who both see none, one waits here for the other
            first = upsert(self._connection, audit_heads).values(**_head_values(beginning(chain)))
            await self._connection.execute(first.on_conflict_do_nothing())
            row = (await self._connection.execute(_LOCKED, {"of_chain": chain})).one()
        return head_of(row)

    async def _select(self, condition: ColumnElement[bool], *order: ColumnElement[Any], limit: int) -> list[Entry]:
        query = select(audit_entries).where(condition).order_by(*order).limit(limit)
        return [entry_of(row) for row in await self._connection.execute(query)]


def entry_of(row: Row[Any]) -> Entry:
    """Raises ``ValueError`` or ``TypeError`` for what cannot have been written here."""
    return Entry(
        chain=row.chain,
        sequence=int(row.sequence),
        at=float(row.at),
        action=row.action,
        actor=Actor(cast(ActorKind, row.actor_kind), row.actor_id, row.actor_facility, row.origin),
        subject=row.subject,
        patient=row.patient,
        reason=bytes(row.reason),
        fields=tuple(row.fields.split(",")) if row.fields else (),
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def head_of(row: Row[Any]) -> Head:
    """Raises as ``entry_of`` does."""
    return Head(row.chain, int(row.sequence), row.hash, float(row.at))


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "chain": entry.chain,
        "sequence": entry.sequence,
        "at": entry.at,
        "action": entry.action,
        "actor_kind": entry.actor.kind,
        "actor_id": entry.actor.id,
        "actor_facility": entry.actor.facility,
        "origin": entry.actor.origin,
        "subject": entry.subject,
        "patient": entry.patient,
        "reason": entry.reason,
        "fields": ",".join(entry.fields),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
    }


def _head_values(head: Head) -> dict[str, Any]:
    return {"chain": head.chain, "sequence": head.sequence, "hash": head.hash, "at": head.at}


def _moved(head: Head) -> dict[str, Any]:
    return {"of_chain": head.chain, "to_sequence": head.sequence, "to_hash": head.hash, "to_at": head.at}


def _place_of_reason(chain: str, sequence: int) -> str:
    return f"audit_entries.reason:{chain}:{sequence}"
