"""The tables as they are now. Changes of them are written down in ``migrations/versions``, and a test compares both.

Times are seconds since 1970 UTC, as everywhere in the program.
"""

from sqlalchemy import JSON, Column, Double, ForeignKey, Index, MetaData, String, Table

# Names for what databases would name each in their own way, so that migrations can speak of them.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

rooms = Table(
    "rooms",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("created_at", Double, nullable=False),
    Column("closed_at", Double),
)

# Of the secret only its SHA-256 is kept: who reads this file cannot enter with it.
invitations = Table(
    "invitations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("secret_sha256", String(64), nullable=False, unique=True),
    Column("room", ForeignKey("rooms.id"), nullable=False),
    Column("people", JSON, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("revoked_at", Double),
    Index(None, "room"),
    Index(None, "expires_at"),
)
