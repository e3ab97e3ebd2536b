"""The page to which signing in leads, and the choice of a language."""

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from selfcheck.web.gate import find_actor, signed_in
from selfcheck.web.languages import COOKIE
from selfcheck.wording.text import Lang
from selfcheck.workflow.actor import Role

blueprint = Blueprint("account", __name__)

YEAR = 31_536_000
HOMES = {
    Role.COMPANY: "company.home",
    Role.REVIEWER: "regulator.list_submissions",
    Role.EDITOR: "editor.home",
    Role.ADMINISTRATOR: "admin.home",
}


@blueprint.get("/home")
def home() -> Response:
    """Where each role begins."""
    return redirect(url_for(HOMES[signed_in().role]))


@blueprint.post("/language")
def language() -> Response:
    """Keep the choice in the browser, and with the account of who is signed in; then back to the page."""
    asked = request.form.get("lang", "")
    if asked not in set(Lang):
        raise BadRequest
    chosen = Lang(asked)
    if find_actor() is not None:
        current_user.lang = chosen
    answer = redirect(local_path(request.form.get("next", "")))
    answer.set_cookie(COOKIE, chosen.value, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return answer


def local_path(asked: str) -> str:
    """The path, where it is one of this site; the front page otherwise."""
    is_local = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable()
    return asked if is_local else url_for("public.front")
