"""Notices on their way, the browsers that take messages, and what became of telephone calls."""

from sqlalchemy import Column, Double, Index, Integer, LargeBinary, String, Table

from storage.tables.base import metadata

# An outbox: a row is written with the change that it tells of. ``told`` is sealed: doctors are named in it.
# ``due_at`` is also the lease: whoever takes a row moves it on.
notices = Table(
    "notices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("owner_kind", String(8), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("language", String(16), nullable=False),
    Column("told", LargeBinary, nullable=False),
    Column("consultation", String(32)),
    Column("once", String(160), unique=True),
    Column("state", String(16), nullable=False),
    Column("due_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("first_due_at", Double, nullable=False),
    Column("settled_at", Double),
    Index(None, "state", "due_at"),
    Index(None, "consultation"),
    Index(None, "settled_at"),
)

# Whoever knows an endpoint can be taken for us by nobody, for she lacks our key; but she could fill a phone's queue:
# it is sealed, and found by its hash.
push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner_kind", String(8), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("endpoint_sha256", String(64), nullable=False, unique=True),
    Column("endpoint", LargeBinary, nullable=False),
    Column("p256dh", LargeBinary, nullable=False),
    Column("auth", LargeBinary, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("reached_at", Double),
    Column("failed_at", Double),
    Column("failures", Integer, nullable=False),
    Index(None, "owner_kind", "owner"),
    Index(None, "failures"),
)

# Numbers are not kept. ``token_sha256``: of what the provider shows with its call-backs. ``live_key``: null once the
# call is over, and nulls are never equal.
telephone_calls = Table(
    "telephone_calls",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("consultation", String(32), nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("live_key", String(64), unique=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("provider_id", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("requested_at", Double, nullable=False),
    Column("heard_at", Double, nullable=False),
    Column("answered_at", Double),
    Column("ended_at", Double),
    Column("duration_seconds", Double),
    Index(None, "consultation"),
    Index(None, "state", "heard_at"),
)
