"""What a company declares, with a submission and with each round of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLES = ("submissions", "rounds")


def upgrade() -> None:
    # No batch: it would copy the tables, which SQLite refuses while other rows point at theirs.
    for table in TABLES:
        op.add_column(table, sa.Column("declared", JSON, nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_column(table, "declared")
