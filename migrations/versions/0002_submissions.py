"""Questionnaires, submissions with their answers, rounds and corrections, and receipt numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
_OPEN_DRAFT = sa.text("state IN ('draft', 'certified') AND rounds = 0")


def upgrade() -> None:
    _questionnaires()
    _submissions()
    _answers()
    _rounds()
    _corrections()
    _receipt_counters()


def downgrade() -> None:
    op.drop_table("receipt_counters")
    op.drop_table("corrections")
    op.drop_table("rounds")
    op.drop_table("answers")
    op.drop_table("submissions")
    op.drop_table("questionnaires")


def _questionnaires() -> None:
    op.create_table(
        "questionnaires",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("tier", sa.String(length=30), nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("tier IN ('express', 'standard', 'full')", name=op.f("ck_questionnaires_tier")),
        sa.CheckConstraint("id = substr(hash, 1, 16)", name=op.f("ck_questionnaires_id_is_hash")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_questionnaires_hash_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaires")),
        sa.UniqueConstraint("hash", name=op.f("uq_questionnaires_hash")),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("region", sa.String(length=6), nullable=False),
        sa.Column("questionnaire_id", sa.String(length=16), nullable=False),
        sa.Column("profile", JSON, nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=True),
        sa.Column("certifier_name", sa.String(length=100), nullable=True),
        sa.Column("certifier_position", sa.String(length=30), nullable=True),
        sa.Column("certified_at", INSTANT, nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("tier IN ('express', 'standard', 'full')", name=op.f("ck_submissions_tier")),
        sa.CheckConstraint(
            "state IN ('draft', 'certified', 'submitted', 'document_review', 'returned', 'concluded', 'withdrawn')",
            name=op.f("ck_submissions_state"),
        ),
        sa.CheckConstraint(
            "certifier_position IN ('legal_representative', 'chief_quality_officer')",
            name=op.f("ck_submissions_certifier_position"),
        ),
        sa.CheckConstraint(
            "(state = 'concluded') = (conclusion IS NOT NULL)", name=op.f("ck_submissions_concluded_with_note")
        ),
        sa.CheckConstraint("state <> 'draft' OR rounds = 0", name=op.f("ck_submissions_draft_before_round")),
        sa.CheckConstraint(
            "state NOT IN ('certified', 'submitted', 'document_review', 'concluded') OR certifier_name IS NOT NULL",
            name=op.f("ck_submissions_certified_by_someone"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('draft', 'returned') OR certifier_name IS NULL", name=op.f("ck_submissions_open_uncertified")
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'document_review', 'returned', 'concluded') OR rounds > 0",
            name=op.f("ck_submissions_lodged_has_round"),
        ),
        sa.CheckConstraint(
            "(certifier_name IS NULL) = (certifier_position IS NULL)"
            " AND (certifier_name IS NULL) = (certified_at IS NULL)",
            name=op.f("ck_submissions_certifier_whole"),
        ),
        sa.CheckConstraint("(rounds = 0) = (number IS NULL)", name=op.f("ck_submissions_number_from_first_round")),
        sa.CheckConstraint("length(region) = 6", name=op.f("ck_submissions_region_length")),
        sa.CheckConstraint("rounds >= 0", name=op.f("ck_submissions_rounds_counted")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_submissions_company_id")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaires.id"], name=op.f("fk_submissions_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("number", name=op.f("uq_submissions_number")),
    )
    op.create_index(op.f("ix_submissions_company_id"), "submissions", ["company_id"])
    op.create_index(op.f("ix_submissions_region_state"), "submissions", ["region", "state"])
    op.create_index(
        op.f("uq_submissions_open_draft"),
        "submissions",
        ["company_id", "tier"],
        unique=True,
        sqlite_where=_OPEN_DRAFT,
        postgresql_where=_OPEN_DRAFT,
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("length(evidence) <= 2000", name=op.f("ck_answers_evidence_length")),
        sa.CheckConstraint("length(remark) <= 2000", name=op.f("ck_answers_remark_length")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_answers_version_positive")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_answers_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "question", name=op.f("pk_answers")),
    )


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("result", JSON, nullable=False),
        sa.Column("total_tenths", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("formula", sa.String(length=20), nullable=False),
        sa.Column("content_version", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("certifier_name", sa.String(length=100), nullable=False),
        sa.Column("certifier_position", sa.String(length=30), nullable=False),
        sa.Column("certified_at", INSTANT, nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "certifier_position IN ('legal_representative', 'chief_quality_officer')",
            name=op.f("ck_rounds_certifier_position"),
        ),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_rounds_hash_length")),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_rounds_level_range")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_rounds_number_positive")),
        sa.CheckConstraint("total_tenths BETWEEN 0 AND 10000", name=op.f("ck_rounds_total_range")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_rounds_submission_id")),
        sa.ForeignKeyConstraint(["submitted_by"], ["users.id"], name=op.f("fk_rounds_submitted_by")),
        sa.PrimaryKeyConstraint("submission_id", "number", name=op.f("pk_rounds")),
    )


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 1000", name=op.f("ck_corrections_reason_length")),
        sa.ForeignKeyConstraint(["requested_by"], ["users.id"], name=op.f("fk_corrections_requested_by")),
        sa.ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_corrections_round"
        ),
        sa.PrimaryKeyConstraint("submission_id", "round_number", "question", name=op.f("pk_corrections")),
    )


def _receipt_counters() -> None:
    op.create_table(
        "receipt_counters",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_receipt_counters")),
    )
