"""The accounts, and the newest rows of the audit trail."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from selfcheck.store.audit import list_events
from selfcheck.store.user import list_users
from selfcheck.web.database import db

NEWEST = 200

blueprint = Blueprint("admin", __name__)


@blueprint.get("/admin")
def home() -> ResponseReturnValue:
    """Everyone with an account."""
    return render_template("admin/users.html", users=list_users(db()))


@blueprint.get("/admin/trail")
def trail() -> ResponseReturnValue:
    """What happened last, refusals among it."""
    return render_template("admin/trail.html", events=list_events(db(), limit=NEWEST), newest=NEWEST)
