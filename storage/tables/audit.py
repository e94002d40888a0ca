"""The audit: entries of chains, the chains' ends, and the ends as they were signed day by day."""

from sqlalchemy import BigInteger, Column, Double, Index, LargeBinary, String, Table, Text

from storage.tables.base import metadata

audit_entries = Table(
    "audit_entries",
    metadata,
    Column("chain", String(64), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False),
    Column("action", String(64), nullable=False),
    Column("actor_kind", String(16), nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("actor_facility", String(64)),
    Column("origin", String(64), nullable=False),
    Column("subject", String(128), nullable=False),
    Column("patient", String(32)),
    Column("reason", LargeBinary, nullable=False),  # sealed for good: the hash covers these very bytes
    Column("fields", Text, nullable=False),  # names with a comma between: readable to the check whatever was done to it
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "patient", "at"),
    Index(None, "subject", "at"),
    Index(None, "actor_id", "at"),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    Column("chain", String(64), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("at", Double, nullable=False),
)

audit_seals = Table(
    "audit_seals",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

# A day's seal covers all heads; only those that moved since the former day are kept again.
audit_sealed_heads = Table(
    "audit_sealed_heads",
    metadata,
    Column("chain", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "day"),
)
