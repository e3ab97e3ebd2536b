"""Reports that were taken back, and whose turn comes first."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATES = ("requested", "rendering", "ready", "failed", "cancelled")


def upgrade() -> None:
    _let_states(STATES)
    op.add_column("reports", sa.Column("priority", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.drop_index("ix_reports_state_due_at", "reports")
    op.create_index("ix_reports_state_priority_due_at", "reports", ["state", "priority", "due_at"])


def downgrade() -> None:
    op.drop_index("ix_reports_state_priority_due_at", "reports")
    op.create_index("ix_reports_state_due_at", "reports", ["state", "due_at"])
    op.drop_column("reports", "priority")
    op.execute("UPDATE reports SET state = 'failed', message = '已取消。' WHERE state = 'cancelled'")
    _let_states(STATES[:-1])


def _let_states(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("reports") as batch:
        batch.drop_constraint(op.f("ck_reports_state"), type_="check")
        batch.create_check_constraint(op.f("ck_reports_state"), f"state IN ({listed})")
