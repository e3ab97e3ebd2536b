"""What submitted rounds score under other content."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rescored_rounds",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("content_version", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("formula", sa.String(length=20), nullable=False),
        sa.Column("total_tenths", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("result", JSON, nullable=False),
        sa.Column("rescored_at", INSTANT, nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_rescored_rounds_level_range")),
        sa.CheckConstraint("total_tenths BETWEEN 0 AND 10000", name=op.f("ck_rescored_rounds_total_range")),
        sa.ForeignKeyConstraint(
            ["submission_id", "round_number"],
            ["rounds.submission_id", "rounds.number"],
            name="fk_rescored_rounds_round",
        ),
        sa.PrimaryKeyConstraint(
            "submission_id", "round_number", "content_version", "on_date", name=op.f("pk_rescored_rounds")
        ),
    )


def downgrade() -> None:
    op.drop_table("rescored_rounds")
