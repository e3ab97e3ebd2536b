"""Plan documents that editors brought in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "plan_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("found", JSON, nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.CheckConstraint("length(plan) > 0", name=op.f("ck_plan_documents_plan_named")),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_plan_documents_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_plan_documents_sha256")),
    )
    official = sa.text("official")
    op.create_index(
        op.f("ix_plan_documents_official"),
        "plan_documents",
        ["plan"],
        unique=True,
        sqlite_where=official,
        postgresql_where=official,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_documents_official"), "plan_documents")
    op.drop_table("plan_documents")
