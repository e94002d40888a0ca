"""Who is signed in."""

from sqlalchemy import Column, Double, Index, LargeBinary, String, Table

from storage.tables.base import metadata

# Of the token only its SHA-256 is kept: who reads this table cannot sign in with it.
sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("subject", String(32), nullable=False),
    Column("patient", String(32)),
    Column("device", LargeBinary, nullable=False),
    Column("started_at", Double, nullable=False),
    Column("last_used_at", Double, nullable=False),
    Column("ended_at", Double),
    Index(None, "kind", "subject"),
    Index(None, "last_used_at"),
)
