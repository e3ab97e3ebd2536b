"""Editions of the content, and how drafts stand to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("taken_up_at", INSTANT, nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_editions_hash_length")),
        sa.CheckConstraint("version = substr(hash, 1, 12)", name=op.f("ck_editions_version_is_hash")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_editions")),
        sa.UniqueConstraint("hash", name=op.f("uq_editions_hash")),
    )
    op.create_table(
        "draft_editions",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("moved_from", sa.String(length=16), nullable=True),
        sa.Column("held_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name=op.f("fk_draft_editions_submission_id")),
        sa.ForeignKeyConstraint(["moved_from"], ["questionnaires.id"], name=op.f("fk_draft_editions_moved_from")),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_draft_editions")),
    )


def downgrade() -> None:
    op.drop_table("draft_editions")
    op.drop_table("editions")
