"""Who may come in: the role table of the workflow, applied before every view. What it does not list is refused.

Denials of a signed-in user leave a row in the audit trail, written in a transaction of its own.
"""

from datetime import UTC, datetime

from flask import Flask, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from selfcheck.store.transaction import run
from selfcheck.web.database import SAFE, sessions
from selfcheck.workflow.actor import Actor, actor_of
from selfcheck.workflow.errors import NotAllowedError
from selfcheck.workflow.permissions import ROUTES
from selfcheck.workflow.trail import record, refusal

SUBJECTS = ("submission", "report", "batch", "company", "user", "document")  # what `<int:..._id>` of a route may name


def init_gate(app: Flask) -> None:
    """Hold every request against the table."""
    app.before_request(_admit)
    app.jinja_env.globals.update(actor=find_actor)


def now() -> datetime:
    """The moment of this request: one for everything that it does."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment


def find_actor() -> Actor | None:
    """Who is signed in; None for visitors and for users that are switched off."""
    if "actor" not in g:
        g.actor = actor_of(current_user) if current_user and current_user.is_authenticated else None
    found: Actor | None = g.actor
    return found


def signed_in() -> Actor:
    """Who is signed in, on a page that the table keeps from visitors."""
    actor = find_actor()
    if actor is None:
        raise Unauthorized
    return actor


def record_refusal() -> None:
    """Write to the audit trail that this request was denied what it asked for."""
    actor = find_actor()
    if actor is None:
        return
    given = request.view_args or {}
    named = next(((name, given[f"{name}_id"]) for name in SUBJECTS if f"{name}_id" in given), ("page", 0))
    entry = refusal(named[0], named[1], {"method": request.method, "path": request.path[:200]})
    run(sessions(), lambda session: record(session, actor, entry, now=now()))


def _admit() -> Response | None:
    if request.endpoint is None:
        return None  # no such page: the router says so itself
    allowed = ROUTES.get(request.endpoint)
    if allowed is None:
        raise Forbidden
    if "anyone" in allowed:
        return None
    actor = find_actor()
    if actor is None:
        if request.method not in SAFE:
            raise Unauthorized
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    if actor.role not in allowed:
        raise NotAllowedError
    return None
