"""The edge's way to write: one transaction for one piece of work, again when the database asked for that.

Used by web, commands and jobs alone; below them nobody commits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from selfcheck.store.engine import Sessions

T = TypeVar("T")

ATTEMPTS = 4
_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock detected


@contextmanager
def transaction(sessions: Sessions, *, writes: bool = True) -> Iterator[Session]:
    """A session in a transaction that is committed at the end, or rolled back when an error leaves it."""
    with sessions.open(writes=writes) as session, session.begin():
        yield session


def run(sessions: Sessions, work: Callable[[Session], T], *, writes: bool = True) -> T:
    """What the work returns, done in one transaction; repeated up to four times after a deadlock.

    The work must therefore have no effect but through its session.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with transaction(sessions, writes=writes) as session:
                return work(session)
        except DBAPIError as error:
            if not is_transient(error):
                raise
    with transaction(sessions, writes=writes) as session:
        return work(session)


def is_transient(error: DBAPIError) -> bool:
    """Whether PostgreSQL gave up this transaction for the sake of another, so that it may simply be repeated."""
    return getattr(error.orig, "sqlstate", None) in _AGAIN
