"""Brings a database to a revision of the schema, over Alembic; the revisions are files, not part of the program."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from selfcheck.kernel import places

HEAD = "head"
EMPTY = "base"


def upgrade(engine: Engine, to: str = HEAD) -> None:
    """Apply every revision up to that one."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Take back every revision above that one, with what its tables hold."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), to)


def current_revision(engine: Engine) -> str | None:
    """The revision of the database, None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The revision that this program needs."""
    return ScriptDirectory(str(places.migrations())).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(places.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
