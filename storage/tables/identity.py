"""One-time codes and what is counted against their abuse. Short-lived: old rows are removed in passing."""

from sqlalchemy import JSON, Column, Double, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

otp_challenges = Table(
    "otp_challenges",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("mobile", LargeBinary, nullable=False),  # sealed
    Column("purpose", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("codes", JSON, nullable=False),  # of each the keyed hash and when it ends: [["9f…", 1790000300.0]]
    Column("sends", Integer, nullable=False),
    Column("sent_at", Double, nullable=False),
    Column("wrong_tries", Integer, nullable=False),
    Column("used_at", Double),
    Column("delivery", String(8), nullable=False),  # of the last send: "sending", "sent" or "failed"
    Index(None, "sent_at"),
)

# ``key`` is a keyed hash of action, scope, window and the number, device or address: none of these stands here.
limit_counts = Table(
    "limit_counts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("begins_at", Double, nullable=False),
    Column("ends_at", Double, nullable=False),
    Index(None, "ends_at"),
)
