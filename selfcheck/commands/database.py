"""The service's database for commands: open while they work, and refused in words where it cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from selfcheck.kernel.errors import BadInputError
from selfcheck.store.engine import Sessions, database_url, make_engine, make_sessions
from selfcheck.store.migrate import current_revision, newest_revision

WHERE = "SELFCHECK_DATABASE_URL"


@contextmanager
def service_database() -> Iterator[Sessions]:
    """Sessions on the database; raises BadInputError where it is out of reach, or not of this program's schema."""
    engine = make_engine(database_url())
    try:
        revision = current_revision(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise BadInputError(where=WHERE, problem=str(error).splitlines()[0]) from error
    try:
        if revision != newest_revision():
            raise BadInputError(where=WHERE, problem="the database is not migrated: run selfcheck db upgrade")
        yield make_sessions(engine)
    finally:
        engine.dispose()
