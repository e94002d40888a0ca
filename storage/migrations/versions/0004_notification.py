"""Notices, browsers that take messages, and telephone calls."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("owner_kind", sa.String(length=8), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("consultation", sa.String(length=32), nullable=True),
        sa.Column("once", sa.String(length=160), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("first_due_at", sa.Double(), nullable=False),
        sa.Column("settled_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("once", name=op.f("uq_notices_once")),
    )
    op.create_index(op.f("ix_notices_consultation"), "notices", ["consultation"], unique=False)
    op.create_index(op.f("ix_notices_settled_at"), "notices", ["settled_at"], unique=False)
    op.create_index(op.f("ix_notices_state_due_at"), "notices", ["state", "due_at"], unique=False)
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner_kind", sa.String(length=8), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("endpoint_sha256", sa.String(length=64), nullable=False),
        sa.Column("endpoint", sa.LargeBinary(), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("reached_at", sa.Double(), nullable=True),
        sa.Column("failed_at", sa.Double(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("endpoint_sha256", name=op.f("uq_push_subscriptions_endpoint_sha256")),
    )
    op.create_index(op.f("ix_push_subscriptions_failures"), "push_subscriptions", ["failures"], unique=False)
    op.create_index(
        op.f("ix_push_subscriptions_owner_kind_owner"), "push_subscriptions", ["owner_kind", "owner"], unique=False
    )
    op.create_table(
        "telephone_calls",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("consultation", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("live_key", sa.String(length=64), nullable=True),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("provider_id", sa.String(length=128), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("requested_at", sa.Double(), nullable=False),
        sa.Column("heard_at", sa.Double(), nullable=False),
        sa.Column("answered_at", sa.Double(), nullable=True),
        sa.Column("ended_at", sa.Double(), nullable=True),
        sa.Column("duration_seconds", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telephone_calls")),
        sa.UniqueConstraint("live_key", name=op.f("uq_telephone_calls_live_key")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_telephone_calls_token_sha256")),
    )
    op.create_index(op.f("ix_telephone_calls_consultation"), "telephone_calls", ["consultation"], unique=False)
    op.create_index(op.f("ix_telephone_calls_state_heard_at"), "telephone_calls", ["state", "heard_at"], unique=False)
