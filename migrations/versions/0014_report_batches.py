"""Reports that are asked for together; how long a report file is, and its checksum; receipts by their hash."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("reports") as batch:
        batch.add_column(sa.Column("file_size", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("file_crc", sa.BigInteger(), nullable=True))
        batch.create_check_constraint(op.f("ck_reports_file_measured"), "(file_size IS NULL) = (file_crc IS NULL)")
        batch.alter_column("requested_by", existing_type=sa.Integer(), nullable=True)
    op.create_table(
        "report_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=30), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("cancelled_at", INSTANT, nullable=True),
        sa.CheckConstraint("lang IN ('zh', 'en')", name=op.f("ck_report_batches_lang")),
        sa.ForeignKeyConstraint(["requested_by"], ["users.id"], name=op.f("fk_report_batches_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_batches")),
        sa.UniqueConstraint("requested_by", "key", name=op.f("uq_report_batches_requested_by_key")),
    )
    op.create_table(
        "report_batch_members",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["report_batches.id"], name=op.f("fk_report_batch_members_batch_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_batch_members_report_id")),
        sa.PrimaryKeyConstraint("batch_id", "report_id", name=op.f("pk_report_batch_members")),
    )
    op.create_index(op.f("ix_report_batch_members_report_id"), "report_batch_members", ["report_id"])
    op.create_index(op.f("ix_rounds_hash"), "rounds", ["hash"])


def downgrade() -> None:
    op.drop_index(op.f("ix_rounds_hash"), "rounds")
    op.drop_table("report_batch_members")
    op.drop_table("report_batches")
    op.execute("DELETE FROM reports WHERE requested_by IS NULL")
    with op.batch_alter_table("reports") as batch:
        batch.alter_column("requested_by", existing_type=sa.Integer(), nullable=False)
        batch.drop_constraint(op.f("ck_reports_file_measured"), type_="check")
        batch.drop_column("file_crc")
        batch.drop_column("file_size")
