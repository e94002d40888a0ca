"""The online clinics' days that are over, as the statistics tell of them."""

from sqlalchemy import Column, Integer, String, Table, Text

from storage.tables.base import metadata

# day: since 1970 in India. A row without a clinic says that all of that day are written.
opd_days = Table(
    "opd_days",
    metadata,
    Column("clinic", String(32), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("written", Text, nullable=False),
)
