"""Facilities."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table

from storage.tables.base import metadata

# search_text: code and name, folded, as the databases differ in what they call the same letter.
facilities = Table(
    "facilities",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(20), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("parent", ForeignKey("facilities.id")),
    Column("state", Integer, nullable=False),
    Column("district", String(120)),
    Column("search_text", String(400), nullable=False),
    Column("added_at", Double, nullable=False),
    Column("closed_at", Double),
    Index(None, "parent"),
    Index(None, "state", "district"),
)
