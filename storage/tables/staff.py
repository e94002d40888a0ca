"""Accounts of the staff, their ways to sign in, their applications, imports, and records opened by breaking the glass.

Of secrets only hashes are kept. Facilities stand here by id alone: "" is the state as a whole.
"""

from sqlalchemy import JSON, Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

# The login of a rejected account is free again: its lookup is null, and nulls are never equal.
staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login_lookup", String(64), unique=True),
    Column("login", LargeBinary, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("status", String(16), nullable=False),
    Column("password_hash", String(256)),
    Column("totp_secret", LargeBinary),
    Column("totp_step", Integer),
    Column("imported_by", String(32)),
    Column("created_at", Double, nullable=False),
    Column("changed_at", Double, nullable=False),
    Index(None, "status"),
    Index(None, "imported_by"),
)

staff_assignments = Table(
    "staff_assignments",
    metadata,
    Column("staff", ForeignKey("staff.id"), primary_key=True),
    Column("role", String(32), primary_key=True),
    Column("facility", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Index(None, "facility"),
    Index(None, "role"),
)

staff_sign_ins = Table(
    "staff_sign_ins",
    metadata,
    Column("ticket_sha256", String(64), primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("totp_pending", LargeBinary),
    Index(None, "staff"),
    Index(None, "expires_at"),
)

# By a keyed hash of what is tried: of an unknown login as of a known one.
staff_tries = Table(
    "staff_tries",
    metadata,
    Column("of", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("since", Double, nullable=False),
    Index(None, "since"),
)

staff_recovery_codes = Table(
    "staff_recovery_codes",
    metadata,
    Column("code_lookup", String(64), primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False),
    Column("used_at", Double),
    Index(None, "staff"),
)

staff_invitations = Table(
    "staff_invitations",
    metadata,
    Column("code_sha256", String(64), primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False),
    Column("expires_at", Double, nullable=False),
    Index(None, "staff"),
)

# The registration of a rejected application is free again, as a login is.
staff_applications = Table(
    "staff_applications",
    metadata,
    Column("staff", ForeignKey("staff.id"), primary_key=True),
    Column("registration_lookup", String(64), unique=True),
    Column("registration_number", LargeBinary),
    Column("council", String(64)),
    Column("year", Integer),
    Column("qualification", String(200)),
    Column("system", String(32)),
    Column("speciality", String(100)),
    Column("languages", JSON, nullable=False),
    Column("gender", String(16)),
    Column("mobile", LargeBinary),
    Column("email", LargeBinary),
    Column("document", String(32)),
    Column("applied_at", Double, nullable=False),
    Column("decided_at", Double),
    Column("decided_by", String(32)),
    Column("reason", LargeBinary),
    Index(None, "applied_at"),
)

glass_openings = Table(
    "glass_openings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("staff", ForeignKey("staff.id"), nullable=False),
    Column("patient", String(32), nullable=False),
    Column("opened_at", Double, nullable=False),
    Column("until", Double, nullable=False),
    Index(None, "staff", "patient"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("checked_at", Double, nullable=False),
    Column("accepted_at", Double),
    Column("accepted", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Index(None, "made_by"),
)
