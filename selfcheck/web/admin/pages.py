"""The accounts, searched, paged and switched on and off; the report jobs; the audit trail, which nobody changes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from selfcheck.kernel.ids import ReportId, UserId
from selfcheck.reports.batch_index import REPORT_STATES
from selfcheck.reports.voice import Voice
from selfcheck.store.audit_list import TrailFilters, list_verbs, search_trail
from selfcheck.store.report import ReportState
from selfcheck.store.report_list import count_reports, list_failed, search_reports
from selfcheck.store.user_list import search_users
from selfcheck.web.database import db
from selfcheck.web.fields import iso_day
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.web.paging import asked_page
from selfcheck.web.states import STATES
from selfcheck.wording.formats import CHINA
from selfcheck.workflow.account import switch_account
from selfcheck.workflow.deeds import ROLES, SUBJECTS, deed_words
from selfcheck.workflow.report import retry_report

blueprint = Blueprint("admin", __name__)

TEXT_LENGTH = 100
ID_DIGITS = 9


@blueprint.get("/admin")
def home() -> ResponseReturnValue:
    """Everyone with an account."""
    role, text = request.args.get("role", ""), _text("text")
    chosen = {"role": role if role in ROLES else "", "text": text}
    page = search_users(db(), role=chosen["role"], text=text, page=asked_page())
    if page.number > page.pages:
        return redirect(url_for("admin.home", page=page.pages, role=chosen["role"] or None, text=text or None))
    return render_template("admin/users.html", page=page, chosen=chosen, roles=ROLES)


@blueprint.post("/admin/users/<int:user_id>/active")
def switch(user_id: int) -> ResponseReturnValue:
    """Let the account sign in, or no longer."""
    active = request.form.get("active") == "yes"
    user = switch_account(db(), signed_in(), UserId(user_id), active=active, now=now())
    if active:
        flash(gettext("%(email)s 已启用。", email=user.email), "success")
    else:
        flash(gettext("%(email)s 已停用。", email=user.email), "success")
    return redirect(url_for("admin.home", text=user.email))


@blueprint.get("/admin/trail")
def trail() -> ResponseReturnValue:
    """What happened, refusals among it, the newest first; a filter that means nothing is left out."""
    chosen = {name: _text(name) for name in ("verb", "subject", "subject_id", "email", "since", "until")}
    page = search_trail(db(), _filters(chosen), asked_page())
    if page.number > page.pages:
        found: dict[str, Any] = {name: value for name, value in chosen.items() if value}
        return redirect(url_for("admin.trail", page=page.pages, **found))
    return render_template(
        "admin/trail.html",
        page=page,
        chosen=chosen,
        verbs=list_verbs(db()),
        deed=lambda verb: deed_words(verb, Voice(current_lang())),
        subjects=SUBJECTS,
        roles=ROLES,
        states={**{state.value: words for state, (words, _tone) in STATES.items()}, **REPORT_STATES},
    )


@blueprint.get("/admin/reports")
def reports() -> ResponseReturnValue:
    """The report jobs, by default those that were given up."""
    asked = request.args.get("state", ReportState.FAILED.value)
    state = ReportState(asked) if asked in REPORT_STATES else None
    page = search_reports(db(), state=state, page=asked_page())
    if page.number > page.pages:
        return redirect(url_for("admin.reports", page=page.pages, state=asked))
    return render_template(
        "admin/reports.html", page=page, chosen=asked, states=REPORT_STATES, counts=count_reports(db())
    )


@blueprint.post("/admin/reports/retry")
def retry() -> ResponseReturnValue:
    """Ask anew for one report that was given up, or for all of them."""
    asked = request.form.get("report", "")
    chosen = [ReportId(int(asked))] if asked.isascii() and asked.isdecimal() else list_failed(db())
    again = [found for found in chosen if retry_report(db(), signed_in(), found, now=now())]
    db().commit()  # the workers that are woken must find the jobs
    for found in again:
        current_app.extensions["wake"](found)
    count = len(again)
    flash(ngettext("%(num)s 份报告重新排队了。", "%(num)s 份报告重新排队了。", count), "success")
    return redirect(url_for("admin.reports"))


def _text(name: str) -> str:
    return request.args.get(name, "").replace("\0", "").strip()[:TEXT_LENGTH]


def _filters(chosen: dict[str, str]) -> TrailFilters:
    since, until = _day(chosen["since"]), _day(chosen["until"])
    number = chosen["subject_id"]
    return TrailFilters(
        verb=chosen["verb"],
        subject=chosen["subject"] if chosen["subject"] in SUBJECTS else "",
        subject_id=int(number) if number.isascii() and number.isdecimal() and len(number) <= ID_DIGITS else None,
        email=chosen["email"],
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
    )


def _day(text: str) -> date | None:
    """The day that was typed, None where it is none or lies out of every calendar's reach."""
    try:
        day = date.fromisoformat(iso_day(text))
    except ValueError:
        return None
    return day if date.min < day < date.max else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
