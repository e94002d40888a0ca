"""What is written down of a consultation: what she told before it, her files, the doctor's notes, later results."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.tables.base import metadata

# ``told``, ``written`` and ``note`` are sealed.
intakes = Table(
    "intakes",
    metadata,
    Column("consultation", ForeignKey("consultations.id"), primary_key=True),
    Column("told", LargeBinary, nullable=False),
    Column("changed_at", Double, nullable=False),
)

consultation_files = Table(
    "consultation_files",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("consultation", ForeignKey("consultations.id"), nullable=False),
    # Of each kind a consultation has a few places, so that two who send at once cannot exceed them.
    Column("kind", String(8), nullable=False),
    Column("place", Integer, nullable=False),
    Column("blob", String(32), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("added_at", Double, nullable=False),
    Index(None, "consultation", "kind", "place", unique=True),
)

# ``touched``: in which revision each field was changed last, so that two pages can write different fields.
notes = Table(
    "notes",
    metadata,
    Column("consultation", ForeignKey("consultations.id"), primary_key=True),
    Column("doctor", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("written", LargeBinary, nullable=False),
    Column("touched", JSON, nullable=False),
    Column("saved_at", Double, nullable=False),
    Column("audited_at", Double, nullable=False),
    Column("signed_at", Double),
    Column("signed_by", String(32)),
    Column("identifiers", JSON),
    Column("sha256", String(64)),
)

note_templates = Table(
    "note_templates",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("doctor", ForeignKey("staff.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("written", LargeBinary, nullable=False),
    Column("changed_at", Double, nullable=False),
    Index(None, "doctor", "place", unique=True),
)

laboratory_results = Table(
    "laboratory_results",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("consultation", ForeignKey("consultations.id"), nullable=False, index=True),
    Column("added_by_kind", String(16), nullable=False),
    Column("added_by", String(64), nullable=False),
    Column("facility", String(32)),
    Column("added_at", Double, nullable=False),
    Column("blob", String(32), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("note", LargeBinary),
    Column("seen_at", Double),
    Column("seen_by", String(32)),
    Index(None, "seen_at"),
)
