"""The items of a plan on the editor's desk, and the journal of what was done to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "draft_items",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("decision", sa.String(length=30), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.CheckConstraint("kind IN ('obligation', 'support', 'award', 'target')", name=op.f("ck_draft_items_kind")),
        sa.CheckConstraint("decision IN ('open', 'accepted', 'rejected')", name=op.f("ck_draft_items_decision")),
        sa.CheckConstraint("version > 0", name=op.f("ck_draft_items_version_positive")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["plan_documents.id"], name=op.f("fk_draft_items_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_draft_items")),
    )
    op.create_table(
        "draft_edits",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.CheckConstraint("state IN ('done', 'undone', 'dropped')", name=op.f("ck_draft_edits_state")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["plan_documents.id"], name=op.f("fk_draft_edits_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_draft_edits_made_by")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_draft_edits")),
    )
    op.create_index("ix_draft_edits_by", "draft_edits", ["document_id", "made_by", "state"])


def downgrade() -> None:
    op.drop_index("ix_draft_edits_by", "draft_edits")
    op.drop_table("draft_edits")
    op.drop_table("draft_items")
