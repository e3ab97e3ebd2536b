"""The improvement plan."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "plan_actions",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("told", JSON, nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("owner", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("planned_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_plan_actions_version_positive")),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("ck_plan_actions_note_length")),
        sa.CheckConstraint("state IN ('planned', 'started', 'done', 'dropped')", name=op.f("ck_plan_actions_state")),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_plan_actions_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "action", name=op.f("pk_plan_actions")),
    )


def downgrade() -> None:
    op.drop_table("plan_actions")
