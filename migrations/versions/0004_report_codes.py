"""Give every report the code that anybody can check it by."""

import random

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def upgrade() -> None:
    with op.batch_alter_table("reports") as reports:
        reports.add_column(sa.Column("code", sa.String(length=16), nullable=True))
    table = sa.table("reports", sa.column("id", sa.Integer), sa.column("code", sa.String))
    connection, rng = op.get_bind(), random.SystemRandom()
    for report_id in connection.scalars(sa.select(table.c.id)).all():
        code = "".join(rng.choices(LETTERS, k=16))
        connection.execute(table.update().where(table.c.id == report_id).values(code=code))
    with op.batch_alter_table("reports") as reports:
        reports.alter_column("code", existing_type=sa.String(length=16), nullable=False)
        reports.create_unique_constraint(op.f("uq_reports_code"), ["code"])
        reports.create_index(op.f("ix_reports_file_key"), ["file_key"])


def downgrade() -> None:
    with op.batch_alter_table("reports") as reports:
        reports.drop_index(op.f("ix_reports_file_key"))
        reports.drop_constraint(op.f("uq_reports_code"), type_="unique")
        reports.drop_column("code")
