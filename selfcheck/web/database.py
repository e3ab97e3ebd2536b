"""One database session a request, opened when it is first needed, committed only after an unsafe request went well.

A safe request gets a session that the database itself keeps from writing. Signing in only reads as well: hashing a
password takes long, and nobody else's writing may wait for it.
"""

from collections.abc import Callable

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.store.transaction import ATTEMPTS, is_transient

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
READING = frozenset({"security.login"})  # unsafe requests that change nothing stored
FAILED = 400


def init_database(app: Flask, url: str) -> None:
    """Give the application its engine, and every request its transaction."""
    app.extensions["sessions"] = make_sessions(make_engine(url))
    app.dispatch_request = _repeating(app.dispatch_request)  # type: ignore[method-assign]  # views know no deadlocks
    app.after_request(_finish)
    app.teardown_request(_close)


def sessions() -> Sessions:
    """The application's sessions, for transactions beside the request's own."""
    found: Sessions = current_app.extensions["sessions"]
    return found


def db() -> Session:
    """The session of this request."""
    if "db" not in g:
        g.db = sessions().open(writes=request.method not in SAFE and request.endpoint not in READING)
    session: Session = g.db
    return session


def abandon() -> None:
    """Undo what this request has written so far; an error page is being made instead of the answer."""
    if "db" in g:
        g.db.rollback()


def _repeating(dispatch: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Run a view anew, up to four times, when the database gave up its transaction for the sake of another."""

    def repeat() -> ResponseReturnValue:
        for _ in range(ATTEMPTS - 1):
            try:
                return dispatch()
            except DBAPIError as error:
                if not is_transient(error):
                    raise
                abandon()
        return dispatch()

    return repeat


def _finish(response: Response) -> Response:
    if "db" in g:
        if response.status_code >= FAILED:
            g.db.rollback()
        elif request.method not in SAFE:
            g.db.commit()
    return response


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("db", None)
    if session is not None:
        session.close()
