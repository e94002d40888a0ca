"""What doctors order: drafts, what was signed, and what they rest on."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
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

# Everything of bytes is sealed. ``touched``: in which revision each field was changed last.
prescription_drafts = Table(
    "prescription_drafts",
    metadata,
    Column("consultation", ForeignKey("consultations.id"), primary_key=True),
    Column("doctor", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("written", LargeBinary, nullable=False),
    Column("touched", JSON, nullable=False),
    Column("saved_at", Double, nullable=False),
    Column("audited_at", Double, nullable=False),
    Column("amends", String(32), nullable=False),
)

# Of one revision of a draft one prescription is signed, however often it is asked for.
prescriptions = Table(
    "prescriptions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("consultation", ForeignKey("consultations.id"), nullable=False),
    Column("draft_revision", Integer, nullable=False),
    Column("patient", ForeignKey("patients.id"), nullable=False),
    Column("doctor", String(32), nullable=False),
    Column("facility", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("qr", LargeBinary, nullable=False),
    Column("blob", String(32), nullable=False),
    Column("document_sha256", String(64), nullable=False, unique=True),
    Column("document_size", BigInteger, nullable=False),
    Column("signed_at", Double, nullable=False),
    Column("changed_at", Double, nullable=False),
    Column("replaced_by", String(32)),
    Column("cancelled_because", LargeBinary),
    Index(None, "consultation", "draft_revision", unique=True),
    Index(None, "patient", "signed_at"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("consultation", ForeignKey("consultations.id"), primary_key=True),
    Column("seconds", Double, nullable=False),
    Column("attested", Boolean, nullable=False),
    Column("changed_at", Double, nullable=False),
)

prescription_templates = Table(
    "prescription_templates",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("doctor", ForeignKey("staff.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("written", LargeBinary, nullable=False),
    Column("changed_at", Double, nullable=False),
    Index(None, "doctor", "place", unique=True),
)

# Medicines of no list, that doctors have asked for; and what medical officers say of them.
unlisted_medicines = Table(
    "unlisted_medicines",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("form", String(16), nullable=False),
    Column("route", String(16), nullable=False),
    Column("asked_at", Double, nullable=False),
)

medicine_opinions = Table(
    "medicine_opinions",
    metadata,
    Column("key", ForeignKey("unlisted_medicines.key"), primary_key=True),
    Column("officer", ForeignKey("staff.id"), primary_key=True),
    Column("list", String(1), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("at", Double, nullable=False),
)

doctor_signatures = Table(
    "doctor_signatures",
    metadata,
    Column("staff", ForeignKey("staff.id"), primary_key=True),
    Column("blob", String(32), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("changed_at", Double, nullable=False),
)

# A short link of an SMS, by the hash of its token: who reads the table cannot open any.
prescription_links = Table(
    "prescription_links",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("prescription", ForeignKey("prescriptions.id"), nullable=False),
    Column("mobile", String(32), nullable=False),
    Column("expires_at", Double, nullable=False),
    Index(None, "expires_at"),
)
