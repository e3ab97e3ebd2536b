"""Groups of comparable companies, frozen by quarter."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "peer_periods",
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("frozen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_peer_periods")),
    )
    op.create_table(
        "peer_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("tier", sa.String(length=30), nullable=False),
        sa.Column("cell", sa.String(length=40), nullable=False),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("median", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("kept_from", sa.Integer(), nullable=True),
        sa.CheckConstraint("tier IN ('express', 'standard', 'full')", name=op.f("ck_peer_groups_tier")),
        sa.CheckConstraint("at_least >= 10", name=op.f("ck_peer_groups_large_enough")),
        sa.CheckConstraint(
            "low BETWEEN 0 AND median AND median <= high AND high <= 1000", name=op.f("ck_peer_groups_spread_ordered")
        ),
        sa.ForeignKeyConstraint(["period"], ["peer_periods.period"], name=op.f("fk_peer_groups_period")),
        sa.ForeignKeyConstraint(["kept_from"], ["peer_groups.id"], name=op.f("fk_peer_groups_kept_from")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_groups")),
        sa.UniqueConstraint("period", "tier", "cell", name=op.f("uq_peer_groups_period_tier_cell")),
    )
    op.create_table(
        "peer_members",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["peer_groups.id"], name=op.f("fk_peer_members_group_id")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_peer_members_company_id")),
        sa.ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_peer_members_round"
        ),
        sa.PrimaryKeyConstraint("group_id", "company_id", name=op.f("pk_peer_members")),
    )


def downgrade() -> None:
    op.drop_table("peer_members")
    op.drop_table("peer_groups")
    op.drop_table("peer_periods")
