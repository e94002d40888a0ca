"""The days' signatures over all chains' heads, kept beside the chains; each day only the heads that moved."""

from collections.abc import AsyncIterator, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.audit.chain import Head
from clinic.audit.heads import SealedHeads, signed
from storage.dialect import upsert
from storage.tables.audit import audit_sealed_heads, audit_seals


async def seal_heads(
    connection: AsyncConnection, heads: Sequence[Head], day: str, key: Ed25519PrivateKey
) -> SealedHeads | None:
    """``None`` where that day, or one after it, is sealed already."""
    former = (await connection.execute(select(audit_seals).order_by(audit_seals.c.day.desc()).limit(1))).one_or_none()
    if former is not None and former.day >= day:
        return None
    previous = None if former is None else former.digest
    seal = signed(day, {head.chain: (head.sequence, head.hash) for head in heads}, previous, key)
    row = {"day": day, "previous": seal.previous, "digest": seal.digest(), "signature": seal.signature}
    kept = await connection.execute(upsert(connection, audit_seals).values(**row).on_conflict_do_nothing())
    if kept.rowcount != 1:  # another process was faster
        return None
    await _keep_moved(connection, seal)
    return seal


async def seals(connection: AsyncConnection) -> AsyncIterator[SealedHeads]:
    """Oldest first, each with all its heads, as far as the database still tells."""
    heads: dict[str, tuple[int, str]] = {}
    for row in (await connection.execute(select(audit_seals).order_by(audit_seals.c.day))).all():
        heads |= await _moved(connection, row.day)
        yield SealedHeads(row.day, dict(heads), row.previous, row.signature)


async def last_seal(connection: AsyncConnection) -> SealedHeads | None:
    """``None`` where no day is signed yet."""
    last: SealedHeads | None = None
    async for seal in seals(connection):
        last = seal
    return last


async def sealed_heads(connection: AsyncConnection, chain: str) -> list[tuple[int, str]]:
    """The signed sequences and hashes of one chain."""
    query = select(audit_sealed_heads).where(audit_sealed_heads.c.chain == chain)
    return [(row.sequence, row.hash) for row in await connection.execute(query)]


async def _keep_moved(connection: AsyncConnection, seal: SealedHeads) -> None:
    known = await _last_sealed(connection)
    rows = [
        {"chain": chain, "day": seal.day, "sequence": sequence, "hash": entry_hash}
        for chain, (sequence, entry_hash) in seal.heads.items()
        if known.get(chain) != (sequence, entry_hash)
    ]
    if rows:
        await connection.execute(insert(audit_sealed_heads), rows)


async def _moved(connection: AsyncConnection, day: str) -> dict[str, tuple[int, str]]:
    query = select(audit_sealed_heads).where(audit_sealed_heads.c.day == day)
    return {row.chain: (row.sequence, row.hash) for row in await connection.execute(query)}


async def _last_sealed(connection: AsyncConnection) -> dict[str, tuple[int, str]]:
    c = audit_sealed_heads.c
    last = select(c.chain, func.max(c.day).label("day")).group_by(c.chain).subquery()
    query = select(audit_sealed_heads).join(last, (c.chain == last.c.chain) & (c.day == last.c.day))
    return {row.chain: (row.sequence, row.hash) for row in await connection.execute(query)}
