"""Files with which companies back their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=12), nullable=False),
        sa.Column("file_key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_files_size_positive")),
        sa.ForeignKeyConstraint(["added_by"], ["users.id"], name=op.f("fk_evidence_files_added_by")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_evidence_files_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
        sa.UniqueConstraint("company_id", "mark", name=op.f("uq_evidence_files_company_id_mark")),
    )
    op.create_index("ix_evidence_files_company_id_added_at", "evidence_files", ["company_id", "added_at"])


def downgrade() -> None:
    op.drop_table("evidence_files")
