"""Rooms of calls, and the invitations into them."""

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Index, LargeBinary, String, Table, false

from storage.tables.base import metadata

rooms = Table(
    "rooms",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("created_at", Double, nullable=False),
    Column("closed_at", Double),
)

# Of the secret only its SHA-256 is kept: who reads this table cannot enter with it.
invitations = Table(
    "invitations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("secret_sha256", String(64), nullable=False, unique=True),
    Column("room", ForeignKey("rooms.id"), nullable=False),
    Column("people", JSON, nullable=False),
    Column("names", LargeBinary),  # of patients: sealed, and then none stands among ``people``
    Column("called", Boolean, nullable=False, server_default=false()),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("revoked_at", Double),
    Index(None, "room"),
    Index(None, "expires_at"),
)
