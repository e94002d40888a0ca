"""Checking a whole database's audit, some entries at a time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.audit.chain import Head
from clinic.audit.heads import SealedHeads
from clinic.audit.verification import SEALS, ChainCheck, Fault, SealsCheck
from storage.audit import entry_of, head_of
from storage.audit_seals import sealed_heads, seals
from storage.engine import Database
from storage.tables.audit import audit_entries, audit_heads, audit_sealed_heads

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Report:
    """``chains``, ``entries``, ``seals``: how many were looked at."""

    chains: int
    entries: int
    seals: int
    faults: tuple[Fault, ...]


async def check(
    database: Database, key: Ed25519PublicKey, exported: SealedHeads | None = None, batch: int = BATCH
) -> Report:
    """As it stands at one moment; the service may run. ``exported``: a day's seal that was kept elsewhere."""
    async with database.reading() as connection:
        seals_seen, faults = await _check_seals(connection, key, exported)
        chains, entries = await known_chains(connection, exported), 0
        for chain in chains:
            seen, found = await _check_chain(connection, chain, exported, batch)
            entries += seen
            faults += found
    return Report(len(chains), entries, seals_seen, tuple(faults))


async def _check_seals(
    connection: AsyncConnection, key: Ed25519PublicKey, exported: SealedHeads | None
) -> tuple[int, list[Fault]]:
    seals_check, found = SealsCheck(key), []
    is_kept = exported is None
    async for seal in seals(connection):
        found += seals_check.take(seal)
        is_kept = is_kept or seal == exported
    if exported is not None and not exported.is_signed_by(key):
        found.append(Fault(SEALS, 0, "seal_forged"))
    if not is_kept:
        found.append(Fault(SEALS, 0, "seal_does_not_follow"))
    return seals_check.count, found


async def known_chains(connection: AsyncConnection, exported: SealedHeads | None = None) -> list[str]:
    """Of which anything at all is written."""
    chains = set(exported.heads) if exported else set()
    for table in (audit_entries, audit_heads, audit_sealed_heads):
        chains |= set(await connection.scalars(select(table.c.chain).distinct()))
    return sorted(chains)


async def _check_chain(
    connection: AsyncConnection, chain: str, exported: SealedHeads | None, batch: int
) -> tuple[int, list[Fault]]:
    sealed = await sealed_heads(connection, chain)
    if exported and chain in exported.heads:
        sealed.append(exported.heads[chain])
    chain_check, found, seen = ChainCheck(chain, sealed), list[Fault](), 0
    async for row in chain_rows(connection, chain, batch):
        seen += 1
        try:
            found += chain_check.take(entry_of(row))
        except (TypeError, ValueError, AttributeError):
            found += chain_check.take_unreadable(row.sequence if isinstance(row.sequence, int) else 0)
    return seen, found + chain_check.finish(await written_head(connection, chain))


async def written_head(connection: AsyncConnection, chain: str) -> Head | None:
    row = (await connection.execute(select(audit_heads).where(audit_heads.c.chain == chain))).one_or_none()
    try:
        return None if row is None else head_of(row)
    except (TypeError, ValueError):
        return None


async def chain_rows(connection: AsyncConnection, chain: str, batch: int = BATCH) -> AsyncIterator[Row[Any]]:
    """In order, read ``batch`` at a time."""
    query = select(audit_entries).where(audit_entries.c.chain == chain).order_by(audit_entries.c.sequence).limit(batch)
    rows = (await connection.execute(query)).all()
    while rows:
        for row in rows:
            yield row
        rows = (await connection.execute(query.where(audit_entries.c.sequence > rows[-1].sequence))).all()
