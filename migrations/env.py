"""Alembic's entry: migrates over the connection that the caller holds, or over one to the configured database.

Every revision runs in one transaction, so that a failing one leaves nothing behind on either database.
"""

from alembic import context
from sqlalchemy import Connection

from selfcheck.store.engine import database_url, make_engine
from selfcheck.store.tables import all_tables


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=all_tables(),
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


held: Connection | None = context.config.attributes.get("connection")
if held is not None:
    _migrate(held)
else:
    with make_engine(database_url()).connect() as fresh:
        _migrate(fresh)
