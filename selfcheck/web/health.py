"""Two answers for whoever watches over the service: alive, and ready to serve."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from selfcheck.store.migrate import current_revision, newest_revision
from selfcheck.web.content import library
from selfcheck.web.database import sessions

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
def live() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="alive")


@blueprint.get("/ready")
def ready() -> ResponseReturnValue:
    """Content is loaded, and the database answers with the schema that this program needs; otherwise 503."""
    try:
        schema = current_revision(sessions().engine) == newest_revision()
    except SQLAlchemyError:
        schema = False
    answer = jsonify(status="ready" if schema else "not ready", content=library().version)
    return answer, 200 if schema else 503
