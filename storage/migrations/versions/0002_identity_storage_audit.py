"""Patients, staff, facilities, sessions, consents, complaints, files, keys and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("actor_facility", sa.String(length=64), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("patient", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", "sequence", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_actor_id_at", "audit_entries", ["actor_id", "at"], unique=False)
    op.create_index("ix_audit_entries_patient_at", "audit_entries", ["patient", "at"], unique=False)
    op.create_index("ix_audit_entries_subject_at", "audit_entries", ["subject", "at"], unique=False)
    op.create_table(
        "audit_heads",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_audit_heads"),
    )
    op.create_table(
        "audit_sealed_heads",
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", "day", name="pk_audit_sealed_heads"),
    )
    op.create_index("ix_audit_sealed_heads_day", "audit_sealed_heads", ["day"], unique=False)
    op.create_table(
        "audit_seals",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_audit_seals"),
    )
    op.create_table(
        "blob_keys",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_blob_keys"),
    )
    op.create_table(
        "complaints",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("filed_by", sa.String(length=64), nullable=True),
        sa.Column("filed_at", sa.Double(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.Double(), nullable=True),
        sa.Column("closed_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_complaints"),
        sa.UniqueConstraint("reference", name="uq_complaints_reference"),
    )
    op.create_index("ix_complaints_state_filed_at", "complaints", ["state", "filed_at"], unique=False)
    op.create_table(
        "data_keys",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("retired_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_data_keys"),
    )
    op.create_table(
        "facilities",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("parent", sa.String(length=32), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("district", sa.String(length=120), nullable=True),
        sa.Column("search_text", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.Double(), nullable=False),
        sa.Column("closed_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["facilities.id"], name="fk_facilities_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_facilities"),
        sa.UniqueConstraint("code", name="uq_facilities_code"),
    )
    op.create_index("ix_facilities_parent", "facilities", ["parent"], unique=False)
    op.create_index("ix_facilities_state_district", "facilities", ["state", "district"], unique=False)
    op.create_table(
        "imports",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("checked_at", sa.Double(), nullable=False),
        sa.Column("accepted_at", sa.Double(), nullable=True),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    op.create_index("ix_imports_made_by", "imports", ["made_by"], unique=False)
    op.create_table(
        "limit_counts",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.Double(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_limit_counts"),
    )
    op.create_index("ix_limit_counts_ends_at", "limit_counts", ["ends_at"], unique=False)
    op.create_table(
        "mobiles",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("lookup", sa.String(length=64), nullable=True),
        sa.Column("ended_lookup", sa.String(length=64), nullable=True),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("last_seen_at", sa.Double(), nullable=False),
        sa.Column("doubted_at", sa.Double(), nullable=True),
        sa.Column("wrong_facts", sa.Integer(), nullable=False),
        sa.Column("wrong_facts_since", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.Double(), nullable=True),
        sa.Column("moved_to", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["moved_to"], ["mobiles.id"], name="fk_mobiles_moved_to"),
        sa.PrimaryKeyConstraint("id", name="pk_mobiles"),
        sa.UniqueConstraint("lookup", name="uq_mobiles_lookup"),
    )
    op.create_index("ix_mobiles_ended_lookup", "mobiles", ["ended_lookup"], unique=False)
    op.create_table(
        "otp_challenges",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mobile", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("sends", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Double(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.Column("delivery", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_otp_challenges"),
    )
    op.create_index("ix_otp_challenges_sent_at", "otp_challenges", ["sent_at"], unique=False)
    op.create_table(
        "patients",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("birth", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("abha", sa.LargeBinary(), nullable=True),
        sa.Column("abha_number_lookup", sa.String(length=64), nullable=True),
        sa.Column("abha_address_lookup", sa.String(length=64), nullable=True),
        sa.Column("gender", sa.String(length=16), nullable=True),
        sa.Column("relation", sa.String(length=16), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("merged_into", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.Column("erased_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["patients.id"], name="fk_patients_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_patients"),
    )
    op.create_index("ix_patients_abha_address_lookup", "patients", ["abha_address_lookup"], unique=False)
    op.create_index("ix_patients_abha_number_lookup", "patients", ["abha_number_lookup"], unique=False)
    op.create_index("ix_patients_merged_into", "patients", ["merged_into"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("patient", sa.String(length=32), nullable=True),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("last_used_at", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_sha256", name="uq_sessions_token_sha256"),
    )
    op.create_index("ix_sessions_kind_subject", "sessions", ["kind", "subject"], unique=False)
    op.create_index("ix_sessions_last_used_at", "sessions", ["last_used_at"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("login_lookup", sa.String(length=64), nullable=True),
        sa.Column("login", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=256), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=True),
        sa.Column("imported_by", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login_lookup", name="uq_staff_login_lookup"),
    )
    op.create_index("ix_staff_imported_by", "staff", ["imported_by"], unique=False)
    op.create_index("ix_staff_status", "staff", ["status"], unique=False)
    op.create_table(
        "staff_tries",
        sa.Column("of", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("of", name="pk_staff_tries"),
    )
    op.create_index("ix_staff_tries_since", "staff_tries", ["since"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("chunk_bytes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_expires_at", "uploads", ["expires_at"], unique=False)
    op.create_index("ix_uploads_owner", "uploads", ["owner"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("patient", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("how", sa.String(length=32), nullable=False),
        sa.Column("withdrawn_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patients.id"], name="fk_consents_patient"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index("ix_consents_patient", "consents", ["patient"], unique=False)
    op.create_table(
        "erasure_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("patient", sa.String(length=32), nullable=False),
        sa.Column("waiting", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.Double(), nullable=False),
        sa.Column("decided_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["patient"], ["patients.id"], name="fk_erasure_requests_patient"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_requests"),
        sa.UniqueConstraint("waiting", name="uq_erasure_requests_waiting"),
    )
    op.create_index("ix_erasure_requests_patient", "erasure_requests", ["patient"], unique=False)
    op.create_table(
        "glass_openings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("patient", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("until", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_glass_openings_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_glass_openings"),
    )
    op.create_index("ix_glass_openings_staff_patient", "glass_openings", ["staff", "patient"], unique=False)
    op.create_table(
        "name_tokens",
        sa.Column("facility", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("patient", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patients.id"], name="fk_name_tokens_patient"),
        sa.PrimaryKeyConstraint("facility", "token", "patient", name="pk_name_tokens"),
    )
    op.create_index("ix_name_tokens_patient", "name_tokens", ["patient"], unique=False)
    op.create_table(
        "patient_facilities",
        sa.Column("patient", sa.String(length=32), nullable=False),
        sa.Column("facility", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["patient"], ["patients.id"], name="fk_patient_facilities_patient"),
        sa.PrimaryKeyConstraint("patient", "facility", name="pk_patient_facilities"),
    )
    op.create_index("ix_patient_facilities_facility", "patient_facilities", ["facility"], unique=False)
    op.create_table(
        "patient_merges",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("duplicate", sa.String(length=32), nullable=False),
        sa.Column("kept", sa.String(length=32), nullable=False),
        sa.Column("merged_at", sa.Double(), nullable=False),
        sa.Column("undone_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["duplicate"], ["patients.id"], name="fk_patient_merges_duplicate"),
        sa.ForeignKeyConstraint(["kept"], ["patients.id"], name="fk_patient_merges_kept"),
        sa.PrimaryKeyConstraint("id", name="pk_patient_merges"),
    )
    op.create_index("ix_patient_merges_duplicate", "patient_merges", ["duplicate"], unique=False)
    op.create_table(
        "patient_mobiles",
        sa.Column("patient", sa.String(length=32), nullable=False),
        sa.Column("mobile", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.Column("until", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["mobile"], ["mobiles.id"], name="fk_patient_mobiles_mobile"),
        sa.ForeignKeyConstraint(["patient"], ["patients.id"], name="fk_patient_mobiles_patient"),
        sa.PrimaryKeyConstraint("patient", "mobile", name="pk_patient_mobiles"),
    )
    op.create_index("ix_patient_mobiles_mobile", "patient_mobiles", ["mobile"], unique=False)
    op.create_table(
        "staff_applications",
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("registration_lookup", sa.String(length=64), nullable=True),
        sa.Column("registration_number", sa.LargeBinary(), nullable=True),
        sa.Column("council", sa.String(length=64), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("qualification", sa.String(length=200), nullable=True),
        sa.Column("system", sa.String(length=32), nullable=True),
        sa.Column("speciality", sa.String(length=100), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("gender", sa.String(length=16), nullable=True),
        sa.Column("mobile", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("document", sa.String(length=32), nullable=True),
        sa.Column("applied_at", sa.Double(), nullable=False),
        sa.Column("decided_at", sa.Double(), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_staff_applications_staff"),
        sa.PrimaryKeyConstraint("staff", name="pk_staff_applications"),
        sa.UniqueConstraint("registration_lookup", name="uq_staff_applications_registration_lookup"),
    )
    op.create_index("ix_staff_applications_applied_at", "staff_applications", ["applied_at"], unique=False)
    op.create_table(
        "staff_assignments",
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("facility", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_staff_assignments_staff"),
        sa.PrimaryKeyConstraint("staff", "role", "facility", name="pk_staff_assignments"),
    )
    op.create_index("ix_staff_assignments_facility", "staff_assignments", ["facility"], unique=False)
    op.create_index("ix_staff_assignments_role", "staff_assignments", ["role"], unique=False)
    op.create_table(
        "staff_invitations",
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_staff_invitations_staff"),
        sa.PrimaryKeyConstraint("code_sha256", name="pk_staff_invitations"),
    )
    op.create_index("ix_staff_invitations_staff", "staff_invitations", ["staff"], unique=False)
    op.create_table(
        "staff_recovery_codes",
        sa.Column("code_lookup", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_staff_recovery_codes_staff"),
        sa.PrimaryKeyConstraint("code_lookup", name="pk_staff_recovery_codes"),
    )
    op.create_index("ix_staff_recovery_codes_staff", "staff_recovery_codes", ["staff"], unique=False)
    op.create_table(
        "staff_sign_ins",
        sa.Column("ticket_sha256", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("totp_pending", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["staff"], ["staff.id"], name="fk_staff_sign_ins_staff"),
        sa.PrimaryKeyConstraint("ticket_sha256", name="pk_staff_sign_ins"),
    )
    op.create_index("ix_staff_sign_ins_expires_at", "staff_sign_ins", ["expires_at"], unique=False)
    op.create_index("ix_staff_sign_ins_staff", "staff_sign_ins", ["staff"], unique=False)
    op.create_table(
        "upload_chunks",
        sa.Column("upload", sa.String(length=32), nullable=False),
        sa.Column("chunk_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["upload"], ["uploads.id"], name="fk_upload_chunks_upload"),
        sa.PrimaryKeyConstraint("upload", "chunk_index", name="pk_upload_chunks"),
    )
