"""What reviewers found about single answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "verifications",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", JSON, nullable=True),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_verifications_version_positive")),
        sa.CheckConstraint("length(finding) <= 1000", name=op.f("ck_verifications_finding_length")),
        sa.CheckConstraint("body IS NULL OR length(finding) >= 1", name=op.f("ck_verifications_other_value_explained")),
        sa.ForeignKeyConstraint(
            ["submission_id", "round_number"],
            ["rounds.submission_id", "rounds.number"],
            name="fk_verifications_round",
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_verifications_recorded_by")),
        sa.PrimaryKeyConstraint("submission_id", "round_number", "question", "version", name=op.f("pk_verifications")),
    )


def downgrade() -> None:
    op.drop_table("verifications")
