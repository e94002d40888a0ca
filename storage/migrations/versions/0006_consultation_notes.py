"""What is written down of a consultation: intakes, files, notes, templates, laboratory results."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note_templates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("doctor", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("written", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["doctor"], ["staff.id"], name=op.f("fk_note_templates_doctor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_templates")),
    )
    op.create_index(op.f("ix_note_templates_doctor_place"), "note_templates", ["doctor", "place"], unique=True)
    op.create_table(
        "consultation_files",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("consultation", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation"], ["consultations.id"], name=op.f("fk_consultation_files_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_files")),
    )
    op.create_index(
        op.f("ix_consultation_files_consultation_kind_place"),
        "consultation_files",
        ["consultation", "kind", "place"],
        unique=True,
    )
    op.create_table(
        "intakes",
        sa.Column("consultation", sa.String(length=32), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["consultation"], ["consultations.id"], name=op.f("fk_intakes_consultation")),
        sa.PrimaryKeyConstraint("consultation", name=op.f("pk_intakes")),
    )
    op.create_table(
        "laboratory_results",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("consultation", sa.String(length=32), nullable=False),
        sa.Column("added_by_kind", sa.String(length=16), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("facility", sa.String(length=32), nullable=True),
        sa.Column("added_at", sa.Double(), nullable=False),
        sa.Column("blob", sa.String(length=32), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("seen_at", sa.Double(), nullable=True),
        sa.Column("seen_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation"], ["consultations.id"], name=op.f("fk_laboratory_results_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laboratory_results")),
    )
    op.create_index(op.f("ix_laboratory_results_consultation"), "laboratory_results", ["consultation"], unique=False)
    op.create_index(op.f("ix_laboratory_results_seen_at"), "laboratory_results", ["seen_at"], unique=False)
    op.create_table(
        "notes",
        sa.Column("consultation", sa.String(length=32), nullable=False),
        sa.Column("doctor", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written", sa.LargeBinary(), nullable=False),
        sa.Column("touched", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.Double(), nullable=False),
        sa.Column("audited_at", sa.Double(), nullable=False),
        sa.Column("signed_at", sa.Double(), nullable=True),
        sa.Column("signed_by", sa.String(length=32), nullable=True),
        sa.Column("identifiers", sa.JSON(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["consultation"], ["consultations.id"], name=op.f("fk_notes_consultation")),
        sa.PrimaryKeyConstraint("consultation", name=op.f("pk_notes")),
    )
