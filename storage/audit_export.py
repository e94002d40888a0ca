"""The audit as JSON Lines, to keep where whoever writes to the database cannot reach."""

import json
from collections.abc import AsyncIterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.ext.asyncio import AsyncConnection

from clinic.audit.chain import Entry
from clinic.audit.heads import SealedHeads
from storage.audit import entry_of
from storage.audit_check import chain_rows, known_chains, written_head
from storage.audit_seals import seals
from storage.engine import Database


async def exported_lines(database: Database, key: Ed25519PublicKey) -> AsyncIterator[str]:
    """The public key, each signed day, then chain by chain its entries and its head; as it stands at one moment."""
    async with database.reading() as connection:
        yield _line({"type": "key", "ed25519": key.public_bytes_raw().hex()})
        async for seal in seals(connection):
            yield seal_line(seal)
        for chain in await known_chains(connection):
            async for line in _chain_lines(connection, chain):
                yield line


def seal_line(seal: SealedHeads) -> str:
    return _line({"type": "seal", **json.loads(seal.canonical()), "signature": seal.signature.hex()})


def seal_of(line: str) -> SealedHeads | None:
    """``None`` for a line of another type. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for nonsense."""
    read = json.loads(line)
    if read["type"] != "seal":
        return None
    heads = {chain: (int(sequence), str(digest)) for chain, (sequence, digest) in dict(read["heads"]).items()}
    return SealedHeads(str(read["day"]), heads, str(read["previous"]), bytes.fromhex(read["signature"]))


async def _chain_lines(connection: AsyncConnection, chain: str) -> AsyncIterator[str]:
    async for row in chain_rows(connection, chain):
        try:
            yield _entry_line(entry_of(row))
        except (TypeError, ValueError, AttributeError):
            yield _line({"type": "unreadable", "chain": chain, "sequence": str(row.sequence)})
    head = await written_head(connection, chain)
    if head is not None:
        yield _line({"type": "head", "chain": chain, "sequence": head.sequence, "hash": head.hash, "at": head.at})


def _entry_line(entry: Entry) -> str:
    return _line({"type": "entry", **json.loads(entry.canonical()), "hash": entry.hash})


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
