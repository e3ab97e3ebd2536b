"""Reports in editions: the company's, and the regulator's with what was verified."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OLD = "uq_reports_submission_id_round_number_lang"
NEW = "uq_reports_submission_id_round_number_lang_edition"


def upgrade() -> None:
    with op.batch_alter_table("reports") as batch:
        batch.add_column(sa.Column("edition", sa.String(length=30), nullable=False, server_default="company"))
        batch.create_check_constraint(op.f("ck_reports_edition"), "edition IN ('company', 'regulator')")
        batch.drop_constraint(op.f(OLD), type_="unique")
        batch.create_unique_constraint(op.f(NEW), ["submission_id", "round_number", "lang", "edition"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM report_batch_members WHERE report_id IN (SELECT id FROM reports WHERE edition = 'regulator')"
    )
    op.execute("DELETE FROM reports WHERE edition = 'regulator'")
    with op.batch_alter_table("reports") as batch:
        batch.drop_constraint(op.f(NEW), type_="unique")
        batch.create_unique_constraint(op.f(OLD), ["submission_id", "round_number", "lang"])
        batch.drop_constraint(op.f("ck_reports_edition"), type_="check")
        batch.drop_column("edition")
