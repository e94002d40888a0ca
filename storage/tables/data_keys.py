"""The keys that values are sealed with, themselves wrapped by a master key that is not in the database."""

from sqlalchemy import Column, Double, LargeBinary, String, Table

from storage.tables.base import metadata

# Rows are never removed: entries of the audit stay sealed with the key of their day.
data_keys = Table(
    "data_keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),  # "seal" or "lookup"
    Column("wrapped", LargeBinary, nullable=False),
    Column("master_key", String(64), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("retired_at", Double),  # nothing is sealed with it any more but what cannot be sealed anew
)
