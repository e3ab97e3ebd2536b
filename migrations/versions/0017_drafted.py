"""Questions, policies and targets that editors draft for a plan, and the name by which the plan is cited."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "drafted_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("item", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.CheckConstraint("kind IN ('question', 'policy', 'target', 'name')", name=op.f("ck_drafted_entries_kind")),
        sa.CheckConstraint("version > 0", name=op.f("ck_drafted_entries_version_positive")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["plan_documents.id"], name=op.f("fk_drafted_entries_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_drafted_entries_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafted_entries")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_drafted_entries_kind_code")),
    )
    op.create_index("ix_drafted_entries_document_id", "drafted_entries", ["document_id"])


def downgrade() -> None:
    op.drop_index("ix_drafted_entries_document_id", "drafted_entries")
    op.drop_table("drafted_entries")
