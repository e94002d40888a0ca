"""Patients, the mobiles they are reached by, and the facilities they attend."""

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

# A number that changed hands has a row for each household: only the present one has ``lookup``.
mobiles = Table(
    "mobiles",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("lookup", String(64), unique=True),
    Column("ended_lookup", String(64), index=True),
    Column("number", LargeBinary),  # sealed; none once it was erased
    Column("state", Integer, nullable=False),  # LGD code
    Column("created_at", Double, nullable=False),
    Column("last_seen_at", Double, nullable=False),
    Column("doubted_at", Double),
    Column("wrong_facts", Integer, nullable=False),
    Column("wrong_facts_since", Double, nullable=False),
    Column("ended_at", Double),
    Column("moved_to", ForeignKey("mobiles.id")),
)

# Whoever was merged into another has ``merged_into``: the last of the way, so that one look finds her.
patients = Table(
    "patients",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", LargeBinary),  # sealed, as are the next four; none once the patient was erased
    Column("birth", LargeBinary),
    Column("address", LargeBinary),
    Column("abha", LargeBinary),
    Column("abha_number_lookup", String(64), index=True),
    Column("abha_address_lookup", String(64), index=True),
    Column("gender", String(16)),
    Column("relation", String(16)),
    Column("language", String(16)),
    Column("merged_into", ForeignKey("patients.id"), index=True),
    Column("created_at", Double, nullable=False),
    Column("changed_at", Double, nullable=False),
    Column("erased_at", Double),
)

patient_mobiles = Table(
    "patient_mobiles",
    metadata,
    Column("patient", ForeignKey("patients.id"), primary_key=True),
    Column("mobile", ForeignKey("mobiles.id"), primary_key=True),
    Column("since", Double, nullable=False),
    Column("until", Double),
    Index(None, "mobile"),
)

patient_facilities = Table(
    "patient_facilities",
    metadata,
    Column("patient", ForeignKey("patients.id"), primary_key=True),
    Column("facility", String(32), primary_key=True),
    Column("since", Double, nullable=False),
    Index(None, "facility"),
)

# The key of a token's hash holds the facility: equal names of two facilities cannot be matched.
name_tokens = Table(
    "name_tokens",
    metadata,
    Column("facility", String(32), primary_key=True),
    Column("token", String(64), primary_key=True),
    Column("patient", ForeignKey("patients.id"), primary_key=True),
    Index(None, "patient"),
)

# A merge is an edge; it stays here when it is undone. A reason stands in the audit.
patient_merges = Table(
    "patient_merges",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("duplicate", ForeignKey("patients.id"), nullable=False, index=True),
    Column("kept", ForeignKey("patients.id"), nullable=False),
    Column("merged_at", Double, nullable=False),
    Column("undone_at", Double),
)
