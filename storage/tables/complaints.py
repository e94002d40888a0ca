"""Complaints, and what was answered."""

from sqlalchemy import Column, Double, Index, LargeBinary, String, Table

from storage.tables.base import metadata

# What people wrote is sealed: ``text``, ``contact``, ``answer``.
complaints = Table(
    "complaints",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("page", String(200), nullable=False),
    Column("contact", LargeBinary),
    Column("filed_by", String(64)),
    Column("filed_at", Double, nullable=False),
    Column("state", String(16), nullable=False),
    Column("answer", LargeBinary),
    Column("answered_at", Double),
    Column("closed_at", Double),
    Index(None, "state", "filed_at"),
)
