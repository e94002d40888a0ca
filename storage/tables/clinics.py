"""Clinics (online OPDs), the doctors of each, and who of them is on duty."""

from sqlalchemy import JSON, Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

clinics = Table(
    "clinics",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("facility", String(32), nullable=False),
    Column("state", Integer, nullable=False),  # LGD code
    Column("speciality", String(100), nullable=False),
    Column("name", String(120), nullable=False),
    Column("languages", JSON, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("limit_seconds", Integer, nullable=False),
    Column("most_waiting", Integer, nullable=False),
    Column("phase", String(8), nullable=False),
    Column("phase_by", String(32), nullable=False),
    Column("phase_until", Double),
    Column("token_day", String(10), nullable=False),
    Column("token_last", Integer, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("ended_at", Double),
    Index(None, "state"),
    Index(None, "facility"),
)

clinic_doctors = Table(
    "clinic_doctors",
    metadata,
    Column("clinic", ForeignKey("clinics.id"), primary_key=True),
    Column("doctor", ForeignKey("staff.id"), primary_key=True),
    Index(None, "doctor"),
)

# One row a doctor. Languages and gender are copied from her profile when she comes on duty.
duties = Table(
    "duties",
    metadata,
    Column("doctor", ForeignKey("staff.id"), primary_key=True),
    Column("clinic", ForeignKey("clinics.id"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("since", Double, nullable=False),
    Column("seen_at", Double, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("gender", String(16)),
    Column("busy_since", Double),
    Index(None, "clinic", "state"),
)

# Whom a doctor does not see any more, and the other way round.
blocks = Table(
    "blocks",
    metadata,
    Column("doctor", ForeignKey("staff.id"), primary_key=True),
    Column("patient", String(32), primary_key=True),
    Column("by", String(8), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("at", Double, nullable=False),
    Index(None, "patient"),
)

# Who wants to be told when a clinic opens.
opening_reminders = Table(
    "opening_reminders",
    metadata,
    Column("clinic", ForeignKey("clinics.id"), primary_key=True),
    Column("mobile", String(32), primary_key=True),
    Column("language", String(16), nullable=False),
    Column("asked_at", Double, nullable=False),
)
