"""Danger alerts, and who has approved which questions."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

# What is wrong, where and whom to ring is sealed: ``signs``, ``mobile``, ``place``, ``position``.
danger_alerts = Table(
    "danger_alerts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("signs", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("language", String(16), nullable=False),
    Column("mobile", LargeBinary),
    Column("place", LargeBinary),
    Column("position", LargeBinary),
    Column("state", Integer),  # LGD code
    Column("consultation", String(32)),
    Column("raised_by", String(64)),
    Column("raised_at", Double, nullable=False),
    Column("key", String(32), unique=True),
    Column("told", Integer, nullable=False),
    Column("standing", String(8), nullable=False),
    Column("told_again_at", Double),
    Column("taken_by", String(32)),
    Column("taken_at", Double),
    Column("closed_at", Double),
    Column("outcome", String(16)),
    Index(None, "standing", "raised_at"),
    Index(None, "consultation"),
    Index(None, "closed_at"),
)

# ``live_key``: the question set while it is not withdrawn, so that only one can hold.
question_approvals = Table(
    "question_approvals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("question_set", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("approved_by", ForeignKey("staff.id"), nullable=False),
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("approved_at", Double, nullable=False),
    Column("withdrawn_at", Double),
    Column("withdrawn_by", String(32)),
    Column("live_key", String(32), unique=True),
)
