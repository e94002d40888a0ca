"""What people were told of their wait, and how long it was."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, String, Table

from storage.tables.base import metadata

# Beside the interval that was told stands the model's own forecast, from which the next intervals are calibrated.
wait_estimates = Table(
    "wait_estimates",
    metadata,
    Column("consultation", ForeignKey("consultations.id"), primary_key=True),
    Column("clinic", String(32), nullable=False),
    Column("made_at", Double, nullable=False),
    Column("ahead", Integer, nullable=False),
    Column("doctors", Integer, nullable=False),
    Column("low_seconds", Double, nullable=False),
    Column("median_seconds", Double, nullable=False),
    Column("high_seconds", Double, nullable=False),
    Column("forecast_median_seconds", Double, nullable=False),
    Column("forecast_below_seconds", Double, nullable=False),
    Column("forecast_above_seconds", Double, nullable=False),
    Column("actual_seconds", Double),
    Column("resolved_at", Double),
    Index(None, "clinic", "resolved_at"),
)
