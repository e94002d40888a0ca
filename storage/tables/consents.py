"""What patients agreed to, and what they asked to be erased."""

from sqlalchemy import Column, Double, ForeignKey, Integer, String, Table

from storage.tables.base import metadata

consents = Table(
    "consents",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("actor_kind", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("patient", ForeignKey("patients.id"), nullable=False, index=True),
    Column("purpose", String(32), nullable=False),
    Column("at", Double, nullable=False),
    Column("version", Integer, nullable=False),
    Column("language", String(16), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("how", String(32), nullable=False),
    Column("withdrawn_at", Double),
)

# ``waiting``: the patient's id until it is decided, so that only one can wait.
erasure_requests = Table(
    "erasure_requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("patient", ForeignKey("patients.id"), nullable=False, index=True),
    Column("waiting", String(32), unique=True),
    Column("state", String(16), nullable=False),
    Column("asked_at", Double, nullable=False),
    Column("decided_at", Double),
)
