"""Which edition of the content is in use."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.String(length=12), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("publish", "rollback", name="kind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("base", sa.String(length=12), nullable=False),
        sa.Column("folder", sa.String(length=12), nullable=False),
        sa.Column("changelog_zh", sa.Text(), nullable=False),
        sa.Column("changelog_en", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_publications_number_positive")),
        sa.ForeignKeyConstraint(["edition"], ["editions.version"], name=op.f("fk_publications_edition")),
        sa.ForeignKeyConstraint(["base"], ["editions.version"], name=op.f("fk_publications_base")),
        sa.ForeignKeyConstraint(["folder"], ["editions.version"], name=op.f("fk_publications_folder")),
        sa.ForeignKeyConstraint(["published_by"], ["users.id"], name=op.f("fk_publications_published_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_publications")),
    )


def downgrade() -> None:
    op.drop_table("publications")
